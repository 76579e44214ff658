#include "tests/unit/pipeline/lives.h"

// Two worlds in step once more, in named situations.
namespace facet::resolver::testing {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

// Damped as it is in life. Bob and Carol take what Alice shows; Bob is in her first group and Carol in the
// second.
class TwoWorlds : public ::testing::Test {
 protected:
  void SetUp() override {
    both([](World& world) {
      for (const UserId user : {kAlice, kBob, kCarol, kStranger}) world.say(user, DeviceState::idle);
      for (const UserId user : {kBob, kCarol}) world.say(user, WatchEdit{.accept = {kAlice}});
      world.say(kAlice, made(kFirst, 1, kBob));
      world.say(kAlice, made(kSecond, 2, kCarol));
      world.say(kAlice, told(kFirst, Activity::free));
      world.advance(seconds{100});
    });
  }
  static GroupsEdit made(GroupId group, std::uint16_t rank, UserId member) {
    return {{}, {{.group = group, .name = "Made", .rank = rank, .add = {member}, .remove = {}}}};
  }
  // In both.
  template <typename Do>
  void both(Do each) {
    for (World* world : {&one_, &other_}) each(*world);
  }
  void wait(seconds time) {
    both([&](World& world) { world.advance(time); });
  }
  void blocked_in_one_and_gone_in_the_other(UserId contact) {
    one_.say(kAlice, StatusEdit{{}, {}, {}, {contact}, {}});
    other_.say(kAlice, DeviceState::shutting_down);
  }

  World one_{DampingOptions{}};
  World other_{DampingOptions{}};
};

TEST_F(TwoWorlds, TheMomentOfABlockIsTheMomentOfGoing) {
  blocked_in_one_and_gone_in_the_other(kBob);
  EXPECT_EQ(difference(one_, other_, kBob), "");
  const auto last = one_.traffic_to(kBob).back();
  EXPECT_EQ(last.at, one_.now());
  EXPECT_EQ(decode_view(last.payload)->activity, Activity::off);
}

// The update that was held back for the whole group comes five seconds later, and is `off` for everybody in
// the one who is gone: that Bob is not sent it twice in one world only.
TEST_F(TwoWorlds, WhoIsBlockedWhileTheGroupIsDampedSeesOneOff) {
  both([](World& world) {
    for (const auto activity : {Activity::busy, Activity::meeting, Activity::driving, Activity::away})
      world.say(kAlice, told(kFirst, activity));
  });
  blocked_in_one_and_gone_in_the_other(kBob);
  wait(seconds{30});
  EXPECT_EQ(difference(one_, other_, kBob), "");
}

TEST_F(TwoWorlds, WhatAnotherGroupIsToldDoesNotMakeADampedUpdateComeAgain) {
  both([](World& world) {
    for (const auto state :
         {DeviceState::shutting_down, DeviceState::idle, DeviceState::shutting_down, DeviceState::idle})
      world.say(kAlice, state);
  });
  one_.say(kAlice, told(kSecond, Activity::busy));
  both([](World& world) { world.say(kAlice, DeviceState::shutting_down); });
  wait(seconds{30});
  EXPECT_EQ(difference(one_, other_, kBob), "");
}

TEST_F(TwoWorlds, WhoComesNewDoesNotMakeADampedUpdateComeAgain) {
  constexpr UserId kNew{8613800138009};
  both([&](World& world) {
    world.say(kAlice, with_members(kSecond, {kNew}));
    for (const auto state :
         {DeviceState::shutting_down, DeviceState::idle, DeviceState::shutting_down, DeviceState::idle})
      world.say(kAlice, state);
  });
  one_.say(kNew, WatchEdit{.accept = {kAlice}});
  both([](World& world) { world.say(kAlice, DeviceState::shutting_down); });
  wait(seconds{30});
  EXPECT_EQ(difference(one_, other_, kBob), "");
}

TEST_F(TwoWorlds, AMembershipThatEndsWhileBlockedEndsAsIfSheWereGone) {
  both([](World& world) {
    world.say(kStranger, WatchEdit{.accept = {kAlice}});
    world.say(kAlice, with_members(kFirst, {kStranger}, {}, world.time() + hours{2}));
  });
  blocked_in_one_and_gone_in_the_other(kStranger);
  wait(hours{30});
  EXPECT_EQ(difference(one_, other_, kStranger), "");
}

TEST_F(TwoWorlds, ABlockedStrangerWhoAsksFollowsAnOffForADay) {
  blocked_in_one_and_gone_in_the_other(kStranger);
  wait(seconds{30});
  both([](World& world) { world.ask(kStranger, {kAlice}); });
  one_.say(kAlice, told(kOther, Activity::busy, "for strangers"));
  wait(hours{30});
  EXPECT_EQ(difference(one_, other_, kStranger), "");
  EXPECT_TRUE(one_.kept_for(kStranger).empty());
}

}  // namespace
}  // namespace facet::resolver::testing
