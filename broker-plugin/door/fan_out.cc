#include "broker-plugin/door/fan_out.h"

#include "schemas/decode.h"
#include "schemas/topics.h"

namespace facet::door {

Expanded FanOutExpander::expand(std::string_view payload) {
  const auto fan_out = decode_fan_out(payload);
  if (!fan_out) return Expanded::malformed;
  if (!fan_out->view.empty() && !decode_view(fan_out->view)) return Expanded::malformed;
  for (const UserId watcher : fan_out->watchers) {
    const auto topic = topics::build(topics::In{watcher, fan_out->presentity});
    if (!broker_.publish(topic, fan_out->view, /*retain=*/true)) return Expanded::no_memory;
    ++watchers_;
  }
  ++messages_;
  return Expanded::all;
}

}  // namespace facet::door
