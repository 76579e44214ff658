#include "broker-plugin/door/report.h"

#include <nlohmann/json.hpp>

#include "schemas/version.h"

namespace facet::door {
namespace {

constexpr Role kRoles[] = {Role::phone, Role::resolver, Role::gateway, Role::operate, Role::tester};

nlohmann::ordered_json connected(const Sessions& sessions) {
  nlohmann::ordered_json json;
  for (const Role role : kRoles) json[std::string{name(role)}] = sessions.connected(role);
  return json;
}

nlohmann::ordered_json refused(const Refusals& refusals) {
  nlohmann::ordered_json json;
  for (std::size_t i = 0; i < kRefusedKinds; ++i) {
    const auto kind = static_cast<Refused>(i);
    json[std::string{name(kind)}] = refusals.counted(kind);
  }
  return json;
}

}  // namespace

std::string json_of(const Report& report) {
  constexpr std::uint64_t kMicroseconds = 1'000'000;
  nlohmann::ordered_json json{
      {"version", kVersion},
      {"boot", report.sessions.boot()},
      {"uptime_s", (report.unix_us - std::min(report.unix_us, report.sessions.boot())) / kMicroseconds},
      {"users", report.accounts.size()},
      {"connected", connected(report.sessions)},
      {"refused", refused(report.refusals)},
      {"fan_out_watchers", report.fan_out_watchers},
      {"fan_out", {{"messages", report.fan_out.messages()}, {"deliveries", report.fan_out.watchers()}}},
  };
  if (!report.reload_error.empty()) json["credentials_error"] = report.reload_error;
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace facet::door
