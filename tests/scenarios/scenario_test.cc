#include <gtest/gtest.h>

#include <future>

#include "resolver/adapters/zones/iana_zones.h"
#include "tests/scenarios/files.h"
#include "tests/scenarios/run.h"

// Every file *.txt beside this one: a test each, named after it. The scenarios of a file are played at the
// same time, each in a world of its own: they mostly wait for the resolver's threads.
namespace facet::scenarios {
namespace {

class Scenarios : public ::testing::TestWithParam<std::string> {};

TEST_P(Scenarios, AreAsTheyAreWritten) {
  auto zones = resolver::open_iana_zones();
  ASSERT_TRUE(zones.has_value());
  std::vector<std::future<std::string>> played;
  for (const auto& scenario : read(GetParam())) {
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
