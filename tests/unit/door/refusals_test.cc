#include "broker-plugin/door/refusals.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/unit/door/fake_broker.h"

namespace facet::door {
namespace {

using namespace std::chrono_literals;

TEST(Refusals, OneLineAMinuteForEachKindSaysHowManyItStandsFor) {
  FakeBroker broker;
  Refusals refusals(broker);
  const Moment start{};
  for (int i = 0; i < 5; ++i) refusals.count(Refused::malformed, start + std::chrono::seconds{i});
  refusals.count(Refused::login, start);
  ASSERT_EQ(broker.lines.size(), 2U);
  EXPECT_NE(broker.lines[0].find("[malformed]"), std::string::npos) << broker.lines[0];
  EXPECT_EQ(broker.lines[0].find("more"), std::string::npos);
  refusals.count(Refused::malformed, start + 61s);
  ASSERT_EQ(broker.lines.size(), 3U);
  EXPECT_NE(broker.lines[2].find("4 more"), std::string::npos) << broker.lines[2];
  EXPECT_EQ(refusals.counted(Refused::malformed), 6U);
}

TEST(Refusals, EveryKindHasANameAndALineOfItsOwn) {
  FakeBroker broker;
  Refusals refusals(broker);
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < kRefusedKinds; ++i) {
    names.insert(name(static_cast<Refused>(i)));
    refusals.count(static_cast<Refused>(i), Moment{});
  }
  EXPECT_EQ(names.size(), kRefusedKinds);
  EXPECT_EQ(std::set<std::string>(broker.lines.begin(), broker.lines.end()).size(), kRefusedKinds);
}

}  // namespace
}  // namespace facet::door
