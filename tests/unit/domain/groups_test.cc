#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// Groups, ranks and moves: who sees what, who is told, and who is not.
namespace facet::resolver::test {
namespace {

using Watchers = std::vector<UserId>;

Owner family_and_work() {
  Owner owner;
  owner.group("Family", 1).with({kBob, kEve});
  owner.group("Work", 2).with({kDan});
  owner.tells("Family", kDriving).tells("Work", kMeeting);
  owner.told();
  return owner;
}

void expect_topic_is_view(const Owner& owner, UserId watcher) {
  ASSERT_TRUE(owner.topic_of(watcher));
  EXPECT_EQ(*owner.topic_of(watcher), owner.seen_by(watcher));
}

TEST(Groups, EachGroupSeesItsOwnStatus) {
  const Owner owner = family_and_work();
  EXPECT_EQ(owner.seen_by(kBob).activity, Activity::driving);
  EXPECT_EQ(owner.seen_by(kDan).activity, Activity::meeting);
  expect_topic_is_view(owner, kBob);
  expect_topic_is_view(owner, kDan);
}

TEST(Groups, ANewGroupShowsOffUntilItIsTold) {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  EXPECT_EQ(owner.topic_of(kBob), off_view());
}

// A second device that makes the same group without having asked does not rearrange what the first one
// arranged.
TEST(Groups, TheFirstRankCountsForANewGroupOnly) {
  Owner owner = family_and_work();
  const auto make = [&](GroupId id, const char* name, std::uint16_t first_rank) {
    GroupEdit edit;
    edit.group = id;
    edit.name = name;
    edit.first_rank = first_rank;
    owner.delivers(GroupsEdit{Revision::next(owner.now(), kTablet, owner.presentity().newest()), {edit}});
  };
  make(owner.id("Family"), "Family", 3);
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted);
  EXPECT_EQ(owner.presentity().group(owner.id("Family"))->rank, 1);
  make(GroupId{4711}, "Choir", 3);
  EXPECT_EQ(owner.presentity().group(GroupId{4711})->rank, 3);
  owner.erases("Family");
  make(owner.id("Family"), "Family", 9);
  EXPECT_EQ(owner.presentity().group(owner.id("Family"))->rank, 9) << "made anew";
}

TEST(Groups, AContactInTwoGroupsFollowsTheHigherRank) {
  Owner owner = family_and_work();
  owner.adds("Work", {kBob});
  EXPECT_EQ(owner.seen_by(kBob).activity, Activity::driving);
  EXPECT_EQ(owner.told(), Watchers{}) << "what Bob sees did not change";
  owner.adds("Family", {kDan});
  EXPECT_EQ(owner.topic_of(kDan)->activity, Activity::driving);
  EXPECT_EQ(owner.told(), Watchers{kDan});
}

TEST(Groups, BetweenEqualRanksTheLowerIdDecides) {
  Owner owner = family_and_work();
  owner.ranks("Work", 1).adds("Work", {kBob}).adds("Family", {kDan});
  EXPECT_EQ(owner.seen_by(kBob).activity, Activity::driving);
  EXPECT_EQ(owner.seen_by(kDan).activity, Activity::driving);
}

TEST(Groups, AChangeOfRankIsToldToThoseWhoseViewItChanges) {
  Owner owner = family_and_work();
  owner.adds("Work", {kBob});
  owner.told();
  owner.ranks("Family", 3);
  EXPECT_EQ(owner.told(), Watchers{kBob}) << "Eve is in one group only";
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::meeting);
  EXPECT_EQ(owner.topic_of(kEve)->activity, Activity::driving);
}

TEST(Groups, ARenameIsToldToNobody) {
  Owner owner = family_and_work();
  owner.renames("Family", "家人");
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.broker().own_groups().at(owner.id("Family")).name, "家人");
}

TEST(Groups, ARemovalIsOneMessageOfWhatStrangersAreShown) {
  Owner owner = family_and_work();
  owner.removes("Family", {kBob});
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  EXPECT_EQ(retained_until(owner.presentity(), kBob, owner.time()), kNoTime) << "an end would tell of it";
  owner.waits(kFollow);
  EXPECT_EQ(owner.told(), Watchers{kBob}) << "and then nothing any more";
  EXPECT_EQ(owner.topic_of(kBob), std::nullopt);
}

TEST(Groups, ARemovalFromTheHigherGroupShowsTheLowerOne) {
  Owner owner = family_and_work();
  owner.adds("Work", {kBob});
  owner.told();
  owner.removes("Family", {kBob});
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::meeting);
}

TEST(Groups, AMoveIsOneMessageOfTheNewView) {
  Owner owner = family_and_work();
  owner.moves(kBob, "Family", "Work");
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::meeting);
  EXPECT_EQ(owner.presentity().members(owner.id("Family")), Watchers{kEve});
  EXPECT_EQ(owner.presentity().members(owner.id("Work")), (Watchers{kBob, kDan}));
}

TEST(Groups, AMoveThatShowsTheSameIsToldToNobody) {
  Owner owner = family_and_work();
  owner.tells("Work", kDriving);
  owner.told();
  const View before = *owner.topic_of(kBob);
  owner.moves(kBob, "Family", "Work");
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.seen_by(kBob), before) << "a request is answered what the topic holds";
}

TEST(Groups, AReplacementTellsWhoCameAndWhoWent) {
  Owner owner = family_and_work();
  owner.replaces("Family", {kEve, kStranger});
  EXPECT_EQ(owner.told(), (Watchers{kBob, kStranger}));
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  EXPECT_EQ(owner.topic_of(kStranger)->activity, Activity::driving);
}

TEST(Groups, AMoveIntoAGroupThatShowsOffIsTold) {
  Owner owner = family_and_work();
  owner.tells("Work", kOff);
  owner.told();
  owner.moves(kBob, "Family", "Work");
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), off_view());
}

TEST(Groups, ManyGroupsInOneMessage) {
  Owner owner = family_and_work();
  GroupsEdit edit{owner.revision(), {}};
  for (std::uint32_t i = 10; i < 20; ++i) {
    const std::string name = "group " + std::to_string(i);
    edit.edits.push_back(
        {.group = GroupId{i}, .name = name, .rank = 1, .add = {kBob, kStranger}, .remove = {}});
  }
  EXPECT_EQ(owner.delivers(edit).receipt.outcome, Outcome::accepted);
  EXPECT_EQ(owner.presentity().existing_groups(), 12U);
  EXPECT_EQ(owner.told(), Watchers{kStranger}) << "once, although added to ten groups";
}

}  // namespace
}  // namespace facet::resolver::test
