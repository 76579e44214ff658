#include "resolver/pipeline/damping.h"

#include <gtest/gtest.h>

namespace facet::resolver {
namespace {

using namespace std::chrono_literals;

constexpr UserId kAlice{8613800138000};
constexpr Target kColleagues{TargetKind::audience, kAlice, 11};
constexpr Target kFamily{TargetKind::audience, kAlice, 22};
constexpr Target kBob{TargetKind::watcher, kAlice, 8613800138001};
constexpr Target kPresence{TargetKind::presence, kAlice, 0};
constexpr SteadyTime kStart{1h};

Target watcher(std::uint64_t id) {
  return {TargetKind::watcher, kAlice, id};
}

TEST(Damping, ABurstGoesAtOnceAndThenOneInAWhile) {
  Damping damping({.every = 5s, .burst = 3});
  for (int i = 0; i < 3; ++i) EXPECT_EQ(damping.admit(kColleagues, kStart), 0s) << i;
  EXPECT_EQ(damping.admit(kColleagues, kStart), 5s);
  EXPECT_EQ(damping.admit(kColleagues, kStart + 2s), 3s) << "asking costs nothing";
  EXPECT_EQ(damping.admit(kColleagues, kStart + 4'999ms), 1ms);
  EXPECT_EQ(damping.admit(kColleagues, kStart + 5s), 0s);
  EXPECT_EQ(damping.admit(kColleagues, kStart + 5s), 5s);
  EXPECT_EQ(damping.admit(kColleagues, kStart + 10s), 0s);
}

TEST(Damping, WhoWaitsAsLongAsItSaysIsLetThrough) {
  Damping damping({.every = 7s, .burst = 2});
  SteadyTime now = kStart;
  for (int i = 0; i < 100; ++i) {
    now += std::chrono::milliseconds{i * 137 % 5'000};
    const auto wait = damping.admit(kColleagues, now);
    if (wait == 0s) continue;
    now += wait;
    EXPECT_EQ(damping.admit(kColleagues, now), 0s) << i;
  }
}

TEST(Damping, AnAllowanceIsWholeAgainAfterAWhile) {
  Damping damping({.every = 5s, .burst = 3});
  for (int i = 0; i < 3; ++i) damping.admit(kColleagues, kStart);
  for (int i = 0; i < 2; ++i)
    EXPECT_EQ(damping.admit(kColleagues, kStart + 10s), 0s) << "two of three are back";
  EXPECT_EQ(damping.admit(kColleagues, kStart + 10s), 5s);
  for (int i = 0; i < 3; ++i)
    EXPECT_EQ(damping.admit(kColleagues, kStart + 1h), 0s) << "never more than whole";
  EXPECT_EQ(damping.admit(kColleagues, kStart + 1h), 5s);
}

TEST(Damping, EveryTargetHasItsOwn) {
  Damping damping({.every = 5s, .burst = 1});
  const Target other_user{TargetKind::audience, UserId{2}, kColleagues.id};
  for (const Target& target : {kColleagues, kFamily, kBob, kPresence, other_user}) {
    EXPECT_EQ(damping.admit(target, kStart), 0s);
    EXPECT_EQ(damping.admit(target, kStart), 5s);
  }
}

TEST(Damping, OnlyWhatWatchersAreToldIsDamped) {
  Damping damping({.every = 5s, .burst = 1});
  for (const auto kind :
       {TargetKind::own_group, TargetKind::own_members, TargetKind::backfill, TargetKind::erased}) {
    EXPECT_FALSE(damping.damps({kind, kAlice, 11}));
    for (int i = 0; i < 10; ++i) EXPECT_EQ(damping.admit({kind, kAlice, 11}, kStart), 0s);
  }
  EXPECT_EQ(damping.size(), 0U);
}

TEST(Damping, OfNoSecondsItIsOff) {
  Damping damping({.every = 0s, .burst = 1});
  for (int i = 0; i < 10; ++i) EXPECT_EQ(damping.admit(kColleagues, kStart), 0s);
  EXPECT_FALSE(damping.damps(kColleagues));
  EXPECT_EQ(damping.size(), 0U);
}

TEST(Damping, WhatDidNotTakePlaceIsGivenBack) {
  Damping damping({.every = 5s, .burst = 1});
  EXPECT_EQ(damping.admit(kColleagues, kStart), 0s);
  damping.give_back(kColleagues);
  EXPECT_EQ(damping.admit(kColleagues, kStart), 0s);
  EXPECT_EQ(damping.admit(kColleagues, kStart), 5s);
  damping.give_back(kBob);  // of whom it knows nothing
  EXPECT_EQ(damping.admit(kBob, kStart), 0s);
  EXPECT_EQ(damping.admit(kBob, kStart), 5s);
}

TEST(Damping, GivingBackLateGivesNoMoreThanAWholeAllowance) {
  Damping damping({.every = 5s, .burst = 2});
  damping.admit(kColleagues, kStart);
  damping.give_back(kColleagues);
  damping.give_back(kColleagues);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(damping.admit(kColleagues, kStart + 1s), 0s);
  EXPECT_EQ(damping.admit(kColleagues, kStart + 1s), 5s);
}

TEST(Damping, WhatIsWholeAgainIsForgotten) {
  Damping damping({.every = 5s, .burst = 3});
  for (std::uint64_t id = 1; id <= 1'000; ++id) damping.admit(watcher(id), kStart);
  EXPECT_EQ(damping.size(), 1'000U);
  for (int i = 0; i < 3; ++i) damping.admit(kFamily, kStart + 14s);
  EXPECT_EQ(damping.size(), 1'001U) << "they are looked at when the last of a burst would be whole again";
  for (int i = 0; i < 100; ++i) damping.admit(kColleagues, kStart + 15s);
  EXPECT_EQ(damping.size(), 2U);
  EXPECT_EQ(damping.admit(kFamily, kStart + 15s), 4s) << "this one is not";
}

// Beyond the bound there is no damping for whom there is no room: nobody has to wait because of others.
TEST(Damping, WithoutRoomNewTargetsAreNotDamped) {
  Damping damping({.every = 5s, .burst = 1}, /*most=*/2);
  for (int i = 0; i < 3; ++i) {
    damping.admit(kColleagues, kStart);
    damping.admit(kFamily, kStart);
    EXPECT_EQ(damping.admit(kBob, kStart), 0s);
  }
  EXPECT_EQ(damping.size(), 2U);
  EXPECT_EQ(damping.admit(kColleagues, kStart), 5s) << "who is in stays damped";
  EXPECT_EQ(damping.admit(kBob, kStart + 5s), 0s);
  EXPECT_EQ(damping.admit(kBob, kStart + 5s), 5s) << "there is room again";
}

}  // namespace
}  // namespace facet::resolver
