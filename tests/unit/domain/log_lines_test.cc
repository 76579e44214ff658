#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// What the owner's log says of a change: by which rule how many contacts were shown what.
namespace facet::resolver::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using Lines = std::vector<LogLine>;

// Bob and Eve are family; Dan is at work.
Owner two_groups() {
  Owner owner;
  owner.group("Family", 1).with({kBob, kEve});
  owner.group("Work", 2).with({kDan});
  owner.tells_every_group(kFree).connects();
  return owner;
}

TEST(LogLines, AStatusIsLoggedWithWhomItReached) {
  Owner owner = two_groups();
  owner.tells("Family", kMeeting);
  const auto& log = owner.last().log;
  ASSERT_TRUE(log);
  EXPECT_EQ(log->at, owner.time());
  EXPECT_EQ(log->cause, Cause::status);
  EXPECT_EQ(log->device, kPhone);
  EXPECT_EQ(log->lines, (Lines{{Rule::group, owner.id("Family"), Activity::meeting, 2}}));
}

TEST(LogLines, TheLargestComeFirst) {
  Owner owner = two_groups();
  owner.tells_every_group(kMeeting);
  EXPECT_EQ(owner.last().log->lines, (Lines{{Rule::group, owner.id("Family"), Activity::meeting, 2},
                                            {Rule::group, owner.id("Work"), Activity::meeting, 1}}));
}

TEST(LogLines, ABlockAndASettingForOneAreOnesOwnLines) {
  Owner owner = two_groups();
  owner.blocks(kBob);
  EXPECT_EQ(owner.last().log->lines, (Lines{{Rule::blocked, kOther, Activity::off, 1}}));
  owner.tells_only(kEve, kDriving);
  EXPECT_EQ(owner.last().log->lines, (Lines{{Rule::override_setting, kOther, Activity::driving, 1}}));
}

TEST(LogLines, WhatNobodySawIsListedWithoutALine) {
  Owner owner = two_groups();
  owner.renames("Family", "Kin");
  ASSERT_TRUE(owner.last().log);
  EXPECT_EQ(owner.last().log->cause, Cause::groups);
  EXPECT_TRUE(owner.last().log->lines.empty());
}

TEST(LogLines, WhatCameTooLateOrWasRefusedIsNotListed) {
  Owner owner = two_groups();
  const Revision early = owner.revision();
  owner.tells("Family", kMeeting);
  owner.delivers(StatusEdit{early, {{owner.id("Family"), kBusy}}, {}, {}, {}});
  ASSERT_EQ(owner.last().receipt.outcome, Outcome::stale);
  EXPECT_FALSE(owner.last().log);
  owner.delivers(StatusEdit{owner.revision(), {{GroupId{77}, kBusy}}, {}, {}, {}});
  ASSERT_EQ(owner.last().receipt.outcome, Outcome::refused);
  EXPECT_FALSE(owner.last().log);
}

TEST(LogLines, ACallIsListedIfSomebodySawIt) {
  Owner owner = two_groups();
  owner.reports(DeviceState::in_call);
  ASSERT_TRUE(owner.last().log);
  EXPECT_EQ(owner.last().log->cause, Cause::device);
  EXPECT_EQ(owner.last().log->device, kPhone);
  EXPECT_EQ(owner.last().log->lines.size(), 2U);
  EXPECT_EQ(owner.last().log->lines.front().activity, Activity::in_call);
  owner.reports(DeviceState::in_call);
  EXPECT_FALSE(owner.last().log) << "said again";
  owner.reports(DeviceState::idle).tells_every_group(kMeeting).reports(DeviceState::in_call);
  EXPECT_FALSE(owner.last().log) << "a meeting stays";
}

TEST(LogLines, GoingAndComingBackAreOfTheConnection) {
  Owner owner = two_groups();
  owner.loses();
  EXPECT_FALSE(owner.last().log) << "the grace runs";
  owner.waits(kGrace).connects();
  ASSERT_TRUE(owner.last().log);
  EXPECT_EQ(owner.last().log->cause, Cause::link);
  EXPECT_EQ(owner.last().log->lines.front(), (LogLine{Rule::group, owner.id("Family"), Activity::free, 2}));
}

TEST(LogLines, AnEndIsListedAsSuch) {
  Owner owner = two_groups();
  const Time end = owner.time() + hours{1};
  owner.tells("Family", until(kMeeting, end));
  const Timer timer{end, {TargetKind::audience, kOwner, owner.id("Family").value()}};
  ASSERT_TRUE(owner.broker().timers().contains(timer));
  const Decision decision = decide(owner.presentity(), timer, end);
  ASSERT_TRUE(decision.log);
  EXPECT_EQ(decision.log->at, end);
  EXPECT_EQ(decision.log->cause, Cause::ended);
  EXPECT_EQ(decision.log->device, DeviceId{});
  EXPECT_EQ(decision.log->lines, (Lines{{Rule::group, owner.id("Family"), Activity::free, 2}}));
}

TEST(LogLines, NoMoreThanTheBound) {
  Owner owner;
  StatusEdit edit;
  for (std::size_t i = 0; i < limits::kLogLines + 5; ++i) {
    const std::string name = "Group " + std::to_string(i);
    owner.group(name, 1).with({UserId{100 + i}});
    edit.settings.push_back({owner.id(name), kMeeting});
  }
  owner.group("Large", 1).with({kBob, kEve, kDan});
  edit.settings.push_back({owner.id("Large"), kMeeting});
  owner.waits(minutes{1});
  edit.revision = owner.revision();
  owner.delivers(edit);
  ASSERT_TRUE(owner.last().log);
  EXPECT_EQ(owner.last().log->lines.size(), limits::kLogLines);
  EXPECT_EQ(owner.last().log->lines.front().watchers, 3U) << "the largest are kept";
}

}  // namespace
}  // namespace facet::resolver::test
