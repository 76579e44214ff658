#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "schemas/topics.h"

// Any bytes as a topic: what is taken apart is built the same again, and holds nothing that MQTT gives a
// meaning of its own.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text{reinterpret_cast<const char*>(data), size};
  const auto topic = facet::topics::parse(text);
  if (!topic) return 0;
  if (facet::topics::build(*topic) != text) std::abort();
  if (text.find_first_of(std::string_view("+#\0", 3)) != std::string_view::npos) std::abort();
  return 0;
}
