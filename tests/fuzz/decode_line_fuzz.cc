#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "client/cli/decode_line.h"

// `facet decode`: whatever the line, one line of JSON comes out.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto line = facet::cli::decode_line({reinterpret_cast<const char*>(data), size});
  if (line.find('\n') != std::string::npos || !nlohmann::json::accept(line)) std::abort();
  return 0;
}
