#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// The owner's own copies, for another device or a reinstalled phone.
namespace facet::resolver::test {
namespace {

using Watchers = std::vector<UserId>;

TEST(OwnCopies, HoldNameRankStatusAndMembers) {
  Owner owner;
  owner.group("Family", 3).with({kEve, kBob});
  const Time end = owner.time() + std::chrono::hours{1};
  owner.tells("Family", kFree).tells("Family", until(kBusy, end));
  const OwnGroup& copy = owner.broker().own_groups().at(owner.id("Family"));
  EXPECT_EQ(copy.name, "Family");
  EXPECT_EQ(copy.rank, 3);
  EXPECT_EQ(copy.base.activity, Activity::free);
  ASSERT_TRUE(copy.temporary);
  EXPECT_EQ(copy.temporary->note, "till noon");
  EXPECT_EQ(copy.temporary->until, end);
  EXPECT_EQ(copy.member_count, 2U);
  EXPECT_EQ(copy.setting_revision, owner.presentity().newest());
  const OwnMembers& members = owner.broker().own_members().at(owner.id("Family"));
  EXPECT_EQ(members.members, (Watchers{kBob, kEve})) << "ascending";
  EXPECT_EQ(members.revision, copy.members_revision);
}

TEST(OwnCopies, AStatusDoesNotSendTheMembersAgain) {
  Owner owner;
  owner.group("Family", 3).with({kEve, kBob}).tells("Family", kFree);
  const Target members{TargetKind::own_members, kOwner, owner.id("Family").value()};
  const auto& dirty = owner.last().dirty;
  EXPECT_EQ(std::count(dirty.begin(), dirty.end(), members), 0);
}

TEST(OwnCopies, AnEmptyReplacementOfAnEmptyGroupHasItsRevision) {
  Owner owner;
  owner.group("Family", 3).replaces("Family", {});
  const GroupId id = owner.id("Family");
  EXPECT_EQ(owner.broker().own_members().at(id), *own_members(owner.presentity(), id));
  EXPECT_EQ(owner.broker().own_members().at(id).revision, owner.presentity().newest());
}

TEST(OwnCopies, OtherHasAStatusButNoMembers) {
  Owner owner;
  owner.tells_others(kFree);
  EXPECT_EQ(owner.broker().own_groups().at(kOther).base.activity, Activity::free);
  EXPECT_EQ(own_members(owner.presentity(), kOther), std::nullopt);
}

TEST(OwnCopies, AreThereForExistingGroupsOnly) {
  Owner owner;
  owner.group("Family", 3).erases("Family");
  EXPECT_EQ(own_group(owner.presentity(), owner.id("Family")), std::nullopt);
  EXPECT_EQ(own_members(owner.presentity(), owner.id("Family")), std::nullopt);
  EXPECT_EQ(own_group(owner.presentity(), GroupId{77}), std::nullopt);
}

}  // namespace
}  // namespace facet::resolver::test
