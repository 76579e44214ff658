#include "resolver/pipeline/outbox.h"

#include <gtest/gtest.h>

#include <future>

namespace facet::resolver {
namespace {

using namespace std::chrono_literals;

constexpr UserId kAlice{8613800138000};
constexpr Target kColleagues{TargetKind::audience, kAlice, 11};
constexpr Target kFamily{TargetKind::audience, kAlice, 22};
constexpr Target kOwn{TargetKind::own_group, kAlice, 11};
constexpr SteadyTime kStart{1h};

// What of an Outbox that damps can be seen without a broker: one publication at once, then one in 5 seconds.
class OutboxTest : public ::testing::Test {
 protected:
  OutboxTest() { outbox_.damp({.every = 5s, .burst = 1}); }

  Mark change(const Target& target) {
    const auto marks = outbox_.stamp({target});
    outbox_.add(marks);
    outbox_.release(marks);
    return marks.at(0);
  }
  std::optional<Target> next(SteadyTime now) { return outbox_.next(stop_.get_token(), 0ms, now); }
  // As the publisher does: what comes next is begun and, unless it is parked, given here.
  std::optional<Mark> publish(SteadyTime now) {
    const auto target = next(now);
    if (!target) return std::nullopt;
    const auto mark = outbox_.begin(*target);
    return mark && outbox_.admit(*mark, now) ? mark : std::nullopt;
  }

  Outbox outbox_;
  std::stop_source stop_;
  // Whether there is anything to send of what the mark shows to one watcher.
  static bool is_news(Outbox& outbox, const Mark& mark, const Bytes& view) {
    Messages messages{ShowMessage{mark.target.user, view, {UserId{1}}}};
    return outbox.keep_news(mark, messages);
  }
  bool is_news(const Mark& mark, const Bytes& view) { return is_news(outbox_, mark, view); }
};

TEST_F(OutboxTest, WhatMayNotGoYetComesWhenItMay) {
  const auto first = change(kColleagues);
  EXPECT_EQ(publish(kStart), first);
  outbox_.taken(first);
  const auto second = change(kColleagues);
  EXPECT_EQ(publish(kStart + 1s), std::nullopt);
  EXPECT_EQ(next(kStart + 4'999ms), std::nullopt);
  EXPECT_EQ(outbox_.waiting(), 1U);
  EXPECT_EQ(publish(kStart + 5s), second);
}

TEST_F(OutboxTest, HoweverOftenAParkedTargetChangesItComesOnceAndWithTheLast) {
  outbox_.taken((change(kColleagues), *publish(kStart)));
  change(kColleagues);
  EXPECT_EQ(publish(kStart), std::nullopt);
  Mark last;
  for (int i = 0; i < 10; ++i) {
    last = change(kColleagues);
    EXPECT_EQ(next(kStart + 1s), std::nullopt) << "it is not even looked at";
  }
  EXPECT_EQ(publish(kStart + 5s), last);
  EXPECT_EQ(next(kStart + 1h), std::nullopt);
  outbox_.taken(last);
  EXPECT_EQ(outbox_.waiting(), 0U);
}

TEST_F(OutboxTest, AParkedTargetHoldsNobodyElseUp) {
  outbox_.taken((change(kColleagues), *publish(kStart)));
  change(kColleagues);
  EXPECT_EQ(publish(kStart), std::nullopt);
  const auto family = change(kFamily);
  EXPECT_EQ(publish(kStart), family);
  for (int i = 0; i < 3; ++i) {
    const auto own = change(kOwn);
    EXPECT_EQ(publish(kStart), own) << "the owner's own copy is not damped";
    outbox_.taken(own);
  }
}

// With the clock that does not wait for tests.
TEST_F(OutboxTest, WaitingEndsWhenAParkedTargetMayGo) {
  outbox_.damp({.every = 1s, .burst = 1});
  const auto clock = [] { return std::chrono::steady_clock::now(); };
  outbox_.taken((change(kColleagues), *publish(clock())));
  const auto second = change(kColleagues);
  ASSERT_EQ(publish(clock()), std::nullopt);
  const auto began = clock();
  EXPECT_EQ(outbox_.next(stop_.get_token(), 1h, clock()), std::nullopt) << "to be called again";
  EXPECT_EQ(publish(clock()), second);
  EXPECT_LT(clock() - began, 10s);
}

TEST_F(OutboxTest, StoppingEndsTheWaitForAParkedTarget) {
  outbox_.taken((change(kColleagues), *publish(kStart)));
  change(kColleagues);
  ASSERT_EQ(publish(kStart), std::nullopt);
  auto waiting = std::async(std::launch::async, [&] { return outbox_.next(stop_.get_token(), 1h, kStart); });
  stop_.request_stop();
  EXPECT_EQ(waiting.get(), std::nullopt);
}

TEST_F(OutboxTest, WhatIsLostHasNotCountedAndComesAgain) {
  const auto mark = change(kColleagues);
  for (int i = 0; i < 5; ++i) {
    ASSERT_EQ(publish(kStart), mark) << i;
    outbox_.lost(mark);
    outbox_.release_lost();
  }
  ASSERT_EQ(publish(kStart), mark);
  outbox_.taken(mark);
  change(kColleagues);
  EXPECT_EQ(publish(kStart), std::nullopt);
}

// The first is under way and gets lost while the second is parked.
TEST_F(OutboxTest, ALossBehindAParkedTargetNeitherHurriesNorForgetsIt) {
  const auto first = change(kColleagues);
  ASSERT_EQ(publish(kStart), first);
  const auto second = change(kColleagues);
  ASSERT_EQ(publish(kStart), std::nullopt);
  outbox_.lost(first);
  outbox_.release_lost();
  EXPECT_EQ(next(kStart + 1s), std::nullopt);
  EXPECT_EQ(publish(kStart + 5s), second);
  EXPECT_EQ(next(kStart + 1h), std::nullopt);
}

TEST_F(OutboxTest, WhatIsShownAlreadyCountsAsTakenAndCostsNothing) {
  const auto first = change(kColleagues);
  ASSERT_EQ(publish(kStart), first);
  EXPECT_TRUE(is_news(first, "one"));
  outbox_.taken(first);
  EXPECT_EQ(outbox_.done(), std::vector<Mark>{first});
  const auto second = change(kColleagues);
  ASSERT_EQ(publish(kStart + 5s), second);
  EXPECT_FALSE(is_news(second, "one"));
  EXPECT_EQ(outbox_.done(), std::vector<Mark>{second}) << "its mark is cleared, and it stands in the journal";
  EXPECT_EQ(outbox_.waiting(), 0U);
  const auto third = change(kColleagues);
  ASSERT_EQ(publish(kStart + 5s), third);
  EXPECT_TRUE(is_news(third, "two"));
}

// Skipped and then lost, it would be gone.
TEST_F(OutboxTest, TheSameIsSentAgainWhileTheFirstIsUnderWay) {
  const auto first = change(kColleagues);
  ASSERT_EQ(publish(kStart), first);
  EXPECT_TRUE(is_news(first, "one"));
  const auto second = change(kColleagues);
  ASSERT_EQ(publish(kStart + 5s), second);
  EXPECT_TRUE(is_news(second, "one"));
  outbox_.lost(first);
  EXPECT_EQ(outbox_.waiting(), 1U);
  outbox_.taken(second);
  EXPECT_EQ(outbox_.waiting(), 0U);
}

TEST_F(OutboxTest, WhatIsNotKnownForSureIsNotShownAlready) {
  const std::vector<std::function<void(const Mark&)>> doubts{
      [&](const Mark& mark) { outbox_.lost(mark); },
      [&](const Mark&) { outbox_.forget_shown(); },
      [&](const Mark&) { outbox_.forget_shown(kAlice); },
      [&](const Mark&) { outbox_.forget_shown(kAlice, {UserId{1}}); },
      [&](const Mark&) {
        const auto family = change(kFamily);
        EXPECT_TRUE(is_news(family, "two"));
        outbox_.taken(family);
      },
  };
  SteadyTime now = kStart;
  for (const auto& doubt : doubts) {
    outbox_.forget_shown();
    const auto mark = change(kColleagues);
    ASSERT_EQ(publish(now), mark);
    ASSERT_TRUE(is_news(mark, "one"));
    outbox_.taken(mark);
    doubt(mark);
    now += 5s;
    while (next(now)) {
    }
    const auto again = change(kColleagues);
    ASSERT_EQ(publish(now), again);
    EXPECT_TRUE(is_news(again, "one"));
    outbox_.taken(again);
    now += 5s;
  }
  EXPECT_EQ(outbox_.waiting(), 0U);
}

TEST_F(OutboxTest, MarksOfTheLastRunGoAtOnce) {
  Outbox outbox;
  outbox.damp({.every = 5s, .burst = 1});
  outbox.restore({{kColleagues, 7}, {kFamily, 8}});
  for (const auto& target : {kColleagues, kFamily}) {
    ASSERT_EQ(outbox.next(stop_.get_token(), 0ms, kStart), target);
    const auto mark = outbox.begin(target);
    ASSERT_TRUE(mark);
    EXPECT_TRUE(outbox.admit(*mark, kStart));
    EXPECT_TRUE(is_news(outbox, *mark, "one"));
  }
}

TEST_F(OutboxTest, NothingIsDampedUnlessItIsAskedFor) {
  Outbox outbox;
  for (int i = 0; i < 100; ++i) {
    const auto marks = outbox.stamp({kColleagues});
    outbox.add(marks);
    outbox.release(marks);
    ASSERT_EQ(outbox.next(stop_.get_token(), 0ms, kStart), kColleagues);
    const auto mark = outbox.begin(kColleagues);
    ASSERT_TRUE(mark);
    EXPECT_TRUE(outbox.admit(*mark, kStart));
    outbox.taken(*mark);
  }
  EXPECT_FALSE(outbox.is_compared(kColleagues));
}

}  // namespace
}  // namespace facet::resolver
