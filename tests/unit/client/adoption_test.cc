#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/client/bench.h"

namespace facet::client {
namespace {

using namespace std::chrono_literals;

constexpr GroupId kFriends{77};

// What comes down: Views, own groups, their members.
class Receiving : public Bench {
 protected:
  static OwnGroup friends(std::int64_t at, std::uint32_t count = 0) {
    return {theirs(at), "Friends",  3,          {Activity::busy, "deadline", {}, {}},
            {},         theirs(at), theirs(at), count};
  }
};

TEST_F(Receiving, ViewsAreKeptAndTold) {
  connect_fully({view(kBob, Activity::driving)});
  ASSERT_EQ(views().size(), 1U);
  EXPECT_EQ(views()[0].view->activity, Activity::driving);
  ASSERT_EQ(told_.size(), 1U);
  step({view_gone(kBob)});
  EXPECT_TRUE(views().empty());
  ASSERT_EQ(told_.size(), 2U);
  EXPECT_FALSE(told_[1].second);
}

// A View that vanished while we were offline leaves no message: it is missed when all others have come.
TEST_F(Receiving, VanishedViewIsSweptOnceAllHaveCome) {
  connect_fully({view(kBob, Activity::driving), view(kEve, Activity::free)});
  told_.clear();
  connect({view(kEve, Activity::free)});
  EXPECT_EQ(views().size(), 2U) << "not before the report's receipt";
  step({accepted(last_sent_revision())});
  ASSERT_EQ(views().size(), 1U);
  EXPECT_EQ(views()[0].presentity, kEve);
  ASSERT_EQ(told_.size(), 2U);
  EXPECT_EQ(told_.back().first, kBob);
  EXPECT_FALSE(told_.back().second);
}

TEST_F(Receiving, ConnectionThatBreaksEarlySweepsNothing) {
  connect_fully({view(kBob, Activity::driving)});
  connect();
  step({Lost{errc::unreachable, ""}});
  EXPECT_EQ(views().size(), 1U);
}

TEST_F(Receiving, RubbishIsCountedAndDropped) {
  connect_fully({view(kBob, Activity::driving)});
  const std::string in = topics::build(topics::In{kMe, kBob});
  step({Message{in, "rubbish"}, Message{in, std::string(5'000, '\0')}, Message{"facet/v1/in/1/2", "x"},
        Message{"", ""}, Message{topics::build(topics::Own{kMe, kFriends}), "x"},
        Message{topics::build(topics::Re{kMe, kDevice}), "x"},
        Message{topics::build(topics::In{kEve, kBob}), encode(View{Activity::free, "", {}, {}})}});
  EXPECT_EQ(session_->rubbish(), 7U);
  EXPECT_EQ(views().at(0).view->activity, Activity::driving);
}

// A second device, or a reinstalled phone, gets all groups with their members.
TEST_F(Receiving, EmptyPhoneGetsEverything) {
  connect_fully({own(kFriends, friends(1'000, 2))});
  EXPECT_EQ(group(kFriends).name, "Friends");
  EXPECT_EQ(group(kFriends).rank, 3);
  EXPECT_EQ(group(kFriends).base.note, "deadline");
  ASSERT_EQ(link_->subscribed.size(), 2U);
  EXPECT_EQ(link_->subscribed[1], std::vector<std::string>{"facet/v1/own/8613800138000/+/members"});
  EXPECT_FALSE(session_->settled()) << "the list is still to come";
  step({own_members(kFriends, {theirs(1'000), {kEve, kBob}})});
  EXPECT_EQ(members(kFriends), (std::vector{kEve, kBob}));
  EXPECT_EQ(link_->unsubscribed, std::vector<std::string>{"facet/v1/own/8613800138000/+/members"});
  EXPECT_TRUE(session_->settled());
  EXPECT_EQ(waiting(), 0U) << "what was taken over is not sent back";
}

TEST_F(Receiving, ListsAreFetchedOnlyWhenTheyDiffer) {
  connect_fully({own(kFriends, friends(1'000, 1))});
  step({own_members(kFriends, {theirs(1'000), {kBob}})});
  connect_fully({own(kFriends, friends(1'000, 1))});
  EXPECT_EQ(link_->subscribed.size(), 1U);
  auto renamed = friends(1'000, 1);
  renamed.revision = theirs(2'000);
  renamed.name = "Mates";
  step({own(kFriends, renamed)});
  EXPECT_EQ(group(kFriends).name, "Mates");
  EXPECT_EQ(link_->subscribed.size(), 1U);
}

// An older list that was on its way does not stand for the newer one.
TEST_F(Receiving, WaitsForTheListItHasHeardOf) {
  connect_fully({own(kFriends, friends(2'000, 1))});
  step({own_members(kFriends, {theirs(1'000), {kEve}})});
  EXPECT_TRUE(members(kFriends).empty());
  step({own_members(kFriends, {theirs(2'000), {kBob}})});
  EXPECT_EQ(members(kFriends), std::vector{kBob});
}

TEST_F(Receiving, OlderStateChangesNothing) {
  connect_fully({own(kFriends, friends(2'000))});
  auto older = friends(1'000);
  older.name = "Before";
  step({own(kFriends, older)});
  EXPECT_EQ(group(kFriends).name, "Friends");
}

TEST_F(Receiving, DeletedGroupGoesLiveAndOnReconnect) {
  connect_fully({own(kFriends, friends(1'000))});
  step({own_gone(kFriends)});
  EXPECT_FALSE(has_group(kFriends));
  connect_fully({own(kFriends, friends(1'000))});
  EXPECT_TRUE(has_group(kFriends));
  connect_fully();
  EXPECT_FALSE(has_group(kFriends));
  EXPECT_TRUE(has_group(kOther)) << "the built-in group is always there";
}

TEST_F(Receiving, GroupThatIsStillToBeSentIsNotSwept) {
  const auto family = make_group("Family");
  connect_fully();
  EXPECT_TRUE(has_group(family));
  step({accepted(last_sent_revision())});
  EXPECT_TRUE(has_group(family)) << "its own/ topic may come later than its receipt";
}

// Another device changed the list while our own change of it was on its way: the lists are merged by the
// resolver, and we fetch the result although its newest revision is ours.
TEST_F(Receiving, ConcurrentListsAreFetchedAfterOurReceipt) {
  connect_fully({own(kFriends, friends(1'000, 0))});
  ASSERT_TRUE(add_members(*store_, kFriends, {kBob}, kNoTime, wall()));
  connect_fully({own(kFriends, friends(2'000, 1))});
  const auto ours = last_sent_revision();
  EXPECT_EQ(link_->subscribed.size(), 1U) << "not while our change is on its way";
  auto merged = friends(2'000, 2);
  merged.members_revision = ours;
  step({accepted(ours), own(kFriends, merged)});
  ASSERT_GE(link_->subscribed.size(), 2U);
  step({own_members(kFriends, {ours, {kEve, kBob}})});
  EXPECT_EQ(members(kFriends), (std::vector{kEve, kBob}));
}

// We deleted it; what of it is still on its way does not bring it back.
TEST_F(Receiving, DeletedHereStaysDeleted) {
  connect_fully({own(kFriends, friends(1'000))});
  ASSERT_TRUE(delete_group(*store_, kFriends, wall()));
  connect_fully({own(kFriends, friends(1'000))});
  EXPECT_FALSE(has_group(kFriends));
  step({accepted(last_sent_revision()), own(kFriends, friends(1'000))});
  EXPECT_FALSE(has_group(kFriends));
  step({own_gone(kFriends)});
  EXPECT_FALSE(has_group(kFriends));
}

// It was deleted elsewhere while a change of ours was on its way.
TEST_F(Receiving, DeletedElsewhereGoesWithTheRefusalOfOurChange) {
  connect_fully({own(kFriends, friends(1'000))});
  tell(kFriends, Activity::free);
  connect_fully();
  EXPECT_TRUE(has_group(kFriends)) << "the receipt decides";
  step({refused(last_sent_revision(), Reason::unknown_group)});
  EXPECT_FALSE(has_group(kFriends));
  EXPECT_EQ(waiting(), 0U);
}

// "Every group" also means those this phone has not heard of yet.
TEST_F(Receiving, EveryGroupHoldsBackTheSettingOfUnknownGroups) {
  make_group("Family");
  tell(kEveryGroup, Activity::sleeping);
  connect_fully({own(kFriends, friends(1'000))});
  EXPECT_NE(group(kFriends).base.activity, Activity::busy) << "the old setting is not adopted";
}

// Deleted and made again by another device: nothing was told to the new one yet.
TEST_F(Receiving, AGroupThatWasMadeAgainElsewhereHasNothingOfTheOldOne) {
  auto told = friends(1'000);
  told.automatics.off.shows = Shows::hidden;
  told.automatics_revision = theirs(1'000);
  connect_fully({own(kFriends, told)});
  ASSERT_EQ(group(kFriends).base.activity, Activity::busy);
  OwnGroup again{theirs(3'000), "Friends", 3, {Activity::off, {}, {}, {}}, {}, {}, theirs(2'000), 0};
  connect_fully({own(kFriends, again)});
  EXPECT_EQ(group(kFriends).base.activity, Activity::off);
  EXPECT_EQ(group(kFriends).automatics, Automatics{});
}

// Strangers who show themselves cannot fill a phone's store; those known already still change.
TEST(SyncEngine, KeepsNoMoreViewsThanAPhoneCanHold) {
  SyncEngine engine(kMe, kDevice);
  const auto free = encode(View{Activity::free, "", {}, {}});
  const auto topic = [](std::uint64_t who) { return topics::build(topics::In{kMe, UserId{who}}); };
  for (std::uint64_t who = 1; who <= limits::kViewsPerPhone; ++who) {
    ASSERT_EQ(engine.message(topic(who), free, Mono{}).size(), 1U);
  }
  EXPECT_TRUE(engine.message(topic(limits::kViewsPerPhone + 1), free, Mono{}).empty());
  EXPECT_EQ(engine.rubbish(), 1U);
  EXPECT_EQ(engine.message(topic(1), free, Mono{}).size(), 1U);
  EXPECT_EQ(engine.message(topic(2), "", Mono{}).size(), 1U);
  EXPECT_EQ(engine.message(topic(limits::kViewsPerPhone + 1), free, Mono{}).size(), 1U)
      << "there is room again";
}

// Its setting was held back while "every group" waited: once that is settled, the group has what it is told.
TEST_F(Receiving, AGroupHeardOfWhileEveryGroupWaitedFollowsItsOwner) {
  make_group("Family");
  tell(kEveryGroup, Activity::sleeping);
  connect_fully({own(kFriends, friends(1'795'455'060'000))});
  step({accepted(last_sent_revision())});
  EXPECT_EQ(group(kFriends).base.activity, Activity::off) << "perhaps it means this one, too";
  step({accepted(last_sent_revision())});
  EXPECT_EQ(group(kFriends).base.activity, Activity::busy);
}

// Another device's status comes late, under a newer one with an end: the group's newest revision stays.
TEST_F(Receiving, ALateStatusUnderANewerOneWithAnEndIsTakenOver) {
  auto told = friends(1'795'455'000'000);
  told.temporary = Setting{Activity::driving, "", to_time(wall()) + 1h, {}};
  connect_fully({own(kFriends, told)});
  ASSERT_EQ(group(kFriends).base.activity, Activity::busy);
  told.base.activity = Activity::meeting;
  step({own(kFriends, told)});
  EXPECT_EQ(group(kFriends).base.activity, Activity::meeting);
}

}  // namespace
}  // namespace facet::client
