#include <gtest/gtest.h>

#include "tests/unit/domain/weekly.h"

// Settings that come every week.
namespace facet::resolver::test {
namespace {

TEST(Schedule, AnEntryIsShownWhileItRuns) {
  Owner owner = family({kOffice});
  const View free = *owner.topic_of(kBob);
  EXPECT_EQ(free.activity, Activity::free);
  owner.waits_until(kMonday + 9h - 1s);
  EXPECT_TRUE(owner.told().empty());
  owner.waits(1s);
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::meeting, "office", kMonday + 9h, kMonday + 18h));
  owner.waits_until(kMonday + 18h);
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::free, "", kMonday + 18h, kNoTime));
}

TEST(Schedule, ComesAgainOnItsDaysAndOnNoOther) {
  Owner owner = family({kOffice});
  for (int day = 0; day < 14; ++day) {
    owner.waits_until(kMonday + days{day} + 10h);
    const bool weekend = day % 7 >= 5;
    EXPECT_EQ(owner.topic_of(kBob)->activity, weekend ? Activity::free : Activity::meeting) << day;
  }
  EXPECT_EQ(owner.told().size(), 20U) << "ten begin and end";
}

TEST(Schedule, RunsOverMidnight) {
  Owner owner = family({entry(kMondays, at(22), at(6), Activity::sleeping)});
  owner.waits_until(kMonday + 23h);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::sleeping, "", kMonday + 22h, kMonday + 30h));
  owner.waits_until(kMonday + 30h - 1s);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::sleeping);
  owner.waits(1s);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::free, "", kMonday + 30h, kNoTime));
  owner.waits_until(kMonday + days{1} + 23h);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free) << "it begins on Mondays only";
}

TEST(Schedule, FromMidnightToMidnightIsAWholeDay) {
  Owner owner = family({entry(kMondays, 0, 0, Activity::holiday)});
  owner.waits_until(kMonday + 1s);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::holiday, "", kMonday, kMonday + days{1}));
  owner.waits_until(kMonday + days{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

// ---- entries that overlap --------------------------------------------------------------------------------

TEST(ScheduleOverlap, TheFirstInTheListWins) {
  Owner owner = family({kLunch, kOffice});
  owner.waits_until(kMonday + 12h);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::away, "lunch", kMonday + 12h, kMonday + 13h));
  Owner other = family({kOffice, kLunch});
  other.waits_until(kMonday + 12h);
  EXPECT_EQ(other.topic_of(kBob)->note, "office");
  EXPECT_EQ(other.told().size(), 1U) << "what is covered is told to nobody";
}

// Since when: since it is shown again, not since it began; Bob was told something else in between.
TEST(ScheduleOverlap, WhatWasCoveredIsShownSinceThen) {
  Owner owner = family({kLunch, kOffice});
  owner.waits_until(kMonday + 13h);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::meeting, "office", kMonday + 13h, kMonday + 18h));
}

TEST(ScheduleOverlap, WhatBeganUnderAnotherIsShownSinceThatOneEnded) {
  Owner owner = family({kOffice, entry(kDaily, at(17), at(20), Activity::driving)});
  owner.waits_until(kMonday + 18h);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::driving, "", kMonday + 18h, kMonday + 20h));
}

TEST(ScheduleOverlap, OneAfterTheOtherNeedsNothingBetween) {
  Owner owner = family({entry(kDaily, at(8), at(9), Activity::driving), kOffice});
  owner.waits_until(kMonday + 9h).told();
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::meeting, "office", kMonday + 9h, kMonday + 18h));
}

// ---- what the owner sets itself -------------------------------------------------------------------------

TEST(ScheduleAndSettings, WhatIsSetDuringAnEntryReplacesItUntilItEnds) {
  Owner owner = family({kOffice}, kMonday + 10h);
  owner.tells("Family", kDriving);
  const Time set = owner.time();
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::driving, "", set, kNoTime));
  owner.told();
  owner.waits_until(kMonday + 20h);
  EXPECT_TRUE(owner.told().empty()) << "what was replaced ends without anybody noticing";
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::driving, "", set, kNoTime));
  owner.waits_until(kMonday + days{1} + 9h);
  EXPECT_EQ(owner.topic_of(kBob)->note, "office") << "the next day it comes again";
  owner.waits_until(kMonday + days{1} + 18h);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::driving, "", kMonday + days{1} + 18h, kNoTime));
}

// Office is replaced by what was set at ten, lunch is not: it began later.
TEST(ScheduleAndSettings, WhatIsSetReplacesOnlyTheEntryThatRuns) {
  Owner owner = family({kLunch, kOffice}, kMonday + 10h);
  owner.tells("Family", kDriving);
  owner.waits_until(kMonday + 12h);
  EXPECT_EQ(owner.topic_of(kBob)->note, "lunch");
  owner.waits_until(kMonday + 13h);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::driving, "", kMonday + 13h, kNoTime));
}

TEST(ScheduleAndSettings, ATemporaryOneLiesOverTheSchedule) {
  Owner owner = family({kOffice}, kMonday + 8h);
  owner.tells("Family", until(kDriving, kMonday + 10h)).told();
  owner.waits_until(kMonday + 9h + 30min);
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::driving);
  owner.waits_until(kMonday + 10h);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::meeting, "office", kMonday + 10h, kMonday + 18h));
}

TEST(ScheduleAndSettings, ATemporaryOneThatOutlastsTheEntryEndsInTheLastingOne) {
  Owner owner = family({kOffice}, kMonday + 10h);
  owner.tells("Family", until(kDriving, kMonday + 20h)).told();
  owner.waits_until(kMonday + 19h);
  EXPECT_TRUE(owner.told().empty());
  owner.waits_until(kMonday + 20h);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::free, "", kMonday + 20h, kNoTime));
}

// `off` was to be until tomorrow, an entry began under it; then the owner says: off, for good.
TEST(ScheduleAndSettings, OffSaidAgainForGoodStaysOffDuringAnEntry) {
  Owner owner = family({kOffice}, kMonday + 8h);
  owner.tells("Family", until(kOff, kMonday + days{1})).waits_until(kMonday + 10h);
  owner.told();
  owner.tells("Family", kOff);
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  EXPECT_TRUE(owner.told().empty());
}

// Over before it came: nothing changes, and the entry goes on.
TEST(ScheduleAndSettings, WhatWasOverWhenItCameDoesNotEndTheEntry) {
  Owner owner = family({kOffice}, kMonday + 10h);
  const View before = *owner.topic_of(kBob);
  owner.waits(1s);
  const Revision made = owner.revision(kTablet);
  owner.waits(20min).told();
  owner.delivers(StatusEdit{made, {{owner.id("Family"), until(kDriving, kMonday + 10h + 10min)}}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted);
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.seen_by(kBob), before);
}

TEST(ScheduleAndSettings, TheSameSaidAgainDuringAnEntryIsToldOnce) {
  Owner owner = family({kOffice}, kMonday + 10h);
  owner.tells("Family", kDriving);
  const View before = *owner.topic_of(kBob);
  owner.told();
  owner.tells("Family", kDriving).waits_until(kMonday + 20h);
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob), before);
}

TEST(ScheduleAndSettings, AnOverrideHasNoSchedule) {
  Owner owner = family({kOffice}, kMonday + 8h);
  owner.tells_only(kBob, kBusy).told();
  owner.waits_until(kMonday + days{2});
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
}

TEST(ScheduleAndSettings, OtherMayHaveOne) {
  Owner owner;
  owner.schedules("", {kOffice}).waits_until(kMonday + 10h);
  owner.is_asked_by(kStranger);
  EXPECT_EQ(owner.topic_of(kStranger)->note, "office");
  owner.waits_until(kMonday + 18h);
  EXPECT_EQ(owner.topic_of(kStranger), off_view());
}

// ---- giving and taking a schedule -------------------------------------------------------------------------

TEST(ScheduleGiven, InTheMiddleOfAnEntryItBeginsThen) {
  Owner owner = family({}, kMonday + 10h);
  owner.schedules("Family", {kOffice});
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::meeting, "office", owner.time(), kMonday + 18h));
}

// What was set before the schedule was given is older than every entry of it.
TEST(ScheduleGiven, ReplacesWhatWasSetBefore) {
  Owner owner = family({}, kMonday + 10h);
  owner.tells("Family", kDriving).schedules("Family", {kOffice});
  EXPECT_EQ(owner.topic_of(kBob)->note, "office");
  owner.tells("Family", kDriving);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::driving);
}

// A phone that was offline: the schedule counts from when it was given, as what was set after it does.
TEST(ScheduleGiven, CountsFromWhenItWasMade) {
  Owner owner = family({}, kMonday + 10h);
  const Revision made = owner.revision(kTablet);
  owner.tells("Family", kDriving).waits(1h);
  owner.delivers(StatusEdit{.revision = made, .schedules = {{owner.id("Family"), {kOffice}}}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::driving) << "was set in the middle of the entry";
}

TEST(ScheduleGiven, AnEmptyOneIsNoneAnyMore) {
  Owner owner = family({kOffice}, kMonday + 10h);
  const View before = owner.seen_by(kBob);
  owner.schedules("Family", {});
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  EXPECT_NE(owner.topic_of(kBob), before);
  EXPECT_TRUE(owner.broker().timers().empty());
}

TEST(ScheduleGiven, GoesWithItsGroup) {
  Owner owner = family({kOffice}, kMonday + 10h);
  owner.erases("Family");
  EXPECT_TRUE(owner.timers(TargetKind::schedule).empty());
  owner.group("Family", 1).with({kBob});
  EXPECT_EQ(owner.topic_of(kBob), off_view());
}

TEST(ScheduleGiven, TheOlderOfTwoIsStale) {
  Owner owner = family({kOffice}, kMonday + 10h);
  const Revision older = owner.revision(kTablet);
  owner.schedules("Family", {kLunch}).told();
  owner.delivers(StatusEdit{.revision = older, .schedules = {{owner.id("Family"), {kOffice}}}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::stale);
  EXPECT_TRUE(owner.told().empty());
}

}  // namespace
}  // namespace facet::resolver::test
