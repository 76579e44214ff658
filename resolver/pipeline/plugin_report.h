#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace facet::resolver {

// What the broker's plugin tells of itself on topics::plugin_op(), as far as the resolver needs it.
struct PluginReport {
  std::uint64_t boot = 0;            // the first session number that this run of the broker can give
  std::size_t fan_out_watchers = 0;  // it expands FanOut messages of at most so many; 0: it does not
  bool operator==(const PluginReport&) const = default;
};

// Any bytes are safe to pass. More keys are allowed; one of these that is missing, of another type or out of
// range, and anything that is not a JSON object of at most limits::kPluginReportBytes, is nullopt.
std::optional<PluginReport> parse_plugin_report(std::string_view payload);

}  // namespace facet::resolver
