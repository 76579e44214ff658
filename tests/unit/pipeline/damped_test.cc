#include "tests/unit/pipeline/fixture.h"

// Damping through the whole pipeline: what watchers are told of a presentity that changes all the time.
namespace facet::resolver::testing {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr seconds kEvery{5};
constexpr int kBurst = 3;
constexpr Activity kTold[] = {Activity::meeting, Activity::busy, Activity::away};

// Bob and Carol are Alice's colleagues; all is published, and the allowance whole.
class DampedTest : public PipelineTest {
 protected:
  void SetUp() override {
    damping_ = {.every = kEvery, .burst = kBurst};
    PipelineTest::SetUp();
    for (const UserId user : {kBob, kCarol}) hello(user);
    group(kAlice, kColleagues, 1, {kBob, kCarol});
    tell(kAlice, kColleagues, Activity::free);
    ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::free));
    ASSERT_TRUE(settles());
    ASSERT_TRUE(marker_settles());
    steady_.advance(std::chrono::hours{1});
    before_ = sent_to(kBob);
    unchanged_before_ = count("unchanged");
  }

  std::size_t sent_to(UserId watcher) { return bus_.history(in(watcher, kAlice)).size(); }
  std::size_t sent() { return sent_to(kBob) - before_; }
  std::uint64_t count(std::string_view counter) { return counters_.counter(counter).value(); }
  // Tells it and waits until it has come to a decision.
  void say(Activity activity) { ASSERT_TRUE(has_receipt(kAlice, tell(kAlice, kColleagues, activity))); }
  // The colleagues' allowance is used up: the last they were told is kTold's last.
  void use_up() {
    for (const auto activity : kTold) {
      say(activity);
      ASSERT_TRUE(comes_to_show(kBob, kAlice, activity));
    }
    ASSERT_TRUE(settles());
    ASSERT_EQ(sent(), std::size(kTold));
  }
  // One more change, for which it is too early.
  void say_too_early(Activity activity) {
    const auto damped = count("damped");
    say(activity);
    ASSERT_TRUE(eventually([&] { return count("damped") == damped + 1; }));
  }
  // Something of somebody else goes all the way: what was released before it has been looked at by then.
  void let_all_pass() {
    tell(kCarol, kColleagues, odd_ ? Activity::busy : Activity::free);
    odd_ = !odd_;
    ASSERT_TRUE(eventually([&] { return store_.mark_count() == parked_; }));
  }
  void block(UserId whom) {
    const StatusEdit edit{next(kAlice), {}, {}, {whom}, {}};
    up(kAlice, topics::UpKind::status, encode(edit));
  }
  void unblock(UserId whom) {
    const StatusEdit edit{next(kAlice), {}, {}, {}, {whom}};
    up(kAlice, topics::UpKind::status, encode(edit));
  }

  // Looked at and not sent.
  std::uint64_t unchanged() { return count("unchanged") - unchanged_before_; }

  std::size_t before_ = 0;
  std::uint64_t unchanged_before_ = 0;
  std::size_t parked_ = 1;
  bool odd_ = false;
};

TEST_F(DampedTest, ABurstOfThreeGoesAtOnce) {
  use_up();
  EXPECT_EQ(count("damped"), 0U);
}

TEST_F(DampedTest, OfTenChangesInASecondFourAreToldAndTheLastIsTheFinalState) {
  use_up();
  say_too_early(Activity::driving);
  for (const auto activity : {Activity::busy, Activity::meeting, Activity::free, Activity::away,
                              Activity::holiday, Activity::sleeping}) {
    say(activity);
    steady_.advance(milliseconds{100});
  }
  let_all_pass();
  EXPECT_EQ(sent(), 3U);
  EXPECT_EQ(shown(kBob, kAlice), kTold[2]);
  // And now nothing more happens.
  steady_.advance(kEvery);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::sleeping));
  EXPECT_TRUE(settles());
  EXPECT_EQ(sent(), 4U);
  EXPECT_EQ(count("damped"), 1U);
}

TEST_F(DampedTest, NothingIsToldBeforeItIsTime) {
  use_up();
  say_too_early(Activity::driving);
  steady_.advance(kEvery - milliseconds{1});
  let_all_pass();
  EXPECT_EQ(shown(kBob, kAlice), kTold[2]);
  steady_.advance(milliseconds{1});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::driving));
}

// All within a second: given again later, a setting would be another one, with a later changed_at.
TEST_F(DampedTest, ThereAndBackAgainIsNotSent) {
  use_up();
  say_too_early(Activity::driving);
  say(kTold[2]);
  steady_.advance(kEvery);
  EXPECT_TRUE(settles()) << "its mark is cleared all the same";
  EXPECT_TRUE(marker_settles());
  EXPECT_EQ(sent(), 3U);
  EXPECT_EQ(unchanged(), 1U);
  // It has not cost anything.
  say(Activity::driving);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::driving));
}

// A setting is a new one, with a new time, when it is given again: so "there and back" is of a setting that
// ends.
TEST_F(DampedTest, ABlockWithinADampedSecondIsShownAtOnce) {
  use_up();
  say_too_early(Activity::driving);
  block(kBob);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::off));
  EXPECT_EQ(shown(kCarol, kAlice), kTold[2]);
  steady_.advance(kEvery);
  EXPECT_TRUE(comes_to_show(kCarol, kAlice, Activity::driving));
  EXPECT_TRUE(settles());
  EXPECT_EQ(shown(kBob, kAlice), Activity::off);
}

TEST_F(DampedTest, AnotherGroupIsNotHeldUp) {
  ASSERT_TRUE(has_receipt(kAlice, group(kAlice, kFamily, 2, {kStranger})));
  hello(kStranger);
  use_up();
  say_too_early(Activity::driving);
  tell(kAlice, kFamily, Activity::holiday);
  EXPECT_TRUE(comes_to_show(kStranger, kAlice, Activity::holiday));
  EXPECT_EQ(sent(), 3U);
}

TEST_F(DampedTest, TheOwnersOtherDevicesSeeEveryChangeAtOnce) {
  use_up();
  say_too_early(Activity::driving);
  const auto own = bus_.retained().at(topics::build(topics::Own{kAlice, kColleagues}));
  EXPECT_EQ(decode_own_group(own)->base.activity, Activity::driving);
}

// Bob was told something else in between, by a publication for him alone.
TEST_F(DampedTest, WhatIsEqualToTheLastIsSentWhenSomebodyWasToldSomethingElseSince) {
  use_up();
  block(kBob);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::off));
  say_too_early(Activity::driving);
  unblock(kBob);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::driving));
  say(kTold[2]);
  steady_.advance(kEvery);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, kTold[2]));
  EXPECT_TRUE(settles());
}

// What is taken away is not damped, but it is something else that was shown.
TEST_F(DampedTest, WhoTakesItAgainAfterMutingIsShownTheSameAgain) {
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(has_receipt(kBob, watch(kBob, {.mute = {kAlice}})));
    ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
    ASSERT_TRUE(has_receipt(kBob, watch(kBob, {.accept = {kAlice}})));
    EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::free));
  }
}

TEST_F(DampedTest, StoppingDoesNotWaitForWhatIsParkedAndLosesNothing) {
  use_up();
  say_too_early(Activity::driving);
  const auto began = std::chrono::steady_clock::now();
  resolver_->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - began, kEvery);
  EXPECT_EQ(shown(kBob, kAlice), kTold[2]);
  EXPECT_EQ(store_.mark_count(), 1U);
  restart();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::driving));
  EXPECT_TRUE(settles());
  EXPECT_EQ(sent(), 4U);
}

TEST_F(DampedTest, AConnectionThatIsLostWhileParkedDelaysItOnly) {
  use_up();
  say_too_early(Activity::driving);
  bus_.disconnect();
  connect();
  ASSERT_TRUE(marker_settles());
  let_all_pass();
  EXPECT_EQ(shown(kBob, kAlice), kTold[2]) << "it is still too early";
  steady_.advance(kEvery);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::driving));
  EXPECT_TRUE(settles());
}

TEST_F(DampedTest, WhatBecomesDueWithoutAConnectionComesWithTheNext) {
  use_up();
  say_too_early(Activity::driving);
  bus_.disconnect();
  const auto tried = count("published");
  steady_.advance(kEvery);
  ASSERT_TRUE(eventually([&] { return count("published") > tried; }));
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::driving));
  EXPECT_TRUE(settles());
}

// What was given to a broker that is gone does not count as given to the next one.
TEST_F(DampedTest, AfterALossTheSameIsSentAgain) {
  use_up();
  bus_.disconnect();
  connect();
  ASSERT_TRUE(marker_settles());
  say_too_early(Activity::driving);
  say(kTold[2]);
  steady_.advance(kEvery);
  EXPECT_TRUE(settles());
  EXPECT_EQ(sent(), 4U);
  EXPECT_EQ(unchanged(), 0U);
}

// The broker refuses what is for Bob alone: what he is shown is not certain any more.
TEST_F(DampedTest, AfterARefusalTheSameIsSentAgain) {
  use_up();
  bus_.refuse(true);
  block(kBob);
  ASSERT_TRUE(eventually([&] { return store_.mark_count() == 1; }));
  tell(kAlice, kColleagues, Activity::driving);
  ASSERT_TRUE(eventually([&] { return count("damped") == 1; }));
  unblock(kBob);
  const auto last = tell(kAlice, kColleagues, kTold[2]);
  bus_.refuse(false);
  ASSERT_TRUE(has_receipt(kAlice, last));
  steady_.advance(kEvery);
  EXPECT_TRUE(settles());
  EXPECT_EQ(shown(kBob, kAlice), kTold[2]);
  EXPECT_EQ(shown(kCarol, kAlice), kTold[2]);
  EXPECT_EQ(unchanged(), 0U);
}

TEST_F(DampedTest, ABrokerFromAnOlderSaveIsGivenTheSameAgain) {
  const auto save = bus_.retained();
  use_up();
  ASSERT_TRUE(marker_settles());
  bus_.disconnect();
  bus_.replace_retained(save);
  connect();
  steady_.advance(kEvery);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, kTold[2]));
  EXPECT_TRUE(comes_to_show(kCarol, kAlice, kTold[2]));
  EXPECT_EQ(unchanged(), 0U);
}

TEST_F(DampedTest, AnEmptiedBrokerIsFilledWithoutDelay) {
  use_up();
  say_too_early(Activity::driving);
  bus_.disconnect();
  bus_.replace_retained({});
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::driving)) << "as of now, and not as last told";
  // Filled with driving, it is not believed to have what it was told last.
  say(kTold[2]);
  steady_.advance(kEvery);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, kTold[2]));
  EXPECT_TRUE(settles());
}

// As Recover and a backfill do, which show what holds then.
TEST_F(DampedTest, ViewsThatArePublishedOtherwiseMakeTheLastOnesUncertain) {
  Core core{store_, bus_, clock_, log_, counters_, zones_, "two"};
  core.outbox.damp(damping_);
  const Mark mark{{TargetKind::audience, kAlice, kColleagues.value()}, 1};
  const auto publish = [&] {
    Messages messages{ShowMessage{kAlice, "view", {kCarol}}};
    if (!core.outbox.keep_news(mark, messages)) return false;
    core.outbox.taken(mark);
    return true;
  };
  EXPECT_TRUE(publish());
  EXPECT_FALSE(publish());
  AllTaken taken([](bool) {});
  send(core, {ShowMessage{kBob, "view", {kCarol}}, TopicMessage{"topic", "payload"}}, taken);
  EXPECT_FALSE(publish()) << "of somebody else";
  send(core, {ShowMessage{kAlice, "view", {kCarol}}}, taken);
  EXPECT_TRUE(publish());
}

TEST_F(DampedTest, APhoneThatComesAndGoesIsDampedToo) {
  ASSERT_TRUE(has_receipt(kAlice, hello(kAlice)));
  ASSERT_TRUE(settles());
  const auto before = sent_to(kBob);
  for (int i = 0; i < 10; ++i) {
    ASSERT_TRUE(has_receipt(kAlice, hello(kAlice, DeviceState::shutting_down)));
    ASSERT_TRUE(has_receipt(kAlice, hello(kAlice)));
  }
  ASSERT_TRUE(has_receipt(kAlice, hello(kAlice, DeviceState::shutting_down)));
  steady_.advance(kEvery);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::off));
  EXPECT_TRUE(settles());
  EXPECT_LE(sent_to(kBob) - before, kBurst + 1U);
}

// What was taken away from one watcher is another thing than what it was shown before, though that was the
// last.
TEST_F(DampedTest, WhoMutesAndAcceptsAgainIsShownTheSameAgain) {
  const StatusEdit only{next(kAlice), {}, {{kBob, Setting{Activity::busy, "", kNoTime, kNoTime}}}, {}, {}};
  up(kAlice, topics::UpKind::status, encode(only));
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  watch(kBob, {.mute = {kAlice}});
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
  ASSERT_TRUE(settles());
  watch(kBob, {.accept = {kAlice}});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
}

}  // namespace
}  // namespace facet::resolver::testing
