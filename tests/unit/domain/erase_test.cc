#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// A group's end, and its return.
namespace facet::resolver::test {
namespace {

using Watchers = std::vector<UserId>;

TEST(Erase, IsOneMessageToEachMemberOfWhatTheySeeThen) {
  Owner owner;
  owner.group("Family", 1).with({kBob, kEve});
  owner.group("Work", 2).with({kBob});
  owner.tells("Family", kDriving).tells("Work", kMeeting);
  owner.told();
  owner.erases("Family");
  EXPECT_EQ(owner.told(), (Watchers{kBob, kEve}));
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::meeting);
  EXPECT_EQ(owner.topic_of(kEve), off_view()) << "what strangers are told, for a while";
  EXPECT_FALSE(owner.broker().own_groups().contains(owner.id("Family")));
  EXPECT_FALSE(owner.broker().own_members().contains(owner.id("Family")));
}

TEST(Erase, MembersWhoSeeTheSameElsewhereAreNotTold) {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  owner.group("Work", 2).with({kBob});
  owner.tells_every_group(kDriving);
  owner.told();
  owner.erases("Family");
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.topic_of(kBob), owner.seen_by(kBob));
}

TEST(Erase, AGroupMadeAgainHasNoOldMembersNameRankOrStatus) {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  owner.tells("Family", kDriving).erases("Family").renames("Family", "New");
  const auto* group = owner.presentity().existing_group(owner.id("Family"));
  ASSERT_NE(group, nullptr);
  EXPECT_EQ(group->rank, limits::kLowestRank);
  EXPECT_EQ(group->base.activity, Activity::off);
  EXPECT_EQ(group->setting_revision, Revision{});
  EXPECT_TRUE(owner.presentity().members(group->id).empty());
  EXPECT_EQ(owner.topic_of(kBob), off_view());
}

TEST(Erase, CancelsTheTimerOfTheGroup) {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  owner.tells("Family", until(kMeeting, owner.time() + std::chrono::hours{1}));
  ASSERT_EQ(owner.broker().timers().size(), 1U);
  owner.erases("Family");
  EXPECT_EQ(owner.broker().timers(),
            (std::set{Timer{owner.time() + kFollow, {TargetKind::follower, kOwner, kBob.value()}}}));
}

// The deletion was made before the group's return, and comes after it: what is newer stays.
TEST(Erase, ComingLateTakesOnlyWhatIsOlder) {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  owner.tells("Family", kDriving).waits(std::chrono::seconds{1});
  const Revision erase_made = owner.revision(kTablet);
  owner.waits(std::chrono::seconds{1}).renames("Family", "New").adds("Family", {kEve}).told();

  GroupEdit erase{.group = owner.id("Family"), .name = {}, .rank = {}, .add = {}, .remove = {}};
  erase.erase = true;
  owner.delivers(GroupsEdit{erase_made, {erase}});
  EXPECT_EQ(owner.told(), (Watchers{kBob, kEve}));
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  EXPECT_EQ(owner.topic_of(kEve), off_view()) << "what the old group was told went with it";
  EXPECT_EQ(owner.presentity().existing_group(owner.id("Family"))->name, "New");
}

TEST(Erase, OfAGroupNeverHeardOfKeepsItFromComingLate) {
  Owner owner;
  const Revision made = owner.revision(kTablet);
  owner.waits(std::chrono::seconds{1});
  GroupEdit erase{.group = GroupId{5}, .name = {}, .rank = {}, .add = {}, .remove = {}};
  erase.erase = true;
  EXPECT_EQ(owner.delivers(GroupsEdit{owner.revision(), {erase}}).receipt.outcome, Outcome::accepted);
  EXPECT_TRUE(owner.last().dirty.empty()) << "there is no topic to empty";
  const GroupEdit create{.group = GroupId{5}, .name = "Late", .rank = {}, .add = {kBob}, .remove = {}};
  EXPECT_EQ(owner.delivers(GroupsEdit{made, {create}}).receipt.outcome, Outcome::stale);
  EXPECT_EQ(owner.presentity().existing_group(GroupId{5}), nullptr);
}

}  // namespace
}  // namespace facet::resolver::test
