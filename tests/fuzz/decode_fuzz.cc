#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "schemas/json_view.h"
#include "tests/unit/schemas/valid.h"

// Any bytes, as every kind: no crash, and no value outside the limits (the promise of schemas/decode.h).
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view payload{reinterpret_cast<const char*>(data), size};
  for (const facet::Kind kind : facet::kKinds) {
    const std::string broken = facet::test::broken_promise(kind, payload);
    if (!broken.empty()) {
      std::fprintf(stderr, "%s: %s\n", std::string{facet::name(kind)}.c_str(), broken.c_str());
      std::abort();
    }
  }
  facet::json_view(payload);
  return 0;
}
