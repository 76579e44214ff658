#include <gtest/gtest.h>

#include "resolver/domain/owner_views.h"
#include "tests/unit/domain/story.h"

// A number that changed hands: what was said of it before counts for nobody any more.
namespace facet::resolver::test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

// Bob's account came to its end just now; who has his number next is somebody else.
class FormersTest : public ::testing::Test {
 protected:
  FormersTest() { owner_.presentity().set_formers(&formers_); }
  void bobs_account_ends() {
    formers_[kBob] = owner_.now();
    owner_.waits(hours{1});
  }
  Formers formers_;
  Owner owner_;
};

TEST_F(FormersTest, AMemberIsAStranger) {
  owner_.group("Family", 1).with({kBob, kEve}).tells("Family", kFree).tells_others(kBusy);
  bobs_account_ends();
  EXPECT_EQ(ruling(owner_.presentity(), kBob, owner_.time()), (Ruling{Rule::other, kOther}));
  EXPECT_EQ(owner_.seen_by(kBob).activity, Activity::busy);
  EXPECT_EQ(retained_view(owner_.presentity(), kBob, owner_.time()), std::nullopt);
  EXPECT_EQ(owner_.seen_by(kEve).activity, Activity::free) << "nobody else";
  EXPECT_FALSE(owner_.presentity().knows(kBob));
}

TEST_F(FormersTest, AddedAnewHeIsAMember) {
  owner_.group("Family", 1).with({kBob}).tells("Family", kFree);
  bobs_account_ends();
  owner_.adds("Family", {kBob});
  EXPECT_EQ(owner_.topic_of(kBob)->activity, Activity::free);
  EXPECT_TRUE(owner_.presentity().knows(kBob));
}

TEST_F(FormersTest, AMembershipThatWasMadeBeforeAndComesLateDoesNotCount) {
  owner_.group("Family", 1).tells("Family", kFree);
  GroupsEdit late{owner_.revision(),
                  {{.group = owner_.id("Family"), .name = {}, .rank = {}, .add = {kBob}, .remove = {}}}};
  owner_.waits(seconds{10});
  bobs_account_ends();
  owner_.delivers(late);
  EXPECT_EQ(owner_.last().receipt.outcome, Outcome::accepted);
  EXPECT_EQ(owner_.seen_by(kBob), off_view());
}

TEST_F(FormersTest, ABlockAndASettingOfHisOwnAreGone) {
  owner_.tells_others(kFree).tells_only(kBob, kMeeting);
  bobs_account_ends();
  EXPECT_EQ(owner_.seen_by(kBob).activity, Activity::free);
  owner_.tells_only(kBob, kMeeting);
  EXPECT_EQ(owner_.seen_by(kBob).activity, Activity::meeting);
  owner_.blocks(kBob);
  EXPECT_EQ(owner_.seen_by(kBob), off_view());
  bobs_account_ends();
  EXPECT_EQ(owner_.seen_by(kBob).activity, Activity::free);
}

TEST_F(FormersTest, WhatTheOwnerThoughtOfHimAsAWatcherIsGone) {
  owner_.watches({.accept = {kBob}});
  EXPECT_EQ(owner_.presentity().stance(kBob), Stance::accepted);
  bobs_account_ends();
  EXPECT_EQ(owner_.presentity().stance(kBob), Stance::none);
  owner_.watches({.mute = {kBob}});
  EXPECT_EQ(owner_.presentity().stance(kBob), Stance::muted);
}

TEST_F(FormersTest, TheOwnerIsToldThatTheNumberChangedHands) {
  owner_.group("Family", 1).with({kBob});
  EXPECT_FALSE(seen_by(owner_.presentity(), kBob, owner_.time()).former);
  bobs_account_ends();
  EXPECT_TRUE(seen_by(owner_.presentity(), kBob, owner_.time()).former);
  owner_.adds("Family", {kBob});
  EXPECT_FALSE(seen_by(owner_.presentity(), kBob, owner_.time()).former);
}

TEST_F(FormersTest, WhatTheGroupIsToldReachesHimNoMore) {
  owner_.group("Family", 1).with({kBob, kEve}).tells("Family", kFree);
  bobs_account_ends();
  owner_.told();
  owner_.tells("Family", kMeeting);
  EXPECT_EQ(owner_.told(), std::vector{kEve});
}

}  // namespace
}  // namespace facet::resolver::test
