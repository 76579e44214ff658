#include "tests/unit/pipeline/fixture.h"

// The watcher has a say: what is published to it at all. The presentity learns nothing of it.
namespace facet::resolver::testing {
namespace {

class ReceptionTest : public PipelineTest {
 protected:
  // Alice tells her colleagues, of whom Bob is one, that she is busy.
  void alice_tells_bob() {
    group(kAlice, kColleagues, 1, {kBob});
    ASSERT_TRUE(has_receipt(kAlice, tell(kAlice, kColleagues, Activity::busy)));
    ASSERT_TRUE(settles());
  }
  std::size_t messages_to_bob() { return bus_.history(in(kBob, kAlice)).size(); }
  std::vector<Source> sources(UserId user) {
    const Query query{next(user).value(), QueryKind::sources, {}, 0};
    up(user, topics::UpKind::query, encode(query));
    EXPECT_TRUE(has_receipt(user, query.correlation));
    return receipt(user, query.correlation)->sources;
  }
};

TEST_F(ReceptionTest, WhatAStrangerShowsIsHeldBack) {
  hello_knowing(kBob, {});
  alice_tells_bob();
  EXPECT_EQ(messages_to_bob(), 0U);
  tell(kAlice, kColleagues, Activity::free);
  ASSERT_TRUE(settles());
  EXPECT_EQ(messages_to_bob(), 0U);
  EXPECT_EQ(sources(kBob), (std::vector{Source{kAlice, Stance::none, false, false}}));
}

TEST_F(ReceptionTest, WhoIsPutIntoAGroupIsKnownFromThenOn) {
  hello_knowing(kBob, {});
  alice_tells_bob();
  group(kBob, kFamily, 1, {kAlice});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  EXPECT_EQ(sources(kBob), (std::vector{Source{kAlice, Stance::none, true, true}}));
}

TEST_F(ReceptionTest, WhoIsTakenOutOfTheLastGroupIsAStrangerAgain) {
  hello_knowing(kBob, {});
  group(kBob, kFamily, 1, {kAlice});
  alice_tells_bob();
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  const GroupsEdit out{next(kBob),
                       {{.group = kFamily, .name = {}, .rank = {}, .add = {}, .remove = {kAlice}}}};
  up(kBob, topics::UpKind::groups, encode(out));
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
}

TEST_F(ReceptionTest, WhoAcceptsIsShownAtOnceAndWhoForgetsIsNot) {
  hello_knowing(kBob, {});
  alice_tells_bob();
  watch(kBob, {.accept = {kAlice}});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  watch(kBob, {.forget = {kAlice}});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
}

TEST_F(ReceptionTest, WhoMutesIsSentNothingMoreAndIsAnsweredAllTheSame) {
  hello(kBob);
  alice_tells_bob();
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  watch(kBob, {.mute = {kAlice}});
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
  ASSERT_TRUE(settles());
  const auto before = messages_to_bob();
  tell(kAlice, kColleagues, Activity::free);
  const StatusEdit only{next(kAlice), {}, {{kBob, Setting{Activity::meeting, "", kNoTime, kNoTime}}}, {}, {}};
  up(kAlice, topics::UpKind::status, encode(only));
  report(kAlice, DeviceState::shutting_down);
  ASSERT_TRUE(has_receipt(kAlice, report(kAlice, DeviceState::idle)));
  const StatusRequest request{next(kBob).value(), {kAlice}};
  up(kBob, topics::UpKind::ask, encode(request));
  ASSERT_TRUE(has_receipt(kBob, request.correlation));
  ASSERT_TRUE(settles());
  EXPECT_EQ(receipt(kBob, request.correlation)->answers.front().view.activity, Activity::meeting);
  EXPECT_EQ(messages_to_bob(), before);
  EXPECT_EQ(sources(kBob), (std::vector{Source{kAlice, Stance::muted, false, false}}));
}

TEST_F(ReceptionTest, WhomABobRefusedIsNotListedAnyMore) {
  hello(kBob);
  alice_tells_bob();
  watch(kBob, {.refuse = {kAlice}});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
  EXPECT_TRUE(sources(kBob).empty());
}

TEST_F(ReceptionTest, TakingStrangersBringsThemAllAndHoldingThemTakesThemAway) {
  hello_knowing(kBob, {});
  alice_tells_bob();
  watch(kBob, {.strangers = Strangers::take});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  watch(kBob, {.strangers = Strangers::hold});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
}

TEST_F(ReceptionTest, AnOldEditIsStaleAndTwiceIsOnce) {
  hello_knowing(kBob, {});
  alice_tells_bob();
  const WatchEdit early{.revision = next(kBob), .mute = {kAlice}};
  clock_.advance(std::chrono::milliseconds{10});
  const WatchEdit late{.revision = next(kBob), .accept = {kAlice}};
  up(kBob, topics::UpKind::watch, encode(late));
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  ASSERT_TRUE(settles());
  const auto before = messages_to_bob();
  up(kBob, topics::UpKind::watch, encode(early));
  up(kBob, topics::UpKind::watch, encode(late));
  ASSERT_TRUE(has_receipt(kBob, early.revision.value()));
  EXPECT_EQ(receipt(kBob, early.revision.value())->outcome, Outcome::stale);
  ASSERT_TRUE(settles());
  EXPECT_EQ(messages_to_bob(), before);
}

TEST_F(ReceptionTest, WhatWasSaidHoldsAfterARestart) {
  hello(kBob);
  hello_knowing(kCarol, {});
  group(kAlice, kColleagues, 1, {kBob, kCarol});
  ASSERT_TRUE(has_receipt(kAlice, tell(kAlice, kColleagues, Activity::busy)));
  ASSERT_TRUE(has_receipt(kBob, watch(kBob, {.mute = {kStranger}})));
  ASSERT_TRUE(settles());
  restart();
  tell(kAlice, kColleagues, Activity::free);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::free));
  ASSERT_TRUE(settles());
  EXPECT_EQ(bus_.history(in(kCarol, kAlice)).size(), 0U);
}

// Who asked takes what comes without having said anything; it can say so all the same.
TEST_F(ReceptionTest, WhoAskedAndMutesIsShownNothingMoreAndAfterForgettingIsAgain) {
  hello_knowing(kBob, {});
  ASSERT_TRUE(has_receipt(kAlice, tell(kAlice, kOther, Activity::free)));
  const StatusRequest request{next(kBob).value(), {kAlice}};
  up(kBob, topics::UpKind::ask, encode(request));
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::free));
  watch(kBob, {.mute = {kAlice}});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
  watch(kBob, {.refuse = {kAlice}});
  tell(kAlice, kOther, Activity::busy);
  watch(kBob, {.forget = {kAlice}});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
}

// Alice has nothing to show to Bob any more, and before that has reached him he does not know her any more.
TEST_F(ReceptionTest, WhoStopsKnowingBeforeItsTopicWasEmptiedKeepsNothing) {
  hello_knowing(kBob, {});
  group(kBob, kFamily, 1, {kAlice});
  alice_tells_bob();
  const GroupsEdit out{next(kAlice),
                       {{.group = kColleagues, .name = {}, .rank = {}, .add = {}, .remove = {kBob}}}};
  up(kAlice, topics::UpKind::groups, encode(out));
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::off)) << "one of the others, for a while";
  ASSERT_TRUE(settles());
  bus_.refuse(true);
  clock_.advance(std::chrono::hours{25});
  ASSERT_TRUE(eventually([&] { return store_.mark_count() > 0; }));
  const GroupsEdit stranger{next(kBob),
                            {{.group = kFamily, .name = {}, .rank = {}, .add = {}, .remove = {kAlice}}}};
  up(kBob, topics::UpKind::groups, encode(stranger));
  ASSERT_TRUE(eventually([&] { return store_.standings(kAlice, {kBob})->front() == Standing{}; }));
  bus_.refuse(false);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
}

}  // namespace
}  // namespace facet::resolver::testing
