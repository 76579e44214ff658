#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// Members until a moment.
namespace facet::resolver::test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using Watchers = std::vector<UserId>;

// Bob is at work until an hour from now, and among the friends for good.
struct Guest {
  Owner owner;
  Time end;
  explicit Guest(const Setting& friends = kFree) {
    owner.group("Work", 1).group("Friends", 2).with({kBob});
    owner.tells("Work", kMeeting).tells("Friends", friends);
    end = owner.time() + hours{1};
    owner.adds_until("Work", {kBob}, end).told();
  }
};

TEST(MemberEnds, TheNextGroupDecidesFromThatSecondOn) {
  Guest guest;
  guest.owner.waits_until(guest.end - seconds{1});
  EXPECT_EQ(guest.owner.topic_of(kBob)->activity, Activity::meeting);
  EXPECT_EQ(guest.owner.told(), Watchers{});
  guest.owner.waits(seconds{1});
  EXPECT_EQ(guest.owner.topic_of(kBob)->activity, Activity::free);
  EXPECT_EQ(guest.owner.told(), Watchers{kBob});
  EXPECT_EQ(guest.owner.seen_by(kBob), guest.owner.topic_of(kBob));
}

TEST(MemberEnds, NobodyIsToldWhereTheNextGroupShowsTheSame) {
  Guest guest(kMeeting);
  const View before = *guest.owner.topic_of(kBob);
  guest.owner.waits_until(guest.end);
  EXPECT_EQ(guest.owner.told(), Watchers{});
  EXPECT_EQ(guest.owner.seen_by(kBob), before) << "and since when stays what it was";
}

TEST(MemberEnds, WhoIsInNoOtherGroupIsOneOfOtherForADay) {
  Owner owner;
  owner.group("Work", 1).tells("Work", kMeeting).tells_others(kFree);
  const Time end = owner.time() + hours{1};
  owner.adds_until("Work", {kBob}, end).waits_until(end);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  owner.waits(kFollow);
  EXPECT_EQ(owner.topic_of(kBob), std::nullopt);
}

TEST(MemberEnds, TheOwnersCopiesSayUntilWhenAndThatItIsOver) {
  Guest guest;
  const GroupId work = guest.owner.id("Work");
  EXPECT_EQ(guest.owner.broker().own_members().at(work).untils, std::vector{guest.end});
  guest.owner.waits_until(guest.end);
  EXPECT_TRUE(guest.owner.broker().own_members().at(work).members.empty());
  EXPECT_EQ(guest.owner.broker().own_groups().at(work).member_count, 0U);
}

TEST(MemberEnds, AddedOnceMoreForGoodHeStays) {
  Guest guest;
  guest.owner.adds("Work", {kBob});
  EXPECT_TRUE(guest.owner.timers(TargetKind::member).empty());
  guest.owner.waits(hours{48});
  EXPECT_EQ(guest.owner.topic_of(kBob)->activity, Activity::meeting);
  EXPECT_EQ(guest.owner.told(), Watchers{});
}

TEST(MemberEnds, ALaterEndReplacesTheFirst) {
  Guest guest;
  guest.owner.adds_until("Work", {kBob}, guest.end + hours{1});
  EXPECT_EQ(guest.owner.timers(TargetKind::member).size(), 1U);
  guest.owner.waits_until(guest.end);
  EXPECT_EQ(guest.owner.topic_of(kBob)->activity, Activity::meeting);
  guest.owner.waits(hours{1});
  EXPECT_EQ(guest.owner.topic_of(kBob)->activity, Activity::free);
}

TEST(MemberEnds, RemovedBeforeItLeavesNoTimerBehind) {
  Guest guest;
  guest.owner.removes("Work", {kBob}).told();
  EXPECT_TRUE(guest.owner.timers(TargetKind::member).empty());
  guest.owner.waits(hours{2});
  EXPECT_EQ(guest.owner.told(), Watchers{});
}

TEST(MemberEnds, TwoEndsInOneSecondAreOneMessage) {
  Guest guest;
  guest.owner.adds_until("Friends", {kBob}, guest.end).told();
  EXPECT_EQ(guest.owner.timers(TargetKind::member).size(), 1U);
  guest.owner.waits_until(guest.end);
  EXPECT_EQ(guest.owner.told(), Watchers{kBob});
  EXPECT_EQ(guest.owner.topic_of(kBob), off_view());
}

TEST(MemberEnds, OneThatWasOverBeforeItCameMakesNobodyAMember) {
  Owner owner;
  owner.group("Work", 1).tells("Work", kMeeting).told();
  owner.adds_until("Work", {kBob}, owner.time());
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.seen_by(kBob), off_view());
  EXPECT_TRUE(owner.presentity().members(owner.id("Work")).empty());
}

TEST(MemberEnds, TheGroupsEndTakesThemAlong) {
  Guest guest;
  guest.owner.erases("Work").told();
  EXPECT_TRUE(guest.owner.timers(TargetKind::member).empty());
  guest.owner.waits(hours{2});
  EXPECT_EQ(guest.owner.told(), Watchers{});
}

TEST(MemberEnds, WhoIsBlockedIsSentNothingByIt) {
  Guest guest;
  guest.owner.blocks(kBob).told();
  guest.owner.waits_until(guest.end);
  EXPECT_EQ(guest.owner.told(), Watchers{});
  guest.owner.unblocks(kBob);
  EXPECT_EQ(guest.owner.topic_of(kBob)->activity, Activity::free);
}

}  // namespace
}  // namespace facet::resolver::test
