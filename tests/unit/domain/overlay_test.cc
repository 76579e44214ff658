#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// Automatic statuses as they come and go: whose they are, who is told, and what several devices make of them.
namespace facet::resolver::test {
namespace {

// ---- contacts with a setting of their own --------------------------------------------------------------

const Automatics kCallsShown{{}, {Shows::shown, {}}};
const Automatics kAwayForOff{{Shows::instead, Activity::away}, {}};

TEST(OverlayOfOverrides, TakesWhatTheHighestGroupWants) {
  Owner owner;
  owner.group("Work", 2).with({kBob}).wants("Work", kCallsShown);
  owner.group("Family", 1).with({kBob});
  owner.tells_only(kBob, kBusy).connects().reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy)
      << "Family has the highest rank and wants nothing";
  owner.removes("Family", {kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call) << "Work wants calls shown over everything";
  owner.adds("Family", {kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
  owner.ranks("Family", 3);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  owner.erases("Work");
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
}

TEST(OverlayOfOverrides, InNoGroupTakesWhatOtherWants) {
  Owner owner;
  owner.tells_only(kBob, kBusy).connects().reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
  owner.wants("", kCallsShown);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
}

// Every group is told to hide calls: `other` was not named, and decides for whoever is in none.
TEST(OverlayOfOverrides, EveryGroupIsNotOther) {
  Owner owner;
  owner.group("Family", 1).with({kEve});
  owner.tells_only(kBob, kFree).tells_only(kEve, kFree).connects().reports(DeviceState::in_call);
  const Revision made = owner.revision();
  owner.waits(std::chrono::seconds{1});
  owner.delivers(StatusEdit{.revision = made, .automatics = {{kEveryGroup, {{}, {Shows::hidden, {}}}}}});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  EXPECT_EQ(owner.topic_of(kEve)->activity, Activity::free);
}

// ---- what changes by itself, told ------------------------------------------------------------------------

Owner family(Automatics how, const Setting& setting = kFree) {
  Owner owner;
  owner.group("Family", 1).with({kBob}).tells("Family", setting).wants("Family", how);
  owner.connects().told();
  return owner;
}

TEST(Overlay, ACallIsTakenBackWithTheChangedAtOfTheSetting) {
  Owner owner = family({});
  const View before = *owner.topic_of(kBob);
  owner.reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::in_call, "", owner.time(), kNoTime}));
  owner.reports(DeviceState::idle);
  EXPECT_EQ(owner.topic_of(kBob), before);
  EXPECT_EQ(owner.told().size(), 2U);
}

TEST(Overlay, InsteadOfOffIsShownSinceTheOwnerWent) {
  Owner owner = family(kAwayForOff);
  owner.loses().waits(kGrace);
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::away, "", owner.time(), kNoTime}));
}

TEST(Overlay, HiddenOffTellsNobodyThatTheOwnerWent) {
  Owner owner = family({{Shows::hidden, {}}, {}});
  owner.loses().waits(std::chrono::hours{1});
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(Overlay, ANoteOfOffGoesWithTheOwnerAndComesBack) {
  Owner owner = family({}, {.activity = Activity::off, .note = "back on Monday"});
  owner.loses().waits(kGrace);
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  owner.connects();
  EXPECT_EQ(owner.topic_of(kBob)->note, "back on Monday");
}

TEST(Overlay, WhatAGroupWantsIsToldWhileItMatters) {
  Owner owner = family({});
  owner.wants("Family", kAwayForOff);
  EXPECT_TRUE(owner.told().empty()) << "the owner is there";
  owner.loses().waits(kGrace).told();
  owner.wants("Family", {{Shows::hidden, {}}, {}});
  EXPECT_EQ(owner.told(), std::vector{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

// The automatic statuses over a schedule and a temporary setting are no other than over the lasting one.
TEST(Overlay, LiesOverAScheduleToo) {
  Owner owner = family({});
  const auto minute = [&](int from_now) {
    const auto day = std::chrono::floor<std::chrono::days>(owner.time());
    return static_cast<std::uint16_t>((owner.time() - day) / std::chrono::minutes{1} + from_now);
  };
  owner.schedules("Family", {{0x7F, minute(10), minute(20), Activity::available, "open"}}).told();
  owner.reports(DeviceState::in_call).told();
  const Time called = owner.time();
  owner.waits(std::chrono::minutes{15});
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::in_call, "", called, kNoTime}));
  EXPECT_TRUE(owner.told().empty()) << "the entry began under the call";
  owner.reports(DeviceState::idle);
  EXPECT_EQ(owner.topic_of(kBob)->note, "open");
}

// ---- several devices -----------------------------------------------------------------------------------

TEST(OverlayOfDevices, ACallOnOneOfTwoIsACall) {
  Owner owner = family({});
  owner.connects(kTablet).reports(DeviceState::idle, kTablet);
  owner.reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  owner.reports(DeviceState::idle, kTablet);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call) << "the phone said nothing else";
  owner.reports(DeviceState::idle);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(OverlayOfDevices, TwoCallsAreOneSinceTheFirst) {
  Owner owner = family({});
  owner.connects(kTablet).reports(DeviceState::in_call);
  const Time first = owner.time();
  owner.told();
  owner.reports(DeviceState::in_call, kTablet);
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob)->changed_at, first);
  owner.reports(DeviceState::idle);
  EXPECT_EQ(owner.topic_of(kBob)->changed_at, owner.time() - std::chrono::seconds{1}) << "of the tablet's";
}

TEST(OverlayOfDevices, OffOnlyWhenAllAreGone) {
  Owner owner = family({});
  owner.connects(kTablet).loses().waits(std::chrono::hours{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  owner.loses(kTablet).waits(kGrace);
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  owner.connects();
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(OverlayOfDevices, ACallOfADeviceThatIsGoneEndsWithTheGrace) {
  Owner owner = family({});
  owner.connects(kTablet).reports(DeviceState::in_call).loses();
  owner.waits(kGrace - std::chrono::seconds{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  owner.waits(std::chrono::seconds{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  EXPECT_TRUE(owner.timers(TargetKind::call).empty());
  owner.connects();
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free) << "until it says so again";
}

TEST(OverlayOfDevices, ATunnelDoesNotEndACall) {
  Owner owner = family({});
  owner.reports(DeviceState::in_call).told();
  owner.loses().waits(kGrace / 2).connects();
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
}

TEST(OverlayOfDevices, ACallThatNothingIsHeardOfForFourHoursIsOver) {
  Owner owner = family({});
  owner.reports(DeviceState::in_call);
  const Time end = owner.time() + limits::kCall;
  owner.waits_until(end - std::chrono::seconds{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  owner.waits_until(end);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(OverlayOfDevices, ACallThatIsSaidAgainGoesOnAndKeepsItsBegin) {
  Owner owner = family({});
  owner.reports(DeviceState::in_call).told();
  const Time begin = owner.time();
  for (int hour = 0; hour < 10; ++hour) owner.waits(std::chrono::hours{1}).reports(DeviceState::in_call);
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::in_call, "", begin, kNoTime}));
  EXPECT_EQ(owner.timers(TargetKind::call).size(), 1U);
  owner.waits(limits::kCall);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(OverlayOfDevices, AsleepAndShuttingDownEndACall) {
  for (const DeviceState state : {DeviceState::asleep, DeviceState::shutting_down}) {
    Owner owner = family({});
    owner.connects(kTablet).reports(DeviceState::in_call);
    owner.reports(state);
    EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free) << name(state);
    EXPECT_TRUE(owner.timers(TargetKind::call).empty());
  }
}

// Who calls and is gone is off; who comes back in a call is in it: one message each.
TEST(OverlayOfDevices, OneGivesWayToTheOther) {
  Owner owner = family({});
  owner.reports(DeviceState::in_call).loses().waits(kGrace);
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  owner.told();
  owner.delivers(DeviceReport{owner.revision(), DeviceState::in_call});
  EXPECT_TRUE(owner.told().empty()) << "not connected: a report brings nobody back";
  owner.connects().reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
}

}  // namespace
}  // namespace facet::resolver::test
