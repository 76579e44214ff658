#include "resolver/pipeline/plugin_report.h"

#include <nlohmann/json.hpp>

#include "schemas/limits.h"

namespace facet::resolver {
namespace {

std::optional<std::uint64_t> number(const nlohmann::json& json, const char* key) {
  const auto found = json.find(key);
  if (found == json.end() || !found->is_number_unsigned()) return std::nullopt;
  return found->get<std::uint64_t>();
}

}  // namespace

std::optional<PluginReport> parse_plugin_report(std::string_view payload) {
  if (payload.size() > limits::kPluginReportBytes) return std::nullopt;
  const auto json = nlohmann::json::parse(payload, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  const auto boot = number(json, "boot");
  const auto watchers = number(json, "fan_out_watchers");
  if (!boot || !watchers || *watchers > limits::kWatchersPerFanOut) return std::nullopt;
  return PluginReport{*boot, static_cast<std::size_t>(*watchers)};
}

}  // namespace facet::resolver
