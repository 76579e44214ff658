#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <future>

#include "resolver/adapters/zones/iana_zones.h"
#include "tests/scenarios/run.h"
#include "tests/support/process.h"

// Every file *.txt beside this one: a test each, named after it. The scenarios of a file are played at the
// same time, each in a world of its own: they mostly wait for the resolver's threads.
namespace facet::scenarios {
namespace {

std::vector<std::string> files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(FACET_SCENARIOS)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".txt") && name != "CMakeLists.txt") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Scenarios : public ::testing::TestWithParam<std::string> {};

TEST_P(Scenarios, AreAsTheyAreWritten) {
  auto zones = resolver::open_iana_zones();
  ASSERT_TRUE(zones.has_value());
  const std::string file = "tests/scenarios/" + GetParam() + ".txt";
  const auto text =
      testing_support::read_file(std::filesystem::path{FACET_SCENARIOS} / (GetParam() + ".txt"));
  std::vector<std::future<std::string>> played;
  for (const auto& scenario : parse(file, text)) {
    played.push_back(std::async(std::launch::async, [scenario, &zones] {
      const auto world = model_world(**zones);
      return run(scenario, *world, **zones);
    }));
  }
  for (auto& one : played) EXPECT_EQ(one.get(), "");
}

INSTANTIATE_TEST_SUITE_P(Rules, Scenarios, ::testing::ValuesIn(files()),
                         [](const auto& file) { return file.param; });

}  // namespace
}  // namespace facet::scenarios
