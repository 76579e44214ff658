#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <unordered_set>

#include "broker-plugin/admin/user_list.h"
#include "broker-plugin/credentials/credentials.h"

// The list of `facet-admin user add --from`. What is taken can be put into the credentials, nobody twice;
// what is refused is refused with a line's number.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto users = facet::admin::parse_user_list({reinterpret_cast<const char*>(data), size});
  if (!users) {
    if (users.error().detail.empty()) std::abort();
    return 0;
  }
  facet::door::Credentials all;
  std::unordered_set<std::string> seen;
  for (const auto& listed : *users) {
    if (!seen.insert(listed.user.name).second || listed.password.empty()) std::abort();
    if (!all.put(listed.user)) std::abort();
  }
  return 0;
}
