#include "tests/unit/pipeline/fixture.h"

namespace facet::resolver::testing {
namespace {

TEST_F(PipelineTest, ASettingReachesItsGroupAndOnlyIt) {
  hello(kBob);
  hello(kCarol);
  group(kAlice, kColleagues, 1, {kBob});
  group(kAlice, kFamily, 2, {kCarol});
  tell(kAlice, kColleagues, Activity::meeting);
  tell(kAlice, kFamily, Activity::driving);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
  EXPECT_TRUE(comes_to_show(kCarol, kAlice, Activity::driving));
  ASSERT_TRUE(settles());

  const auto carols = bus_.history(in(kCarol, kAlice)).size();
  ASSERT_TRUE(has_receipt(kAlice, tell(kAlice, kColleagues, Activity::free)));
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::free));
  ASSERT_TRUE(settles());
  EXPECT_EQ(bus_.history(in(kCarol, kAlice)).size(), carols) << "a partial update went to the other group";
}

TEST_F(PipelineTest, SomebodyWhoNeverConnectedGetsNoTopicsAndAllOfThemWhenComing) {
  group(kAlice, kColleagues, 1, {kBob});
  group(kStranger, kColleagues, 1, {kBob});
  tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(has_receipt(kStranger, tell(kStranger, kColleagues, Activity::holiday)));
  ASSERT_TRUE(settles());
  EXPECT_EQ(shown(kBob, kAlice), Activity::unset);

  hello(kBob);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  EXPECT_TRUE(comes_to_show(kBob, kStranger, Activity::holiday));
}

TEST_F(PipelineTest, TheSameMessageTwiceIsAcceptedTwiceAndPublishedOnce) {
  hello(kBob);
  group(kAlice, kColleagues, 1, {kBob});
  const StatusEdit edit{
      next(kAlice), {{kColleagues, Setting{Activity::busy, "x", kNoTime, kNoTime}}}, {}, {}, {}};
  up(kAlice, topics::UpKind::status, encode(edit));
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  ASSERT_TRUE(settles());
  const auto before = bus_.history(in(kBob, kAlice)).size();
  up(kAlice, topics::UpKind::status, encode(edit));
  ASSERT_TRUE(eventually([&] {
    return bus_.history(topics::build(topics::Re{kAlice, kPhone})).size() == 3;
  }));
  EXPECT_EQ(receipt(kAlice, edit.revision.value())->outcome, Outcome::accepted);
  EXPECT_TRUE(settles());
  EXPECT_EQ(bus_.history(in(kBob, kAlice)).size(), before);
}

TEST_F(PipelineTest, RemovalMoveAndDeletionLeaveNoStaleTopic) {
  hello(kBob);
  hello(kCarol);
  group(kAlice, kColleagues, 1, {kBob, kCarol});
  group(kAlice, kFamily, 2, {kBob});
  tell(kAlice, kColleagues, Activity::meeting);
  tell(kAlice, kFamily, Activity::free);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
  ASSERT_TRUE(comes_to_show(kCarol, kAlice, Activity::meeting));

  const GroupsEdit removal{next(kAlice),
                           {{.group = kColleagues,
                             .name = {},
                             .rank = {},
                             .erase = false,
                             .replace = false,
                             .add = {},
                             .remove = {kBob, kCarol}}}};
  up(kAlice, topics::UpKind::groups, encode(removal));
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::free)) << "still in the other group";
  EXPECT_TRUE(comes_to_show(kCarol, kAlice, Activity::off)) << "what strangers are told, for a while";

  const GroupsEdit deletion{
      next(kAlice),
      {{.group = kFamily, .name = {}, .rank = {}, .erase = true, .replace = false, .add = {}, .remove = {}}}};
  up(kAlice, topics::UpKind::groups, encode(deletion));
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::off));
  ASSERT_TRUE(settles());
  EXPECT_EQ(bus_.expiry(in(kBob, kAlice)), std::nullopt);
  EXPECT_FALSE(bus_.retained().contains(topics::build(topics::Own{kAlice, kFamily})));
  EXPECT_FALSE(bus_.retained().contains(topics::build(topics::OwnMembers{kAlice, kFamily})));
}

TEST_F(PipelineTest, ARequestIsAnsweredWhatTheTopicHoldsAndStrangersGetOther) {
  hello(kBob);
  group(kAlice, kColleagues, 1, {kBob});
  tell(kAlice, kColleagues, Activity::busy);
  tell(kAlice, kOther, Activity::away);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  constexpr UserId kNobody{15550100};
  up(kBob, topics::UpKind::ask, encode(StatusRequest{1, {kAlice, kNobody}}));
  up(kStranger, topics::UpKind::ask, encode(StatusRequest{2, {kAlice}}));
  ASSERT_TRUE(has_receipt(kBob, 1));
  ASSERT_TRUE(has_receipt(kStranger, 2));
  EXPECT_EQ(encode(receipt(kBob, 1)->answers.at(0).view), bus_.retained().at(in(kBob, kAlice)));
  EXPECT_EQ(receipt(kBob, 1)->answers.at(1).view, (View{Activity::off, "", kNoTime, kNoTime}));
  EXPECT_EQ(receipt(kStranger, 2)->answers.at(0).view.activity, Activity::away);
}

TEST_F(PipelineTest, ASettingEndsByItselfOnceAndNotAfterItWasReplaced) {
  hello(kBob);
  group(kAlice, kColleagues, 1, {kBob});
  tell(kAlice, kColleagues, Activity::free);
  const Time until = to_time(clock_.now()) + std::chrono::hours{1};
  tell(kAlice, kColleagues, Activity::meeting, until);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
  ASSERT_TRUE(settles());
  clock_.advance(std::chrono::minutes{61});
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::free));

  tell(kAlice, kColleagues, Activity::driving, to_time(clock_.now()) + std::chrono::hours{1});
  tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  ASSERT_TRUE(settles());
  EXPECT_EQ(store_.timer_count(), 0U);
}

TEST_F(PipelineTest, RubbishIsRefusedWithAReceiptAndChangesNothing) {
  hello(kBob);
  group(kAlice, kColleagues, 1, {kBob});
  tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  ASSERT_TRUE(settles());
  const auto before = bus_.retained();
  const Bytes wrong_kind = encode(View{Activity::free, "", kNoTime, kNoTime});
  for (const auto kind : topics::kUpKinds) {
    up(kAlice, kind, "");
    up(kAlice, kind, "rubbish and more rubbish");
    up(kAlice, kind, wrong_kind);
    up(kAlice, kind, Bytes(300'000, 'x'));
  }
  constexpr std::size_t kRubbish = 4 * std::size(topics::kUpKinds);
  ASSERT_TRUE(eventually([&] {
    return bus_.history(topics::build(topics::Re{kAlice, kPhone})).size() == 2 + kRubbish;
  }));
  std::map<Reason, std::size_t> reasons;
  for (const auto& bytes : bus_.history(topics::build(topics::Re{kAlice, kPhone}))) {
    ++reasons[decode_receipt(bytes)->reason];
  }
  EXPECT_EQ(reasons[Reason::malformed], kRubbish / 2);
  EXPECT_EQ(reasons[Reason::wrong_kind], kRubbish / 4);
  EXPECT_EQ(reasons[Reason::too_large], kRubbish / 4);
  auto after = bus_.retained();
  std::erase_if(after, [](const auto& entry) { return entry.first.starts_with("facet/v1/ops/"); });
  for (const auto& [topic, payload] : after) EXPECT_EQ(payload, before.at(topic));
  EXPECT_TRUE(has_receipt(kAlice, tell(kAlice, kColleagues, Activity::free)));
}

// The clock was ahead and is set right: what it had ended is over for whatever is decided from then on, too.
TEST_F(PipelineTest, WhatAClockThatWasAheadHadEndedHidesNothingThatIsSetAfterwards) {
  hello(kBob);
  group(kAlice, kColleagues, 1, {kBob});
  const auto early = next(kAlice);
  tell(kAlice, kColleagues, Activity::meeting, to_time(clock_.now()) + std::chrono::minutes{10});
  group(kBob, kFamily, 1, {kAlice});
  tell(kBob, kFamily, Activity::busy, to_time(clock_.now()) + std::chrono::minutes{20});
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
  ASSERT_TRUE(settles());
  clock_.advance(std::chrono::minutes{30});
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::off));
  clock_.advance(std::chrono::minutes{-30});
  // Made before the meeting was told, by a phone that was away: it lies under it.
  const StatusEdit late{early, {{kColleagues, Setting{Activity::free, "", kNoTime, kNoTime}}}, {}, {}, {}};
  up(kAlice, topics::UpKind::status, encode(late));
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::free));
}

}  // namespace
}  // namespace facet::resolver::testing
