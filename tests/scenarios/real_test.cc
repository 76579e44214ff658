#include <gtest/gtest.h>

#include <cctype>

#include "resolver/adapters/zones/iana_zones.h"
#include "tests/scenarios/files.h"
#include "tests/scenarios/real_world.h"
#include "tests/scenarios/run.h"

// The scenarios that say "also with the real broker": a test each, named after it.
namespace facet::scenarios {
namespace {

std::vector<Scenario> scenarios() {
  std::vector<Scenario> real;
  for (const auto& file : files()) {
    for (auto& scenario : read(file)) {
      if (scenario.real) real.push_back(std::move(scenario));
    }
  }
  return real;
}

// "ACrashOfTheResolverLosesNothing".
std::string test_name(const std::string& sentence) {
  std::string name;
  bool begins = true;
  for (const char c : sentence) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) name += static_cast<char>(begins ? std::toupper(byte) : byte);
    begins = c == ' ';
  }
  return name;
}

class RealScenarios : public ::testing::TestWithParam<Scenario> {};

TEST_P(RealScenarios, IsAsItIsWritten) {
  auto zones = resolver::open_iana_zones();
  ASSERT_TRUE(zones.has_value());
  const auto world = real_world();
  EXPECT_EQ(run(GetParam(), *world, **zones), "");
}

INSTANTIATE_TEST_SUITE_P(Rules, RealScenarios, ::testing::ValuesIn(scenarios()),
                         [](const auto& scenario) { return test_name(scenario.param.name); });

TEST(RealRunner, WhatIsWrongIsFoundHereToo) {
  auto zones = resolver::open_iana_zones();
  ASSERT_TRUE(zones.has_value());
  const auto world = real_world();
  const auto scenario = parse("some.txt", R"(# Wrong
people: alice bob
alice has Family 1: bob
alice tells Family driving
bob is sent driving, once
)");
  EXPECT_NE(run(scenario.front(), *world, **zones).find("some.txt:5: "), std::string::npos)
      << "two messages are not one";
}

}  // namespace
}  // namespace facet::scenarios
