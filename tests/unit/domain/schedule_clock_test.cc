#include <gtest/gtest.h>

#include "resolver/domain/schedule.h"
#include "tests/unit/domain/weekly.h"

// Schedules on the clock: their timers, the owner's zone, days that are longer or shorter than others.
namespace facet::resolver::test {
namespace {

// ---- timers
// -------------------------------------------------------------------------------------------------

TEST(ScheduleTimers, AreOneForEachGroupWhateverHappens) {
  Owner owner = family({kLunch, kOffice});
  owner.group("Work", 2).with({kEve}).schedules("Work", {kOffice}).schedules("", {kLunch});
  const auto expect_three = [&] {
    std::set<std::uint64_t> groups;
    for (const Timer& timer : owner.timers(TargetKind::schedule)) {
      EXPECT_TRUE(groups.insert(timer.target.id).second) << "one for each group";
      EXPECT_GT(timer.at, owner.time());
    }
    EXPECT_EQ(groups.size(), 3U);
  };
  expect_three();
  for (int hour = 0; hour < 24 * 9; ++hour) {
    owner.waits(1h);
    if (hour % 7 == 0) owner.schedules("Family", {kOffice, kLunch});
    if (hour % 11 == 0) owner.lives_in("East", ZoneTable{{{Time::min(), hours{hour % 5}}}});
    expect_three();
  }
}

// One message with a new zone and a new schedule: each moves the timer.
TEST(ScheduleTimers, OneMessageLeavesOne) {
  Owner owner = family({kOffice});
  owner.lives_in("East", ZoneTable{{{Time::min(), 8h}}}).lives_in("UTC", {});
  owner.waits(1s);
  owner.delivers(StatusEdit{
      .revision = owner.revision(), .schedules = {{owner.id("Family"), {kLunch}}}, .zone = "East"});
  ASSERT_EQ(owner.timers(TargetKind::schedule).size(), 1U);
  EXPECT_EQ(owner.timers(TargetKind::schedule).front().at, kMonday + 4h);
}

// The resolver did not run for a week: one look is enough, and then there is the next one.
TEST(ScheduleTimers, FindTheNextBoundaryWheneverTheyAreCarriedOut) {
  Owner owner = family({kOffice}, kMonday + 8h);
  const Time late = kMonday + days{8} + 10h;
  owner.broker().fire_due(owner.presentity(), late);
  owner.broker().publish_all(owner.presentity(), late);
  EXPECT_EQ(owner.topic_of(kBob)->note, "office");
  ASSERT_EQ(owner.broker().timers().size(), 1U);
  EXPECT_EQ(owner.broker().timers().begin()->at, kMonday + days{8} + 18h);
}

// A phone that was offline ends the group, which another one gave a schedule meanwhile; later it is made
// again.
TEST(ScheduleTimers, AreThereWhenAnEndedGroupComesBackWithItsSchedule) {
  Owner owner = family({});
  GroupEdit erase{.group = owner.id("Family"), .name = {}, .rank = {}, .add = {}, .remove = {}};
  erase.erase = true;
  const GroupsEdit late{owner.revision(kTablet), {erase}};
  owner.schedules("Family", {kOffice});
  owner.delivers(late);
  owner.waits_until(kMonday + 20h);  // begins and ends without the group
  owner.group("Family", 1).with({kBob}).told();
  owner.waits_until(kMonday + days{1} + 9h);
  EXPECT_EQ(owner.topic_of(kBob), owner.seen_by(kBob));
  EXPECT_EQ(owner.topic_of(kBob)->note, "office");
}

// ---- zones
// ----------------------------------------------------------------------------------------------------

constexpr Time kSpring = sys_days{2027y / 3 / 28} + 1h;
constexpr Time kAutumn = sys_days{2027y / 10 / 31} + 1h;
const ZoneTable kBerlin{{{Time::min(), 1h}, {kSpring, 2h}, {kAutumn, 1h}}};

TEST(ScheduleZone, NineIsNineOnTheOwnersClock) {
  Owner owner = family({});
  owner.lives_in("Europe/Berlin", kBerlin).schedules("Family", {kOffice}).told();
  owner.waits_until(kMonday + 8h);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::meeting, "office", kMonday + 8h, kMonday + 17h));
  const sys_days summer{2027y / 6 / 7};
  owner.waits_until(summer + 7h - 1s);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  owner.waits(1s);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::meeting, "office", summer + 7h, summer + 16h));
}

Owner berlin(Schedule schedule, Time now) {
  Owner owner;
  owner.lives_in("Europe/Berlin", kBerlin).group("Family", 1).with({kBob}).tells("Family", kFree);
  owner.schedules("Family", std::move(schedule)).waits_until(now).told();
  return owner;
}

TEST(ScheduleZone, ANightInSpringIsAnHourShorter) {
  Owner owner = berlin({entry(kDaily, at(22), at(6), Activity::sleeping)}, kSpring);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::sleeping, "", kSpring - 4h, kSpring + 3h));
}

TEST(ScheduleZone, ANightInAutumnIsAnHourLonger) {
  Owner owner = berlin({entry(kDaily, at(22), at(6), Activity::sleeping)}, kAutumn);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::sleeping, "", kAutumn - 5h, kAutumn + 4h));
  owner.waits_until(kAutumn + 4h);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(ScheduleZone, OfAnHourThatClocksJumpOverNothingIsLeft) {
  Owner owner = berlin({entry(kDaily, at(2, 10), at(2, 50), Activity::driving)}, kSpring - 12h);
  owner.told();
  owner.waits_until(kSpring + 12h);
  EXPECT_TRUE(owner.told().empty());
  owner.waits_until(kSpring + 24h - 45min);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::driving) << "the next day it comes";
}

// On one day a week, and that is the one: the next one is two weeks later.
TEST(ScheduleZone, AWeekThatIsLeftOutIsNotTheEnd) {
  Owner owner = berlin({entry(1U << 6U, at(2, 10), at(2, 50), Activity::driving)}, kSpring - days{6});
  const View since = *owner.topic_of(kBob);
  EXPECT_EQ(since.changed_at, kSpring - days{7} + 50min);
  EXPECT_EQ(owner.timers(TargetKind::schedule).size(), 1U);
  for (Time now = owner.time(); now < kSpring + days{7} - 1h; now += 6h) {
    owner.waits_until(now);
    EXPECT_EQ(owner.seen_by(kBob), since) << "nothing tells Bob that weeks go by";
  }
  owner.waits_until(kSpring + days{7} - 45min);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::driving);
}

TEST(ScheduleZone, WhatBeginsInThatHourBeginsWhenTheClocksJump) {
  Owner owner = berlin({entry(kDaily, at(2, 30), at(5), Activity::driving)}, kSpring);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::driving, "", kSpring, kSpring + 2h));
}

TEST(ScheduleZone, OfAnHourThatComesTwiceTheFirstCounts) {
  Owner owner = berlin({entry(kDaily, at(2, 15), at(2, 45), Activity::driving)}, kAutumn - 45min);
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::driving, "", kAutumn - 45min, kAutumn - 15min));
  owner.waits_until(kAutumn - 15min).told();
  owner.waits_until(kAutumn + 1h);
  EXPECT_TRUE(owner.told().empty());
}

TEST(ScheduleZone, AnotherZoneMovesEveryEntryAtOnce) {
  Owner owner = family({kOffice}, kMonday + 5h);
  owner.lives_in("Asia/Shanghai", ZoneTable{{{Time::min(), 8h}}});
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), view(Activity::meeting, "office", owner.time(), kMonday + 10h));
  ASSERT_EQ(owner.timers(TargetKind::schedule).size(), 1U);
  EXPECT_EQ(owner.timers(TargetKind::schedule).front().at, kMonday + 10h);
}

TEST(ScheduleZone, TheSameZoneAgainChangesNothing) {
  Owner owner = family({kOffice}, kMonday + 5h);
  owner.lives_in("Asia/Shanghai", ZoneTable{{{Time::min(), 8h}}});
  const View before = *owner.topic_of(kBob);
  owner.told();
  owner.waits(10min).lives_in("Asia/Shanghai", ZoneTable{{{Time::min(), 8h}}});
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.seen_by(kBob), before);
  EXPECT_EQ(owner.timers(TargetKind::schedule).size(), 1U);
}

TEST(ScheduleZone, AZoneThatNobodyKnowsIsRefusedAsAWhole) {
  Owner owner = family({kOffice}, kMonday + 10h);
  owner.delivers(StatusEdit{
      .revision = owner.revision(), .settings = {{owner.id("Family"), kDriving}}, .zone = "Europe/Atlantis"});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::refused);
  EXPECT_EQ(owner.last().receipt.reason, Reason::bad_value);
  EXPECT_EQ(owner.last().receipt.limit, "zone");
  EXPECT_TRUE(owner.told().empty());
}

// ---- the functions
// ----------------------------------------------------------------------------------------------

TEST(ScheduleFunctions, WithoutEntriesThereIsNoBoundary) {
  const Presentity presentity(kOwner);
  EXPECT_EQ(next_boundary(presentity, *presentity.group(kOther), kMonday), kNoTime);
  EXPECT_FALSE(occurrence_at(presentity, *presentity.group(kOther), kMonday));
}

// Every change of what is shown lies at a boundary that a timer can be set for.
TEST(ScheduleFunctions, NothingChangesBetweenBoundaries) {
  Owner owner = berlin({kLunch, kOffice, entry(kDaily, at(22, 30), at(1, 15), Activity::sleeping),
                        entry(1U << 6U, at(1, 30), at(2, 30), Activity::driving)},
                       kAutumn - days{3});
  const auto& group = *owner.presentity().group(owner.id("Family"));
  Time boundary = owner.time();
  for (Time now = owner.time(); now < kAutumn + days{3}; now += 5min) {
    while (boundary <= now) boundary = next_boundary(owner.presentity(), group, boundary);
    const Setting before = effective(owner.presentity(), group, now);
    const bool over = effective(owner.presentity(), group, now + 5min) != before;
    EXPECT_TRUE(!over || boundary <= now + 5min) << now.time_since_epoch().count();
    EXPECT_LE(before.changed_at, now);
  }
}

}  // namespace
}  // namespace facet::resolver::test
