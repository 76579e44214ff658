#include "client/lib/session.h"

#include <gtest/gtest.h>

#include "client/lib/store_asks.h"
#include "tests/unit/client/bench.h"

namespace facet::client {
namespace {

using namespace std::chrono_literals;
using topics::UpKind;

// How waiting changes reach the resolver.
class Sending : public Bench {};

TEST_F(Sending, SubscribesThenReportsThenSends) {
  const auto family = make_group("Family");
  connect();
  ASSERT_EQ(link_->subscribed.size(), 1U);
  EXPECT_EQ(link_->subscribed[0],
            (std::vector<std::string>{"facet/v1/in/8613800138000/+", "facet/v1/own/8613800138000/+",
                                      "facet/v1/re/8613800138000/7"}));
  ASSERT_EQ(sent(), 1U);
  EXPECT_EQ(last_sent().topic, "facet/v1/up/8613800138000/7/device");
  EXPECT_EQ(decode_device_report(last_sent().payload)->state, DeviceState::idle);
  step({accepted(last_sent_revision())});
  ASSERT_EQ(sent(), 2U) << "edits wait for the report's receipt";
  EXPECT_EQ(last_groups_edit().edits.at(0).group, family);
}

// Connected for an exchange only: gone in a moment, and what it said stands.
TEST_F(Sending, ReportsItselfAsWhatItIs) {
  connect();
  EXPECT_EQ(last_state(), DeviceState::idle);
  as_ = DeviceState::asleep;
  connect();
  EXPECT_EQ(last_state(), DeviceState::asleep);
}

TEST_F(Sending, ThatItIsClosedIsTheLastItSays) {
  connect_fully();
  const auto first = last_sent_revision();
  make_group("Family");
  ASSERT_TRUE(session_->leave(now()));
  EXPECT_EQ(sent(), 2U);
  EXPECT_EQ(last_state(), DeviceState::shutting_down);
  EXPECT_GT(last_sent_revision(), first) << "or it would be stale";
  step();
  EXPECT_EQ(sent(), 2U) << "changes wait for the next time";
  EXPECT_TRUE(session_->is_leaving());
  step({accepted(last_sent_revision())});
  EXPECT_FALSE(session_->is_leaving());
  EXPECT_EQ(waiting(), 1U);
}

// The resolver does not know that it is there: there is nothing to take back.
TEST_F(Sending, BeforeItHasReportedItNeedsNoFarewell) {
  link_ = std::make_unique<ScriptedLink>();
  session_ =
      std::make_unique<Session>(*store_, *link_, profile_, as_, [](UserId, const std::optional<Bytes>&) {});
  step({Connected{}});
  ASSERT_TRUE(session_->leave(now()));
  EXPECT_EQ(sent(), 0U);
  EXPECT_FALSE(session_->is_leaving());
}

TEST_F(Sending, AFarewellThatIsRefusedIsOneAllTheSame) {
  connect_fully();
  ASSERT_TRUE(session_->leave(now()));
  EXPECT_TRUE(step({refused(last_sent_revision(), Reason::clock_ahead)}));
  EXPECT_FALSE(session_->is_leaving());
}

// What was changed offline survives the process and goes out on connect.
TEST_F(Sending, OfflineChangeSurvivesAReopen) {
  const auto family = make_group("Family");
  reopen();
  connect_fully();
  EXPECT_EQ(last_groups_edit().edits.at(0).name, "Family");
  EXPECT_EQ(waiting(), 1U) << "kept until its receipt";
  step({accepted(last_sent_revision())});
  EXPECT_EQ(waiting(), 0U);
  EXPECT_TRUE(session_->settled());
  EXPECT_TRUE(has_group(family));
}

TEST_F(Sending, InOrderOneInFlightAtATime) {
  const auto family = make_group("Family");
  ASSERT_TRUE(add_members(*store_, family, {kBob}, kNoTime, wall()));
  tell(family, Activity::driving);
  connect_fully();
  EXPECT_EQ(sent(), 2U);
  step_after(1s);
  EXPECT_EQ(sent(), 2U) << "nothing more before the receipt";
  step({accepted(last_sent_revision())});
  EXPECT_EQ(sent(), 3U);
  EXPECT_EQ(last_groups_edit().edits.at(0).add, std::vector{kBob});
  step({accepted(last_sent_revision())});
  EXPECT_EQ(sent(), 4U);
  EXPECT_EQ(last_kind(), UpKind::status);
  step({accepted(last_sent_revision())});
  EXPECT_EQ(waiting(), 0U);
}

// A receipt that was lost is made again because the change is: after 10 s, 20 s, 40 s ... 2 min.
TEST_F(Sending, SendsAgainWithGrowingPauses) {
  make_group("Family");
  connect_fully();
  const auto first = last_sent();
  std::size_t expected = 2;
  for (const auto pause : {10s, 20s, 40s, 80s, 120s, 120s}) {
    step_after(pause - 1s);
    EXPECT_EQ(sent(), expected);
    step_after(1s);
    EXPECT_EQ(sent(), ++expected);
    EXPECT_EQ(last_sent().payload, first.payload) << "the same change, the same revision";
  }
}

TEST_F(Sending, SendsTheReportAgainToo) {
  connect();
  const auto report = last_sent().payload;
  step_after(10s);
  EXPECT_EQ(sent(), 2U);
  EXPECT_EQ(last_sent().payload, report);
}

TEST_F(Sending, SendsAgainAfterAReconnect) {
  make_group("Family");
  connect_fully();
  const auto payload = last_sent().payload;
  EXPECT_EQ(step({Lost{errc::unreachable, "gone"}}).error().code, errc::unreachable);
  connect_fully();
  EXPECT_EQ(last_sent().payload, payload);
}

// The second receipt of what was sent twice says nothing about the next change.
TEST_F(Sending, LateSecondReceiptIsIgnored) {
  make_group("Family");
  make_group("Work");
  connect_fully();
  const auto first = last_sent_revision();
  step_after(10s);
  step({accepted(first)});
  step({refused(first, Reason::bad_value)});
  EXPECT_EQ(waiting(), 1U);
  EXPECT_EQ(outcomes().size(), 1U);
}

TEST_F(Sending, ChangeMadeWhileOnlineGoesOutAtOnce) {
  connect_fully();
  auto elsewhere = Store::open(dir_.path(), profile_).value();
  ASSERT_TRUE(create_group(elsewhere, "Family", std::nullopt, wall()));
  step();
  EXPECT_EQ(sent(), 2U);
  EXPECT_EQ(last_groups_edit().edits.at(0).name, "Family");
}

// What is on its way may have arrived: it is not dropped for a newer one, but followed by it.
TEST_F(Sending, InFlightStatusIsNotCoalescedAway) {
  tell(kOther, Activity::free);
  connect_fully();
  tell(kOther, Activity::busy);
  tell(kOther, Activity::driving);
  EXPECT_EQ(waiting(), 2U) << "the one in flight and the last";
  step({accepted(last_sent_revision())});
  EXPECT_EQ(last_status_edit().settings.at(0).setting.activity, Activity::driving);
  step({accepted(last_sent_revision())});
  EXPECT_EQ(waiting(), 0U);
}

// ---- receipts that say no ----

TEST_F(Sending, RefusedIsDroppedAndReportedAndUndone) {
  const auto family = make_group("Family");
  connect_fully();
  step({refused(last_sent_revision(), Reason::over_limit)});
  EXPECT_EQ(waiting(), 0U);
  ASSERT_EQ(outcomes().size(), 1U);
  EXPECT_EQ(outcomes()[0].reason, Reason::over_limit);
  EXPECT_FALSE(has_group(family)) << "the resolver does not have it, so nor do we";
}

TEST_F(Sending, UnavailableIsKeptAndSentAgainSoon) {
  make_group("Family");
  connect_fully();
  step({refused(last_sent_revision(), Reason::unavailable)});
  EXPECT_EQ(waiting(), 1U);
  EXPECT_EQ(sent(), 2U);
  step_after(1s);
  EXPECT_EQ(sent(), 3U);
}

// Another device's newer change won: the resolver's own/ topic is what counts, also when it came before.
TEST_F(Sending, StaleGivesWayToWhatTheResolverHas) {
  tell(kOther, Activity::free);
  OwnGroup own{theirs(2'000), "other", 0, {Activity::holiday, "", {}, {}}, {}, theirs(2'000), {}, 0};
  connect_fully({Bench::own(kOther, own)});
  EXPECT_EQ(group(kOther).base.activity, Activity::free) << "a waiting change is not overwritten";
  step({stale(last_sent_revision())});
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(group(kOther).base.activity, Activity::holiday);
}

// Offline for longer than removals are remembered: all that waits is sent under new revisions, in its order.
TEST_F(Sending, TooOldIsStampedAnewWithAllThatFollows) {
  const auto family = make_group("Family");
  ASSERT_TRUE(rename_group(*store_, family, "Clan", wall()));
  elapsed_ += 24h * 40;
  connect_fully();
  const auto old = last_sent_revision();
  step({refused(old, Reason::too_old)});
  const auto anew = last_sent_revision();
  EXPECT_GT(anew.made_at(), old.made_at() + 24h * 39);
  EXPECT_EQ(last_groups_edit().edits.at(0).name, "Family");
  step({accepted(anew)});
  EXPECT_GT(last_sent_revision(), anew) << "or the rename would be stale";
  EXPECT_EQ(last_groups_edit().edits.at(0).name, "Clan");
  step({accepted(last_sent_revision())});
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(group(family).name, "Clan");
}

// With our clock far behind a new revision would be as old: the person has to act, and nothing is lost.
TEST_F(Sending, TooOldByOurOwnClockGivesUp) {
  make_group("Family");
  connect_fully();
  const auto done = step({refused(last_sent_revision(), Reason::too_old)});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::refused);
  EXPECT_NE(done.error().detail.find("clock"), std::string::npos);
  EXPECT_EQ(waiting(), 1U);
}

TEST_F(Sending, ClockAheadIsReported) {
  make_group("Family");
  connect_fully();
  step({refused(last_sent_revision(), Reason::clock_ahead, theirs(1'000))});
  EXPECT_EQ(waiting(), 0U);
  EXPECT_EQ(outcomes().at(0).reason, Reason::clock_ahead);
}

// The clock had run ahead and was set right: what was made meanwhile is stamped anew, not lost, and the phone
// does not stay in the future.
TEST_F(Sending, ClockThatWasSetRightLosesNothing) {
  start_ += 24h * 365;
  make_group("Family");
  start_ -= 24h * 365;
  connect();
  const auto ahead = last_sent_revision();
  EXPECT_GT(ahead.made_at(), wall() + 24h * 364);
  step({refused(ahead, Reason::clock_ahead, theirs(1'000))});
  ASSERT_EQ(last_kind(), UpKind::device) << "reports again";
  EXPECT_LT(last_sent_revision().made_at(), wall() + 1s);
  step({accepted(last_sent_revision())});
  ASSERT_EQ(last_kind(), UpKind::groups);
  EXPECT_LT(last_sent_revision().made_at(), wall() + 1s);
  EXPECT_EQ(last_groups_edit().edits.at(0).name, "Family");
}

TEST_F(Sending, PhoneThatIsNotTakenKeepsEverything) {
  make_group("Family");
  connect();
  auto full = Receipt{last_sent_revision().value(),
                      facet::Outcome::refused,
                      Reason::over_limit,
                      "devices_per_user",
                      16,
                      {},
                      {}};
  const auto done = step({receipt(full)});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, errc::refused);
  EXPECT_NE(done.error().detail.find("devices_per_user"), std::string::npos);
  EXPECT_EQ(waiting(), 1U);
}

// The resolver's newest revision moves our clock, so that our next change is newer than what it answers.
TEST_F(Sending, ReceiptsFeedTheClock) {
  connect();
  const auto ahead = Revision::next(wall() + 1h, kTablet, Revision{});
  step({receipt({last_sent_revision().value(), facet::Outcome::accepted, Reason::none, {}, 0, ahead, {}})});
  EXPECT_GT(store_->next_revision(wall()).value(), ahead);
}

TEST_F(Sending, AsksAndKeepsTheAnswer) {
  ASSERT_TRUE(add_ask(store_->db(), question(StatusRequest{42, {kBob}}), to_time(wall())));
  connect_fully();
  ASSERT_EQ(last_kind(), UpKind::ask);
  EXPECT_EQ(decode_status_request(last_sent().payload)->correlation, 42U);
  step_after(10s);
  EXPECT_EQ(sent(), 3U) << "asked again";
  const View bob{Activity::meeting, "", {}, {}};
  step({receipt({42, facet::Outcome::accepted, Reason::none, {}, 0, {}, {{kBob, bob}}})});
  const auto answer = read_answer(store_->db(), 42).value();
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->at(0).answers.at(0).view, bob);
  step_after(10min);
  EXPECT_EQ(sent(), 3U);
}

}  // namespace
}  // namespace facet::client
