#include "resolver/pipeline/ops.h"

#include <unistd.h>

#include <nlohmann/json.hpp>

#include "schemas/topics.h"
#include "schemas/version.h"

namespace facet::resolver {
namespace {

std::string iso8601(Instant instant) {
  const auto seconds =
      std::chrono::system_clock::to_time_t(std::chrono::time_point_cast<std::chrono::seconds>(instant));
  std::tm utc{};
  gmtime_r(&seconds, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

}  // namespace

std::string Ops::state_topic() const {
  return topics::resolver_op(core_.id, "state");
}
std::string Ops::counters_topic() const {
  return topics::resolver_op(core_.id, "counters");
}

void Ops::publish_state(std::string_view state, std::string_view broker) {
  const auto now = core_.clock.now();
  nlohmann::ordered_json json{
      {"state", state},
      {"broker", broker},
      {"version", kVersion},
      {"pid", ::getpid()},
      {"uptime_s", std::chrono::duration_cast<std::chrono::seconds>(now - started_at_).count()},
      {"at", iso8601(now)},
      {"outbox", core_.outbox.waiting()},
  };
  {
    const std::lock_guard lock(core_.mutex);
    json["registered_users"] = core_.registry.size();
    json["presentities_in_memory"] = core_.presentities.size();
  }
  core_.bus.publish(state_topic(), json.dump(), /*retain=*/true, [](bool) {});
}

void Ops::publish_counters() {
  nlohmann::ordered_json json;
  for (const auto& [name, value] : core_.counters.snapshot()) json[name] = value;
  if (json.is_null()) json = nlohmann::ordered_json::object();
  core_.bus.publish(counters_topic(), json.dump(), /*retain=*/true, [](bool) {});
}

std::string Ops::gone_payload(std::string_view id) {
  return nlohmann::ordered_json{{"state", "gone"}, {"id", id}, {"version", kVersion}}.dump();
}

}  // namespace facet::resolver
