#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// Messages that come late: each part of a presentity keeps its newest change, whatever order they come in.
namespace facet::resolver::test {
namespace {

using Watchers = std::vector<UserId>;

GroupEdit members(GroupId group, std::vector<UserId> add, std::vector<UserId> remove = {}) {
  return {.group = group, .name = {}, .rank = {}, .add = std::move(add), .remove = std::move(remove)};
}

struct Late {
  Owner owner;
  Revision early;
  Late() {
    owner.group("Family", 5).with({kBob});
    owner.tells("Family", kFree);
    early = owner.revision(kTablet);
    owner.waits(std::chrono::minutes{1});
  }
  GroupId family() const { return owner.id("Family"); }
  void expect_stale(const Decision& decision) {
    EXPECT_EQ(decision.receipt.outcome, Outcome::stale);
    EXPECT_EQ(decision.receipt.revision, owner.presentity().newest());
    EXPECT_TRUE(decision.writes.empty());
    EXPECT_TRUE(decision.dirty.empty());
    EXPECT_TRUE(decision.timers.empty());
    EXPECT_EQ(owner.told(), Watchers{});
  }
};

TEST(LateMessages, AnAdditionFromBeforeTheRemovalIsStale) {
  Late late;
  late.owner.removes("Family", {kBob}).told();
  late.expect_stale(late.owner.delivers(GroupsEdit{late.early, {members(late.family(), {kBob})}}));
  EXPECT_EQ(late.owner.topic_of(kBob), off_view());
}

TEST(LateMessages, ARemovalFromBeforeTheAdditionIsStale) {
  Late late;
  late.owner.adds("Family", {kEve}).told();
  late.expect_stale(late.owner.delivers(GroupsEdit{late.early, {members(late.family(), {}, {kEve})}}));
}

TEST(LateMessages, AnAdditionFromBeforeTheReplacementIsStale) {
  Late late;
  late.owner.replaces("Family", {kBob}).told();
  late.expect_stale(late.owner.delivers(GroupsEdit{late.early, {members(late.family(), {kEve})}}));
}

TEST(LateMessages, AReplacementLeavesNewerMembersAlone) {
  Late late;
  late.owner.adds("Family", {kEve}).told();
  const Revision newest = late.owner.presentity().group(late.family())->members_revision;
  GroupEdit replace = members(late.family(), {kDan});
  replace.replace = true;
  late.owner.delivers(GroupsEdit{late.early, {replace}});
  EXPECT_EQ(late.owner.told(), (Watchers{kBob, kDan}));
  EXPECT_EQ(late.owner.presentity().members(late.family()), (Watchers{kEve, kDan}));
  EXPECT_EQ(late.owner.presentity().group(late.family())->members_revision, newest) << "no step back";
}

TEST(LateMessages, AStatusFromBeforeIsStale) {
  Late late;
  late.owner.tells("Family", kBusy).told();
  late.expect_stale(late.owner.delivers(StatusEdit{late.early, {{late.family(), kMeeting}}, {}, {}, {}}));
  EXPECT_EQ(late.owner.topic_of(kBob)->activity, Activity::busy);
}

TEST(LateMessages, AStatusFromBeforeTheGroupsEndIsNotTheNewGroups) {
  Late late;
  late.owner.erases("Family").renames("Family", "New").adds("Family", {kBob}).told();
  late.expect_stale(late.owner.delivers(StatusEdit{late.early, {{late.family(), kMeeting}}, {}, {}, {}}));
  EXPECT_EQ(late.owner.topic_of(kBob), off_view());
}

TEST(LateMessages, NameRankOverrideAndBlockFromBeforeAreStale) {
  Late late;
  late.owner.renames("Family", "B").ranks("Family", 3).tells_only(kBob, kBusy).blocks(kBob).told();
  GroupEdit edit = members(late.family(), {});
  edit.name = "A";
  edit.rank = 4;
  late.expect_stale(late.owner.delivers(GroupsEdit{late.early, {edit}}));
  late.expect_stale(late.owner.delivers(StatusEdit{late.early, {}, {{kBob, kFree}}, {}, {}}));
  late.expect_stale(late.owner.delivers(StatusEdit{late.early, {}, {}, {}, {kBob}}));
}

// What is new in it counts, what is old does not; the receipt says accepted.
TEST(LateMessages, APartlyStaleMessageChangesTheRest) {
  Late late;
  late.owner.renames("Family", "B").removes("Family", {kBob}).told();
  GroupEdit edit = members(late.family(), {kBob, kEve});
  edit.name = "A";
  edit.rank = 2;
  const auto& decision = late.owner.delivers(GroupsEdit{late.early, {edit}});
  EXPECT_EQ(decision.receipt.outcome, Outcome::accepted);
  EXPECT_EQ(late.owner.told(), Watchers{kEve});
  const auto* group = late.owner.presentity().group(late.family());
  EXPECT_EQ(group->name, "B");
  EXPECT_EQ(group->rank, 2);
  EXPECT_EQ(late.owner.presentity().members(late.family()), Watchers{kEve});
}

TEST(LateMessages, AnEditOfAGroupErasedSinceIsStaleNotUnknown) {
  Late late;
  late.owner.erases("Family").told();
  late.expect_stale(late.owner.delivers(GroupsEdit{late.early, {members(late.family(), {kEve})}}));
  late.expect_stale(late.owner.delivers(StatusEdit{late.early, {{late.family(), kBusy}}, {}, {}, {}}));
}

// At a limit, a message that comes again is what it was, not refused for the place it took.
TEST(LateMessages, OneThatComesAgainIsNotRefusedForALimit) {
  Late late;
  GroupsEdit hundred{late.owner.revision(), {}};
  for (std::uint32_t i = 100; i < 199; ++i) {
    hundred.edits.push_back({.group = GroupId{i}, .name = "g", .rank = {}, .add = {}, .remove = {}});
  }
  ASSERT_EQ(late.owner.delivers(hundred).receipt.outcome, Outcome::accepted);
  late.owner.erases("Family").group("New", 1);
  ASSERT_EQ(late.owner.last().receipt.outcome, Outcome::accepted);
  late.owner.told();
  GroupEdit create = members(late.family(), {});
  create.name = "Family";
  late.expect_stale(late.owner.delivers(GroupsEdit{late.early, {create}}));
}

}  // namespace
}  // namespace facet::resolver::test
