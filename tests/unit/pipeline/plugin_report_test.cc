#include "resolver/pipeline/plugin_report.h"

#include <gtest/gtest.h>

#include <string>

#include "schemas/limits.h"

namespace facet::resolver {
namespace {

TEST(PluginReport, TellsItsBootAndHowManyWatchersItTakes) {
  const auto report = parse_plugin_report(R"({"boot":1795000000000000,"fan_out_watchers":200})");
  EXPECT_EQ(report, (PluginReport{1'795'000'000'000'000, 200}));
}

TEST(PluginReport, MayHoldMore) {
  const auto report = parse_plugin_report(
      R"({"version":"9.9","boot":18446744073709551615,"links":{"a":[1,2]},"fan_out_watchers":0,"x":null})");
  EXPECT_EQ(report, (PluginReport{~std::uint64_t{0}, 0}));
}

TEST(PluginReport, IsNothingWithoutBothNumbersInTheirRanges) {
  const std::string too_many = std::to_string(limits::kWatchersPerFanOut + 1);
  for (const std::string& text : {
           std::string{},
           std::string{"no json"},
           std::string{"[1,2]"},
           std::string{"17"},
           std::string{R"({"boot":1})"},
           std::string{R"({"fan_out_watchers":1})"},
           std::string{R"({"boot":"1","fan_out_watchers":1})"},
           std::string{R"({"boot":-1,"fan_out_watchers":1})"},
           std::string{R"({"boot":1.0,"fan_out_watchers":1})"},
           std::string{R"({"boot":18446744073709551616,"fan_out_watchers":1})"},
           std::string{R"({"boot":1,"fan_out_watchers":true})"},
           std::string{R"({"boot":1,"fan_out_watchers":-1})"},
           R"({"boot":1,"fan_out_watchers":)" + too_many + "}",
           std::string{R"({"boot":1,"fan_out_watchers":1)"},
           R"({"boot":1,"fan_out_watchers":1,"x":")" + std::string(limits::kPluginReportBytes, 'x') + "\"}",
       }) {
    EXPECT_EQ(parse_plugin_report(text), std::nullopt) << text.substr(0, 80);
  }
}

}  // namespace
}  // namespace facet::resolver
