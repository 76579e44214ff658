#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// Settings that end by themselves.
namespace facet::resolver::test {
namespace {

using Watchers = std::vector<UserId>;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

Owner family() {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  owner.tells("Family", kFree).told();
  return owner;
}

TEST(Timers, ATemporaryStatusEndsAtItsSecondInTheOneBefore) {
  Owner owner = family();
  const Time end = owner.time() + hours{1};
  owner.tells("Family", until(kMeeting, end));
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->until, end);
  owner.waits(end - owner.time() - seconds{1});
  EXPECT_EQ(owner.told(), Watchers{});
  owner.waits(seconds{1});
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::free, "", end, kNoTime}));
  EXPECT_TRUE(owner.broker().timers().empty());
}

TEST(Timers, ANewStatusCancelsTheEndOfTheOldOne) {
  Owner owner = family();
  owner.tells("Family", until(kMeeting, owner.time() + hours{1})).tells("Family", kBusy).told();
  EXPECT_TRUE(owner.broker().timers().empty());
  owner.waits(hours{2});
  EXPECT_EQ(owner.told(), Watchers{});
}

TEST(Timers, ALaterEndReplacesTheEarlierOne) {
  Owner owner = family();
  const Time end = owner.time() + hours{2};
  owner.tells("Family", until(kMeeting, owner.time() + hours{1})).tells("Family", until(kMeeting, end));
  ASSERT_EQ(owner.broker().timers().size(), 1U);
  EXPECT_EQ(owner.broker().timers().begin()->at, end);
}

// Setting the same end again must not lose its timer.
TEST(Timers, TheSameEndAgainKeepsItsTimer) {
  Owner owner = family();
  const Time end = owner.time() + hours{1};
  owner.tells("Family", until(kMeeting, end)).tells("Family", until(kBusy, end));
  EXPECT_TRUE(owner.last().cancelled.empty());
  EXPECT_EQ(owner.broker().timers().size(), 1U);
}

TEST(Timers, AnOverrideEndsInTheGroupsStatusAndLeavesNoTimerBehind) {
  Owner owner = family();
  const Time end = owner.time() + hours{1};
  owner.tells_only(kBob, until(kBusy, owner.time() + hours{2})).tells_only(kBob, until(kMeeting, end));
  EXPECT_EQ(owner.broker().timers().size(), 1U);
  owner.told();
  owner.waits(hours{1});
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  owner.tells_only(kBob, until(kBusy, owner.time() + hours{1})).tells_only(kBob, std::nullopt);
  EXPECT_TRUE(owner.broker().timers().empty());
}

TEST(Timers, AStatusThatIsOverWhenItComesShowsNothing) {
  Owner owner = family();
  const View before = *owner.topic_of(kBob);
  owner.waits(minutes{1});
  const Revision said = owner.revision();
  const Time end = owner.time() + minutes{5};
  owner.waits(minutes{10});
  owner.delivers(StatusEdit{said, {{owner.id("Family"), until(kMeeting, end)}}, {}, {}, {}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted);
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.seen_by(kBob), before);
  EXPECT_TRUE(owner.broker().timers().empty());
}

TEST(Timers, AStatusThatIsOverWhenItComesEndsTheOneBefore) {
  Owner owner = family();
  owner.tells("Family", until(kMeeting, owner.time() + hours{3})).told();
  const Revision said = owner.revision();
  const Time end = owner.time() + minutes{5};
  owner.waits(minutes{10});
  owner.delivers(
      StatusEdit{Revision{said.value() + (1 << 16)}, {{owner.id("Family"), until(kBusy, end)}}, {}, {}, {}});
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::free, "", end, kNoTime}));
  EXPECT_TRUE(owner.broker().timers().empty());
}

// The lasting status that a temporary one covers may come after it, and is what it ends in.
TEST(Timers, ALateLastingStatusIsWhatTheTemporaryOneEndsIn) {
  Owner owner = family();
  const Revision lasting = owner.revision(kTablet);
  const Time end = owner.time() + hours{1};
  owner.tells("Family", until(kMeeting, end)).told();
  owner.delivers(StatusEdit{Revision{lasting.value()}, {{owner.id("Family"), kBusy}}, {}, {}, {}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted);
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::meeting);
  EXPECT_EQ(owner.broker().timers().size(), 1U);
  owner.waits(hours{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
}

// The end is due, nobody was told yet, and a change comes first: its timer must still do its work.
TEST(Timers, AChangeBetweenTheEndAndItsTimerDoesNotSwallowTheEnd) {
  Owner owner = family();
  const Time end = owner.time() + hours{1};
  owner.tells("Family", until(kMeeting, end));
  const Instant late = end + seconds{1};
  StatusEdit edit{Revision::next(late, kPhone, {}), {{owner.id("Family"), kFree}}, {}, {}, {}};
  const Decision decision = decide(owner.presentity(), edit, kPhone, late, owner.broker().terms());
  EXPECT_TRUE(decision.cancelled.empty());
  owner.broker().mark(decision);
  owner.broker().fire_due(owner.presentity(), to_time(late));
  owner.broker().publish_all(owner.presentity(), to_time(late));
  EXPECT_EQ(owner.topic_of(kBob), view_of(owner.presentity(), kBob, to_time(late)));
}

TEST(Timers, AMoveBetweenTheEndAndItsTimerIsTold) {
  Owner owner = family();
  owner.group("Work", 2).tells("Work", kFree);
  const Time end = owner.time() + hours{1};
  owner.tells("Family", until(kMeeting, end));
  const Instant late = end + seconds{1};
  const GroupEdit out{.group = owner.id("Family"), .name = {}, .rank = {}, .add = {}, .remove = {kBob}};
  const GroupEdit in{.group = owner.id("Work"), .name = {}, .rank = {}, .add = {kBob}, .remove = {}};
  const GroupsEdit edit{Revision::next(late, kPhone, {}), {out, in}};
  owner.broker().mark(decide(owner.presentity(), edit, kPhone, late, owner.broker().terms()));
  owner.broker().fire_due(owner.presentity(), to_time(late));
  owner.broker().publish_all(owner.presentity(), to_time(late));
  EXPECT_EQ(owner.topic_of(kBob), view_of(owner.presentity(), kBob, to_time(late)));
}

// The end is due, then the same is said again, then Bob leaves for a group that shows it too: three steps in
// which nothing changes but what his topic has not been told yet.
TEST(Timers, TwoChangesBetweenTheEndAndItsTimerAreTold) {
  Owner owner = family();
  owner.group("Work", 2).tells("Work", kFree);
  const Time end = owner.time() + hours{1};
  owner.tells("Family", until(kMeeting, end));
  const Instant late = end + seconds{1};
  const StatusEdit again{Revision::next(late, kPhone, {}), {{owner.id("Family"), kFree}}, {}, {}, {}};
  owner.broker().mark(decide(owner.presentity(), again, kPhone, late, owner.broker().terms()));
  const GroupEdit out{.group = owner.id("Family"), .name = {}, .rank = {}, .add = {}, .remove = {kBob}};
  const GroupEdit in{.group = owner.id("Work"), .name = {}, .rank = {}, .add = {kBob}, .remove = {}};
  const GroupsEdit move{Revision::next(late, kPhone, again.revision), {out, in}};
  owner.broker().mark(decide(owner.presentity(), move, kPhone, late, owner.broker().terms()));
  owner.broker().fire_due(owner.presentity(), to_time(late));
  owner.broker().publish_all(owner.presentity(), to_time(late));
  EXPECT_EQ(owner.topic_of(kBob), view_of(owner.presentity(), kBob, to_time(late)));
}

TEST(Timers, TellNobodyOnceTheirGroupIsGone) {
  Owner owner = family();
  const Time end = owner.time() + std::chrono::seconds{10};
  owner.tells("Family", until(kMeeting, end));
  const Timer timer{end, {TargetKind::audience, kOwner, owner.id("Family").value()}};
  EXPECT_EQ(decide(owner.presentity(), timer, end).dirty, std::vector{timer.target});
  owner.erases("Family");
  EXPECT_TRUE(decide(owner.presentity(), timer, owner.time()).dirty.empty());
}

}  // namespace
}  // namespace facet::resolver::test
