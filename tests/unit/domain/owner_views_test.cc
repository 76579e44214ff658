#include "resolver/domain/owner_views.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// What an owner is told of its own: who sees what, and which rule decides.
namespace facet::resolver::test {
namespace {

using std::chrono::hours;

Seen seen(Owner& owner, UserId watcher) {
  return seen_by(owner.presentity(), watcher, owner.time());
}

// Bob is blocked, Eve has a setting of her own, Dan is in two groups, the stranger asked.
Owner everybody() {
  Owner owner;
  owner.group("Family", 1).with({kDan});
  owner.group("Work", 2).with({kBob, kEve, kDan});
  owner.tells("Family", kFree).tells("Work", kMeeting).tells_others(kBusy);
  owner.tells_only(kEve, kDriving).blocks(kBob).is_asked_by(kStranger);
  return owner;
}

TEST(OwnerViews, SayWhichRuleDecides) {
  Owner owner = everybody();
  EXPECT_EQ(seen(owner, kBob).rule, Rule::blocked);
  EXPECT_EQ(seen(owner, kEve).rule, Rule::override_setting);
  EXPECT_EQ(seen(owner, kDan).rule, Rule::group);
  EXPECT_EQ(seen(owner, kDan).group, owner.id("Family"));
  EXPECT_EQ(seen(owner, kStranger).rule, Rule::other);
  EXPECT_EQ(seen(owner, UserId{1}).rule, Rule::other) << "of whom nothing was ever heard";
}

TEST(OwnerViews, ShowWhatTheWatcherIsShown) {
  Owner owner = everybody();
  for (const UserId user : {kBob, kEve, kDan, kStranger, UserId{1}}) {
    EXPECT_EQ(seen(owner, user).view, owner.seen_by(user));
    EXPECT_EQ(seen(owner, user).watcher, user);
  }
  EXPECT_EQ(seen(owner, kBob).view, off_view());
}

TEST(OwnerViews, SayWhatElseIsKnownOfTheContact) {
  Owner owner = everybody();
  EXPECT_TRUE(seen(owner, kBob).blocked);
  EXPECT_EQ(seen(owner, kEve).override_setting->activity, Activity::driving);
  EXPECT_EQ(seen(owner, kStranger).follows_until, owner.time() + kFollow);
  EXPECT_EQ(seen(owner, kDan).follows_until, kNoTime);
  EXPECT_FALSE(seen(owner, kDan).blocked);
  owner.blocks(kEve);
  EXPECT_EQ(seen(owner, kEve).rule, Rule::blocked);
  EXPECT_TRUE(seen(owner, kEve).override_setting.has_value()) << "which is not shown now";
}

TEST(OwnerViews, SayWhichAutomaticStatusShows) {
  Owner owner = everybody();
  owner.connects().reports(DeviceState::in_call);
  EXPECT_EQ(seen(owner, kDan).overlay, Overlay::in_call);
  EXPECT_EQ(seen(owner, kEve).overlay, Overlay::none) << "driving stays";
  EXPECT_EQ(seen(owner, kBob).overlay, Overlay::none) << "blocked";
  owner.reports(DeviceState::shutting_down);
  EXPECT_EQ(seen(owner, kDan).overlay, Overlay::off);
  EXPECT_EQ(seen(owner, kEve).overlay, Overlay::off);
  EXPECT_EQ(seen(owner, kBob).overlay, Overlay::none);
}

TEST(OwnerViews, ListWhoHasAViewASettingOrABlockByNumber) {
  Owner owner = everybody();
  owner.blocks(UserId{5});
  owner.group("Empty", 3).with({UserId{6}}).removes("Empty", {UserId{6}});
  owner.waits(kFollow + hours{1});
  std::vector<UserId> listed;
  for (const auto& row : seen_by_contacts(owner.presentity(), UserId{}, 50, owner.time()))
    listed.push_back(row.watcher);
  EXPECT_EQ(listed, (std::vector{UserId{5}, kBob, kEve, kDan})) << "whose day is over has nothing any more";
}

TEST(OwnerViews, ComeInPages) {
  Owner owner = everybody();
  const auto page = [&](UserId after) {
    return seen_by_contacts(owner.presentity(), after, 2, owner.time());
  };
  const auto first = page(UserId{});
  ASSERT_EQ(first.size(), 2U);
  const auto second = page(first.back().watcher);
  ASSERT_EQ(second.size(), 2U);
  EXPECT_EQ(second.back().watcher, kStranger);
  EXPECT_TRUE(page(kStranger).empty());
}

}  // namespace
}  // namespace facet::resolver::test
