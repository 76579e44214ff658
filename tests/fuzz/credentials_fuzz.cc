#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "broker-plugin/credentials/credentials_file.h"

// A credentials file as a damaged disk or a careless editor could leave it. Beyond not crashing: what is
// taken is written again, and read again as the same users.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace facet::door;
  const auto users = parse_credentials({reinterpret_cast<const char*>(data), size});
  if (!users) return 0;
  const auto text = format_credentials(*users);
  const auto again = parse_credentials(text);
  if (!again || *again != *users || format_credentials(*again) != text) std::abort();
  return 0;
}
