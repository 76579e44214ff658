#include "broker-plugin/door/fan_out.h"

#include <gtest/gtest.h>

#include "schemas/encode.h"
#include "tests/unit/door/fake_broker.h"

namespace facet::door {
namespace {

constexpr UserId kAlice{8613800138000};
const Bytes kView = encode(View{Activity::driving, "", kNoTime, kNoTime});

class FanOutTest : public testing::Test {
 protected:
  Expanded expand(Bytes view, std::vector<UserId> watchers) {
    return expander_.expand(encode(FanOut{kAlice, std::move(view), std::move(watchers)}));
  }
  FakeBroker broker_;
  FanOutExpander expander_{broker_};
};

TEST_F(FanOutTest, EachWatcherGetsTheViewRetainedInTheirOrder) {
  EXPECT_EQ(expand(kView, {UserId{3}, UserId{1}, UserId{2}}), Expanded::all);
  ASSERT_EQ(broker_.messages.size(), 3U);
  EXPECT_EQ(broker_.messages[0].topic, "facet/v1/in/3/8613800138000");
  EXPECT_EQ(broker_.messages[1].topic, "facet/v1/in/1/8613800138000");
  EXPECT_EQ(broker_.messages[2].topic, "facet/v1/in/2/8613800138000");
  for (const auto& message : broker_.messages) {
    EXPECT_EQ(message.payload, kView);
    EXPECT_TRUE(message.retain);
  }
  EXPECT_EQ(expander_.messages(), 1U);
  EXPECT_EQ(expander_.watchers(), 3U);
}

TEST_F(FanOutTest, AnEmptyViewTakesTheTopicsAway) {
  EXPECT_EQ(expand("", {UserId{1}}), Expanded::all);
  ASSERT_EQ(broker_.messages.size(), 1U);
  EXPECT_EQ(broker_.messages[0].payload, "");
  EXPECT_TRUE(broker_.messages[0].retain);
}

TEST_F(FanOutTest, WhatIsNoViewReachesNobody) {
  EXPECT_EQ(expand("no view at all", {UserId{1}}), Expanded::malformed);
  EXPECT_EQ(expander_.expand("no fan-out at all"), Expanded::malformed);
  EXPECT_EQ(expander_.expand(kView), Expanded::malformed);
  EXPECT_TRUE(broker_.messages.empty());
}

TEST_F(FanOutTest, WithoutMemoryForAllOfItTheSenderIsTold) {
  broker_.memory = 1;
  EXPECT_EQ(expand(kView, {UserId{1}, UserId{2}}), Expanded::no_memory);
  broker_.memory = 100;
  EXPECT_EQ(expand(kView, {UserId{1}, UserId{2}}), Expanded::all) << "the whole of it once more";
}

}  // namespace
}  // namespace facet::door
