#include "tests/unit/pipeline/fixture.h"

// "Off by itself" through the whole pipeline: what the plugin says becomes commits, timers and publications.
namespace facet::resolver::testing {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::uint64_t kSession = 1'000;
constexpr std::uint64_t kBoot = 5'000;

// Alice's colleague Bob is told that she is in a meeting, Carol is blocked, the family (a stranger) is told
// off. Alice's phone is connected.
class LivenessTest : public PipelineTest {
 protected:
  void SetUp() override {
    PipelineTest::SetUp();
    for (const UserId user : {kBob, kCarol, kStranger}) hello(user);
    group(kAlice, kColleagues, 1, {kBob, kCarol});
    group(kAlice, kFamily, 2, {kStranger});
    const StatusEdit block{next(kAlice), {}, {}, {kCarol}, {}};
    up(kAlice, topics::UpKind::status, encode(block));
    tell(kAlice, kColleagues, Activity::meeting);
    hello(kAlice);
    link(kAlice, LinkState::connected, kSession);
    ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
    ASSERT_TRUE(settles());
    ASSERT_TRUE(marker_settles());
  }

  std::size_t sent_to(UserId watcher) { return bus_.history(in(watcher, kAlice)).size(); }
  std::uint64_t count(std::string_view counter) { return counters_.counter(counter).value(); }
  // Something that is told to Bob only goes all the way: what was decided before it is published by then.
  void let_all_pass() {
    ASSERT_TRUE(has_receipt(kBob, hello(kBob)));
    ASSERT_TRUE(settles());
  }
  bool goes_off() { return comes_to_show(kBob, kAlice, Activity::off) && settles(); }
  bool comes_back() { return comes_to_show(kBob, kAlice, Activity::meeting) && settles(); }
};

TEST_F(LivenessTest, GoingAndComingBackArePublishedOnceEach) {
  const auto bobs = sent_to(kBob);
  const auto before = bus_.retained().at(in(kBob, kAlice));
  link(kAlice, LinkState::gone, kSession);
  clock_.advance(seconds{30});
  ASSERT_TRUE(goes_off());
  EXPECT_EQ(sent_to(kBob), bobs + 1);
  link(kAlice, LinkState::connected, kSession + 1);
  ASSERT_TRUE(comes_back());
  EXPECT_EQ(sent_to(kBob), bobs + 2);
  EXPECT_EQ(bus_.retained().at(in(kBob, kAlice)), before);
  EXPECT_EQ(count("went_off"), 1U);
  EXPECT_EQ(count("came_back"), 1U);
}

TEST_F(LivenessTest, WhoSeesOffAnywayIsSentNothing) {
  const auto carols = sent_to(kCarol);
  const auto strangers = sent_to(kStranger);
  link(kAlice, LinkState::gone, kSession);
  clock_.advance(seconds{30});
  ASSERT_TRUE(goes_off());
  link(kAlice, LinkState::connected, kSession + 1);
  ASSERT_TRUE(comes_back());
  EXPECT_EQ(sent_to(kCarol), carols);
  EXPECT_EQ(sent_to(kStranger), strangers);
}

TEST_F(LivenessTest, AReturnWithinTheGracePublishesNothing) {
  const auto messages = sent_to(kBob);
  link(kAlice, LinkState::gone, kSession);
  EXPECT_EQ(store_.timer_count(), 1U);
  clock_.advance(seconds{29});
  link(kAlice, LinkState::connected, kSession + 1);
  EXPECT_EQ(store_.timer_count(), 0U);
  clock_.advance(hours{1});
  let_all_pass();
  EXPECT_EQ(sent_to(kBob), messages);
  EXPECT_EQ(count("went_off"), 0U);
}

TEST_F(LivenessTest, ShuttingDownIsOffAtOnceAndARequestIsAnsweredTheSame) {
  ASSERT_TRUE(has_receipt(kAlice, hello(kAlice, DeviceState::shutting_down)));
  ASSERT_TRUE(goes_off());
  up(kBob, topics::UpKind::ask, encode(StatusRequest{1, {kAlice}}));
  ASSERT_TRUE(has_receipt(kBob, 1));
  EXPECT_EQ(encode(receipt(kBob, 1)->answers.at(0).view), bus_.retained().at(in(kBob, kAlice)));
}

TEST_F(LivenessTest, AnOldReportIsStale) {
  const DeviceReport late{next(kAlice), DeviceState::shutting_down};
  ASSERT_TRUE(has_receipt(kAlice, hello(kAlice)));
  up(kAlice, topics::UpKind::device, encode(late));
  ASSERT_TRUE(has_receipt(kAlice, late.revision.value()));
  EXPECT_EQ(receipt(kAlice, late.revision.value())->outcome, Outcome::stale);
  EXPECT_EQ(count("went_off"), 0U);
}

// The broker's stored copies come at each connection.
TEST_F(LivenessTest, TheSameLinkAgainWritesNothing) {
  link(kAlice, LinkState::gone, kSession);
  clock_.advance(seconds{30});
  ASSERT_TRUE(goes_off());
  store_.fail_commits(true);
  link(kAlice, LinkState::gone, kSession, /*retained=*/true);
  link(kAlice, LinkState::connected, kSession, /*retained=*/true);
  EXPECT_EQ(fatal_, 0);
  link(kAlice, LinkState::connected, kSession + 1, /*retained=*/true);
  EXPECT_EQ(fatal_, 1) << "nobody would say this one again";
}

TEST_F(LivenessTest, RubbishOnALinkIsCountedAndChangesNothing) {
  bus_.deliver(topics::build(topics::Link{kAlice, kPhone}), "");
  bus_.deliver(topics::build(topics::Link{kAlice, kPhone}),
               encode(View{Activity::free, "", kNoTime, kNoTime}));
  bus_.deliver(topics::plugin_op(), "{}");
  EXPECT_EQ(count("links_refused"), 2U);
  EXPECT_EQ(count("plugin_reports_refused"), 1U);
  EXPECT_EQ(count("links"), 1U);
}

// ---- ghosts ----

// The broker went down without a farewell; Alice's phone does not come back.
TEST_F(LivenessTest, WhatIsLeftOfAnOlderRunOfTheBrokerIsGone) {
  plugin_reports(kSession);
  EXPECT_EQ(count("ghosts"), 0U);
  plugin_reports(kBoot);
  ASSERT_TRUE(eventually([&] { return store_.timer_count() == 1; })) << "the grace begins";
  EXPECT_EQ(count("ghosts"), 1U);
  EXPECT_EQ(count("links"), 0U);
  clock_.advance(seconds{30});
  EXPECT_TRUE(goes_off());
}

TEST_F(LivenessTest, APhoneThatComesBackAfterTheBrokerDidIsNoGhost) {
  const auto messages = sent_to(kBob);
  plugin_reports(kBoot);
  link(kAlice, LinkState::connected, kBoot + 1);
  ASSERT_TRUE(eventually([&] { return count("ghosts") == 1U; }));
  clock_.advance(hours{1});
  let_all_pass();
  EXPECT_EQ(sent_to(kBob), messages);
}

// A stored link that comes when the boot number is known already.
TEST_F(LivenessTest, AGhostThatComesLateBringsNobodyBack) {
  link(kAlice, LinkState::gone, kSession);
  clock_.advance(seconds{30});
  ASSERT_TRUE(goes_off());
  plugin_reports(kBoot);
  const auto messages = sent_to(kBob);
  link(kAlice, LinkState::connected, kSession + 1, /*retained=*/true);
  EXPECT_EQ(count("ghosts"), 1U);
  let_all_pass();
  EXPECT_EQ(sent_to(kBob), messages);
}

// A power cut takes both; the broker comes back without the links, so nothing is left to hear of them.
TEST_F(LivenessTest, AGhostOfWhichOnlyTheStoreKnowsIsGoneToo) {
  restart();
  EXPECT_EQ(count("links"), 1U);
  plugin_reports(kBoot);
  ASSERT_TRUE(eventually([&] { return store_.timer_count() == 1; }));
  clock_.advance(seconds{30});
  EXPECT_TRUE(goes_off());
}

TEST_F(LivenessTest, AStoredReportTellsOfNoPlugin) {
  plugin_reports(kBoot, 200, /*retained=*/true);
  EXPECT_TRUE(bus_.fan_outs().empty());
  clock_.advance(hours{1});
  let_all_pass();
  EXPECT_EQ(count("ghosts"), 0U);
}

TEST_F(LivenessTest, TheBusIsToldOfEachReport) {
  plugin_reports(kBoot, 200);
  plugin_reports(kBoot, 200);
  plugin_reports(kBoot, 0);
  EXPECT_EQ(bus_.fan_outs(), (std::vector<std::size_t>{200, 200, 0}));
}

// ---- crashes ----

// The flip is committed with its mark and its timer's end; the process dies before anything is published.
TEST_F(LivenessTest, ACrashBetweenCommitAndPublicationLosesNothing) {
  link(kAlice, LinkState::gone, kSession);
  bus_.refuse(true);
  clock_.advance(seconds{30});
  ASSERT_TRUE(eventually([&] { return store_.mark_count() == 1; }));
  EXPECT_EQ(store_.timer_count(), 0U);
  const auto messages = sent_to(kBob);
  bus_.disconnect();
  resolver_.reset();
  bus_.refuse(false);
  start();
  connect();
  ASSERT_TRUE(goes_off());
  EXPECT_EQ(sent_to(kBob), messages + 1);
  ASSERT_TRUE(marker_settles());
  restart();
  let_all_pass();
  EXPECT_EQ(sent_to(kBob), messages + 1) << "and it is not published again";
}

TEST_F(LivenessTest, ACrashBeforeTheCommitIsMadeGoodByTheTimer) {
  link(kAlice, LinkState::gone, kSession);
  bus_.disconnect();
  resolver_.reset();
  clock_.advance(hours{1});
  start();
  connect();
  EXPECT_TRUE(goes_off());
}

// What the broker then says again of the connection is no second flip.
TEST_F(LivenessTest, WhoCameBackWhileTheResolverWasAwayIsBackOnce) {
  link(kAlice, LinkState::gone, kSession);
  clock_.advance(seconds{30});
  ASSERT_TRUE(goes_off());
  ASSERT_TRUE(marker_settles());
  restart();
  const auto messages = sent_to(kBob);
  link(kAlice, LinkState::connected, kSession + 1, /*retained=*/true);
  link(kAlice, LinkState::connected, kSession + 1, /*retained=*/true);
  ASSERT_TRUE(comes_back());
  EXPECT_EQ(sent_to(kBob), messages + 1);
}

// ---- a broker that lost what it had ----

TEST_F(LivenessTest, AnEmptiedBrokerIsFilledWithOff) {
  link(kAlice, LinkState::gone, kSession);
  clock_.advance(seconds{30});
  ASSERT_TRUE(goes_off());
  bus_.disconnect();
  bus_.replace_retained({});
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::off));
  EXPECT_TRUE(comes_to_show(kCarol, kAlice, Activity::off));
  EXPECT_EQ(bus_.retained().at(in(kBob, kAlice)), bus_.retained().at(in(kCarol, kAlice)));
}

// Saved before Alice went. While she was away her family's status ended in off, which was published to
// nobody: that, too, is to be made good.
TEST_F(LivenessTest, ABrokerFromAnOlderSaveShowsOffAgain) {
  tell(kAlice, kFamily, Activity::driving, to_time(clock_.now()) + hours{1});
  ASSERT_TRUE(comes_to_show(kStranger, kAlice, Activity::driving));
  ASSERT_TRUE(settles());
  ASSERT_TRUE(marker_settles());
  const auto saved = bus_.retained();
  link(kAlice, LinkState::gone, kSession);
  clock_.advance(seconds{30});
  ASSERT_TRUE(goes_off());
  ASSERT_TRUE(comes_to_show(kStranger, kAlice, Activity::off));
  clock_.advance(hours{1});
  ASSERT_TRUE(eventually([&] { return store_.timer_count() == 0; }));
  bus_.disconnect();
  bus_.replace_retained(saved);
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::off));
  EXPECT_TRUE(comes_to_show(kStranger, kAlice, Activity::off));
}

}  // namespace
}  // namespace facet::resolver::testing
