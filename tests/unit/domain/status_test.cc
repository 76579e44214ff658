#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// What groups and single contacts are told, and blocks.
namespace facet::resolver::test {
namespace {

using Watchers = std::vector<UserId>;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Owner family_and_work() {
  Owner owner;
  owner.group("Family", 1).with({kBob, kEve});
  owner.group("Work", 2).with({kDan});
  owner.tells("Family", kDriving).tells("Work", kMeeting);
  owner.told();
  return owner;
}

TEST(Status, IsToldToItsGroupOnly) {
  Owner owner = family_and_work();
  owner.tells("Family", kBusy);
  EXPECT_EQ(owner.told(), (Watchers{kBob, kEve}));
  EXPECT_EQ(owner.topic_of(kBob)->note, "till noon");
  EXPECT_EQ(owner.topic_of(kDan)->activity, Activity::meeting);
}

TEST(Status, SaidAgainIsToldToNobody) {
  Owner owner = family_and_work();
  const View before = *owner.topic_of(kBob);
  owner.waits(minutes{5}).tells("Family", kDriving);
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted);
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.seen_by(kBob), before);
}

TEST(Status, OffUntilLaterLooksLikeOff) {
  Owner owner = family_and_work();
  owner.tells("Family", kOff);
  owner.told();
  owner.tells("Family", until(kOff, owner.time() + hours{1}));
  EXPECT_EQ(owner.told(), Watchers{}) << "`off` never shows its end";
}

TEST(Status, ChangedAtIsWhenTheOwnerSaidIt) {
  Owner owner = family_and_work();
  const Revision said = owner.revision();
  owner.waits(hours{2});
  owner.delivers(StatusEdit{said, {{owner.id("Family"), kBusy}}, {}, {}, {}});
  EXPECT_EQ(owner.topic_of(kBob)->changed_at, to_time(said.made_at()));
}

TEST(Status, ChangedAtIsNeverInTheFuture) {
  Owner owner = family_and_work();
  const Revision ahead = Revision::next(owner.now() + hours{5}, kPhone, {});
  owner.delivers(StatusEdit{ahead, {{owner.id("Family"), kBusy}}, {}, {}, {}});
  EXPECT_EQ(owner.topic_of(kBob)->changed_at, owner.time());
}

TEST(Status, EveryGroupMeansNoStrangers) {
  Owner owner = family_and_work();
  owner.tells_others(kFree).tells_every_group(kBusy);
  EXPECT_EQ(owner.told(), (Watchers{kBob, kEve, kDan}));
  EXPECT_EQ(owner.seen_by(kStranger).activity, Activity::free);
}

TEST(Status, EveryGroupLeavesOutWhoIsNamedInTheSameMessage) {
  Owner owner = family_and_work();
  owner.waits(seconds{1});
  owner.delivers(StatusEdit{owner.revision(), {{kEveryGroup, kBusy}, {owner.id("Work"), kFree}}, {}, {}, {}});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
  EXPECT_EQ(owner.topic_of(kDan)->activity, Activity::free);
}

// A group made after "everybody" was told is not meant, however often the message comes again.
TEST(Status, EveryGroupComingAgainLeavesNewerGroupsAlone) {
  Owner owner = family_and_work();
  owner.tells_every_group(kBusy);
  const Revision said = owner.presentity().newest();
  owner.group("New", 3).with({kStranger}).told();
  const auto& again = owner.delivers(StatusEdit{said, {{kEveryGroup, kBusy}}, {}, {}, {}});
  EXPECT_EQ(again.receipt.outcome, Outcome::accepted);
  EXPECT_TRUE(again.writes.empty());
  EXPECT_EQ(owner.topic_of(kStranger), off_view());
}

TEST(Status, AnOverrideIsToldToOneContact) {
  Owner owner = family_and_work();
  owner.tells_only(kBob, kFree);
  EXPECT_EQ(owner.told(), Watchers{kBob});
  owner.tells("Family", kBusy);
  EXPECT_EQ(owner.told(), Watchers{kEve});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(Status, WithoutTheOverrideTheGroupDecidesAgain) {
  Owner owner = family_and_work();
  owner.tells_only(kBob, kFree).told();
  owner.tells_only(kBob, std::nullopt);
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::driving);
}

TEST(Status, AnOverrideForSomebodyInNoGroupHasATopicWhileItLasts) {
  Owner owner = family_and_work();
  owner.tells_only(kStranger, until(kFree, owner.time() + hours{1}));
  EXPECT_EQ(owner.topic_of(kStranger)->activity, Activity::free);
  owner.waits(hours{1});
  EXPECT_EQ(owner.topic_of(kStranger), off_view()) << "what strangers are told, for a while";
  owner.waits(kFollow);
  EXPECT_EQ(owner.topic_of(kStranger), std::nullopt);
}

TEST(Status, AGroupAndOneOfItsMembersInOneMessageAreOneMessageEach) {
  Owner owner = family_and_work();
  owner.tells_only(kBob, kFree).told();
  owner.waits(seconds{1});
  owner.delivers(StatusEdit{owner.revision(), {{owner.id("Family"), kBusy}}, {{kBob, std::nullopt}}, {}, {}});
  EXPECT_EQ(owner.told(), (Watchers{kBob, kEve}));
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
}

TEST(Status, WhoIsBlockedSeesPlainOffAndItsTopicStays) {
  Owner owner = family_and_work();
  owner.blocks(kBob);
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  owner.tells("Family", kBusy).tells_only(kBob, kFree).moves(kBob, "Family", "Work");
  EXPECT_EQ(owner.told(), Watchers{kEve}) << "nothing that happens to a blocked contact shows";
  owner.removes("Work", {kBob}).tells_only(kBob, std::nullopt);
  EXPECT_EQ(owner.told(), Watchers{});
  owner.waits(kFollow);
  EXPECT_EQ(owner.topic_of(kBob), std::nullopt) << "as for anybody who is removed";
}

TEST(Status, ABlockedStrangerHasNoTopic) {
  Owner owner = family_and_work();
  owner.tells_others(kFree).blocks(kStranger);
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.topic_of(kStranger), std::nullopt);
  EXPECT_EQ(owner.seen_by(kStranger), off_view());
}

TEST(Status, ABlockWhileOffIsToldToNobody) {
  Owner owner = family_and_work();
  owner.tells("Family", kOff).told();
  owner.blocks(kBob);
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.topic_of(kBob), owner.seen_by(kBob));
}

TEST(Status, AfterTheBlockTheGroupDecidesAgain) {
  Owner owner = family_and_work();
  owner.blocks(kBob).tells("Family", kBusy).told();
  owner.unblocks(kBob);
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
}

}  // namespace
}  // namespace facet::resolver::test
