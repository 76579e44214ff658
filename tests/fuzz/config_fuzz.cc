#include <string>

#include "resolver/config/config.h"
#include "tests/fuzz/file_of.h"

// resolver.toml as somebody could have written it: a configuration within its bounds, or a sentence.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using facet::fuzz::require;
  const facet::fuzz::FileOf file{data, size};
  const auto config = facet::resolver::load_config(file.path());
  if (!config) {
    require(config.error().message().size() > 10);
    return 0;
  }
  require(!config->resolver.id.empty() && config->resolver.id.size() <= 32);
  require(config->broker.port != 0 && !config->broker.host.empty());
  require(config->broker.mqtt_version == 4 || config->broker.mqtt_version == 5);
  require(config->limits.publish_per_second >= 100 && config->limits.publish_per_second <= 1'000'000);
  require(config->presence.grace_seconds <= 3600 && config->damping.seconds <= 60);
  require(config->damping.burst >= 1 && config->damping.burst <= 100);
  require(config->strangers.follow_hours >= 1 && config->strangers.follow_hours <= 168);
  return 0;
}
