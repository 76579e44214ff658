#pragma once

#include <string>
#include <string_view>

#include "resolver/pipeline/core.h"

namespace facet::resolver {

// facet/v1/ops/resolver/<id>/...: what operators read with mosquitto_sub. JSON, retained, no phone numbers.
class Ops {
 public:
  explicit Ops(Core& core) : core_(core), started_at_(core.clock.now()) {}

  std::string state_topic() const;
  std::string counters_topic() const;

  // `state`: "starting", "ready", "stopped"; "gone" is the last will's. `broker`: Recover::state.
  void publish_state(std::string_view state, std::string_view broker);
  void publish_counters();

  static std::string gone_payload(std::string_view id);

 private:
  Core& core_;
  const Instant started_at_;
};

}  // namespace facet::resolver
