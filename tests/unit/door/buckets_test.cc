#include "broker-plugin/door/buckets.h"

#include <gtest/gtest.h>

namespace facet::door {
namespace {

using namespace std::chrono_literals;

TEST(Bucket, LetsABurstThroughAndThenItsRate) {
  const Moment start{};
  Bucket bucket({3, 2}, start);
  EXPECT_TRUE(bucket.take(1, start));
  EXPECT_TRUE(bucket.take(2, start));
  EXPECT_FALSE(bucket.take(1, start));
  EXPECT_FALSE(bucket.take(1, start + 400ms));
  EXPECT_TRUE(bucket.take(1, start + 500ms));
  EXPECT_FALSE(bucket.take(1, start + 500ms));
}

TEST(Bucket, NeverHoldsMoreThanItsBurst) {
  Bucket bucket({3, 2}, Moment{});
  EXPECT_TRUE(bucket.take(3, Moment{} + 1h));
  EXPECT_FALSE(bucket.take(1, Moment{} + 1h));
}

TEST(Bucket, WhatCostsMoreThanTheBurstPassesWhenItIsFull) {
  Bucket bucket({3, 1}, Moment{});
  EXPECT_TRUE(bucket.take(64, Moment{}));
  EXPECT_FALSE(bucket.take(64, Moment{} + 2s));
  EXPECT_TRUE(bucket.take(64, Moment{} + 3s));
}

TEST(Bucket, AClockThatGoesBackGivesNothing) {
  Bucket bucket({1, 1}, Moment{} + 1h);
  EXPECT_TRUE(bucket.take(1, Moment{} + 1h));
  EXPECT_FALSE(bucket.take(1, Moment{}));
  EXPECT_FALSE(bucket.take(1, Moment{} + 1h));
}

TEST(Buckets, OneUserDoesNotSpendAnothers) {
  Buckets buckets({1, 1}, 10, Moment{});
  EXPECT_TRUE(buckets.take("a", 1, Moment{}));
  EXPECT_FALSE(buckets.take("a", 1, Moment{}));
  EXPECT_TRUE(buckets.take("b", 1, Moment{}));
}

TEST(Buckets, HoldNoMoreThanTheirBoundHoweverManyComeAndTheFullOnesAreForgottenFirst) {
  Buckets buckets({1, 1}, 100, Moment{});
  for (int i = 0; i < 1'000; ++i) buckets.take(std::to_string(i), 1, Moment{});
  EXPECT_EQ(buckets.size(), 100U);
  EXPECT_FALSE(buckets.take("newcomer", 1, Moment{})) << "all newcomers share one";
  EXPECT_TRUE(buckets.take("newcomer", 1, Moment{} + 2s)) << "the others are full again, so there is room";
  EXPECT_EQ(buckets.size(), 1U);
}

}  // namespace
}  // namespace facet::door
