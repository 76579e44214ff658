#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// Who asks, and who falls out of every group, is kept up to date for a while.
namespace facet::resolver::test {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using Watchers = std::vector<UserId>;

Time ends(Owner& owner, UserId watcher) {
  return retained_until(owner.presentity(), watcher, owner.time());
}

TEST(Followers, WhoAsksIsShownWhatOtherIsToldForADay) {
  Owner owner;
  owner.tells_others(kFree).is_asked_by(kStranger);
  EXPECT_EQ(owner.topic_of(kStranger)->activity, Activity::free);
  EXPECT_EQ(ends(owner, kStranger), owner.time() + kFollow);
  owner.tells_others(kBusy);
  EXPECT_EQ(owner.topic_of(kStranger)->activity, Activity::busy);
  owner.waits(kFollow);
  EXPECT_EQ(owner.topic_of(kStranger), std::nullopt);
  EXPECT_EQ(owner.seen_by(kStranger).activity, Activity::busy) << "a question is answered all the same";
  owner.told();
  owner.tells_others(kMeeting);
  EXPECT_EQ(owner.told(), Watchers{});
}

TEST(Followers, AskingAgainProlongsButNotWithinTenMinutes) {
  Owner owner;
  owner.tells_others(kFree).is_asked_by(kStranger).told();
  const Time end = owner.time() + kFollow;
  owner.waits(minutes{9}).is_asked_by(kStranger);
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(ends(owner, kStranger), end);
  owner.waits(minutes{10}).is_asked_by(kStranger);
  EXPECT_EQ(owner.told(), Watchers{kStranger});
  EXPECT_EQ(ends(owner, kStranger), owner.time() + kFollow);
  EXPECT_EQ(owner.timers(TargetKind::follower).size(), 1U);
}

TEST(Followers, WhoHasATopicAnywayDoesNotFollow) {
  Owner owner;
  owner.group("Family", 1).with({kBob}).tells_only(kEve, kFree).told();
  for (const UserId user : {kBob, kEve, kOwner}) owner.is_asked_by(user);
  EXPECT_TRUE(owner.last().writes.empty());
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.presentity().followers(), 0U);
}

TEST(Followers, ABlockedOneFollowsAnOff) {
  Owner owner;
  owner.tells_others(kFree).blocks(kStranger);
  EXPECT_EQ(owner.topic_of(kStranger), std::nullopt)
      << "a blocked stranger has no topic, like every stranger";
  owner.is_asked_by(kStranger).told();
  EXPECT_EQ(owner.topic_of(kStranger), off_view());
  EXPECT_EQ(ends(owner, kStranger), owner.time() + kFollow);
  owner.tells_others(kBusy);
  EXPECT_EQ(owner.told(), Watchers{});
}

TEST(Followers, WhoIsRemovedFromTheLastGroupFollowsToo) {
  Owner owner;
  owner.group("Family", 1).with({kBob}).tells("Family", kMeeting).tells_others(kFree).told();
  owner.removes("Family", {kBob});
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  owner.waits(kFollow);
  EXPECT_EQ(owner.topic_of(kBob), std::nullopt);
}

TEST(Followers, WhoIsRemovedAndSeesTheSameIsToldNothingForADay) {
  Owner owner;
  owner.group("Family", 1).with({kBob}).tells("Family", kFree).tells_others(kFree).told();
  owner.removes("Family", {kBob});
  EXPECT_EQ(owner.told(), Watchers{}) << "that he was removed does not show";
  owner.waits(kFollow);
  EXPECT_EQ(owner.topic_of(kBob), std::nullopt);
}

TEST(Followers, WhoIsPutIntoAGroupStaysWhenTheDayIsOver) {
  Owner owner;
  owner.group("Family", 1).tells("Family", kMeeting).is_asked_by(kStranger);
  owner.adds("Family", {kStranger});
  EXPECT_EQ(owner.topic_of(kStranger)->activity, Activity::meeting);
  EXPECT_EQ(ends(owner, kStranger), kNoTime);
  owner.waits(kFollow * 2);
  EXPECT_EQ(owner.topic_of(kStranger)->activity, Activity::meeting);
}

TEST(Followers, WhoIsPutIntoAGroupThatShowsTheSameLosesTheExpiry) {
  Owner owner;
  owner.group("Family", 1).tells("Family", kFree).tells_others(kFree).is_asked_by(kStranger).told();
  owner.adds("Family", {kStranger});
  EXPECT_EQ(owner.told(), Watchers{kStranger}) << "or the broker would drop the topic of a member";
  owner.waits(kFollow * 2);
  EXPECT_TRUE(owner.topic_of(kStranger).has_value());
}

TEST(Followers, TheyAreTheAudienceOfOther) {
  Owner owner;
  owner.tells_others(kFree).is_asked_by(kStranger).is_asked_by(kDan);
  const auto views = audience_views(owner.presentity(), kOther, owner.time());
  ASSERT_EQ(views.size(), 2U) << "each with an expiry of its own";
  EXPECT_EQ(views[0].watchers.size() + views[1].watchers.size(), 2U);
  EXPECT_NE(views[0].until, views[1].until);
}

TEST(Followers, SeeTheOwnerGoAndComeBack) {
  Owner owner;
  owner.tells_others(kFree).connects().is_asked_by(kStranger).told();
  owner.loses().waits(kGrace);
  EXPECT_EQ(owner.topic_of(kStranger), off_view());
  owner.connects();
  EXPECT_EQ(owner.topic_of(kStranger)->activity, Activity::free);
  EXPECT_EQ(owner.told().size(), 2U);
}

TEST(Followers, BeyondTheBoundThereIsAnAnswerOnly) {
  Owner owner;
  for (std::uint64_t i = 0; i < limits::kFollowersPerUser; ++i) {
    ContactState own;
    own.follows_until = owner.time() + hours{1};
    owner.presentity().put_contact(UserId{100 + i}, own);
  }
  owner.is_asked_by(kStranger);
  EXPECT_TRUE(owner.last().writes.empty());
  EXPECT_EQ(owner.topic_of(kStranger), std::nullopt);
  EXPECT_EQ(owner.seen_by(kStranger), off_view());
  owner.presentity().put_contact(UserId{100}, ContactState{});
  owner.is_asked_by(kStranger);
  EXPECT_TRUE(owner.topic_of(kStranger).has_value()) << "there is room again";
}

}  // namespace
}  // namespace facet::resolver::test
