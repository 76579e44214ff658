#include "broker-plugin/door/options.h"
#include "tests/fuzz/door_world.h"

// Lines of "<key> <value>": what is read is within its range.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace facet::door;
  std::vector<std::pair<std::string_view, std::string_view>> given;
  for (const auto line : pieces(data, size, 8)) {
    const auto space = std::min(line.find(' '), line.size());
    given.emplace_back(line.substr(0, space), line.substr(std::min(space + 1, line.size())));
  }
  const auto options = parse_options(given);
  if (!options) {
    require(!options.error().message().empty());
    return 0;
  }
  require(!options->credentials.empty());
  require(options->messages.burst >= 1 && options->messages.per_second >= 1);
  return 0;
}
