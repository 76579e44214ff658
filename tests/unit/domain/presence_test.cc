#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// "off" that sets itself when a person's devices are gone (docs/rules.md, "Off by itself").
namespace facet::resolver::test {
namespace {

using Watchers = std::vector<UserId>;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

// Bob and Eve are told that the owner drives, Eve is blocked; Dan is told off. One phone, connected.
Owner at_home() {
  Owner owner;
  owner.group("Family", 1).with({kBob, kEve});
  owner.group("Work", 2).with({kDan});
  owner.tells("Family", kDriving).blocks(kEve);
  owner.connects().reports(DeviceState::idle).told();
  return owner;
}

Owner gone() {
  Owner owner = at_home();
  owner.loses().waits(kGrace).told();
  return owner;
}

void expect_topics_are_views(const Owner& owner) {
  for (const UserId watcher : {kBob, kEve, kDan}) EXPECT_EQ(owner.topic_of(watcher), owner.seen_by(watcher));
}

TEST(Presence, WithoutAnyDeviceKnownNobodyIsOff) {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  owner.tells("Family", kDriving).waits(hours{1'000});
  EXPECT_FALSE(owner.presentity().off());
  EXPECT_EQ(owner.seen_by(kBob).activity, Activity::driving);
}

TEST(Presence, WhoIsGoneForTheGraceIsOffForEverybody) {
  Owner owner = at_home();
  owner.tells_others(kFree).loses().told();
  owner.waits(kGrace - seconds{1});
  EXPECT_EQ(owner.seen_by(kBob).activity, Activity::driving);
  EXPECT_EQ(owner.told(), Watchers{});
  owner.waits(seconds{1});
  for (const UserId watcher : {kBob, kEve, kDan, kStranger}) EXPECT_EQ(owner.seen_by(watcher), off_view());
  expect_topics_are_views(owner);
  EXPECT_EQ(owner.topic_of(kStranger), std::nullopt);
}

// Whoever is told off anyway, by a block or by the group's setting, must not learn from a message that the
// owner's connection dropped, or returned.
TEST(Presence, OnlyThoseAreToldWhoSeeSomethingElse) {
  Owner owner = at_home();
  owner.loses().waits(kGrace);
  EXPECT_EQ(owner.told(), Watchers{kBob}) << "neither Eve, who is blocked, nor Dan, whose group is told off";
  owner.connects();
  EXPECT_EQ(owner.told(), Watchers{kBob});
}

// Off with words is not what everybody sees of somebody who is gone.
TEST(Presence, AnOffWithANoteIsTold) {
  Owner owner = at_home();
  owner.tells("Work", Setting{.activity = Activity::off, .note = "until Monday"}).loses().told();
  owner.waits(kGrace);
  EXPECT_EQ(owner.told(), (Watchers{kBob, kDan}));
  owner.connects();
  EXPECT_EQ(owner.topic_of(kDan)->note, "until Monday");
}

TEST(Presence, WhoIsBackIsShownAsBeforeAndSinceWhen) {
  Owner owner = at_home();
  const View before = owner.seen_by(kBob);
  owner.loses().waits(hours{5});
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  owner.connects();
  EXPECT_EQ(owner.topic_of(kBob), before) << "changed_at, too";
}

// Through a tunnel: nobody hears of it.
TEST(Presence, AReturnWithinTheGraceIsToldToNobody) {
  Owner owner = at_home();
  owner.loses().waits(kGrace - seconds{2});
  EXPECT_EQ(owner.broker().timers().size(), 1U);
  owner.connects();
  EXPECT_EQ(owner.broker().timers().size(), 0U) << "and no timer is left of it";
  owner.waits(hours{1});
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_FALSE(owner.presentity().off());
}

TEST(Presence, WithoutAGraceTheFarewellIsTheEnd) {
  Owner owner = at_home();
  const Link farewell{LinkState::gone, 1};
  const Decision decision =
      decide(owner.presentity(), farewell, kPhone, owner.now(), Terms{.grace = seconds{0}});
  EXPECT_TRUE(owner.presentity().off());
  EXPECT_TRUE(decision.timers.empty());
  EXPECT_EQ(decision.dirty, (std::vector{Target{TargetKind::presence, kOwner, 0}}));
}

TEST(Presence, OneDeviceIsEnough) {
  Owner owner = at_home();
  owner.connects(kTablet).loses(kPhone).waits(hours{1});
  EXPECT_FALSE(owner.presentity().off());
  owner.loses(kTablet).waits(kGrace);
  EXPECT_TRUE(owner.presentity().off());
  EXPECT_EQ(owner.told(), Watchers{kBob});
}

// ---- what devices say ----

TEST(Presence, ShuttingDownMeansGoneAtOnce) {
  Owner owner = at_home();
  owner.reports(DeviceState::shutting_down);
  EXPECT_TRUE(owner.presentity().off());
  EXPECT_EQ(owner.told(), Watchers{kBob});
  owner.loses().waits(hours{1});
  EXPECT_EQ(owner.told(), Watchers{}) << "the farewell that follows is no news, and has no grace";
}

TEST(Presence, ShuttingDownHoldsUntilTheDeviceSaysSomethingElse) {
  Owner owner = at_home();
  owner.reports(DeviceState::shutting_down).reports(DeviceState::idle);
  EXPECT_FALSE(owner.presentity().off());
}

TEST(Presence, ShuttingDownHoldsUntilTheDeviceConnectsAnew) {
  Owner owner = at_home();
  owner.reports(DeviceState::shutting_down).loses().connects();
  EXPECT_FALSE(owner.presentity().off());
  owner.loses().waits(kGrace - seconds{1});
  EXPECT_FALSE(owner.presentity().off()) << "what it said before does not count in this connection";
  owner.waits(seconds{1});
  EXPECT_TRUE(owner.presentity().off());
}

// A phone's last words can arrive after it has come back.
TEST(Presence, AnOlderReportIsStale) {
  Owner owner = at_home();
  const DeviceReport late{owner.revision(), DeviceState::shutting_down};
  owner.reports(DeviceState::idle).told();
  EXPECT_EQ(owner.delivers(late).receipt.outcome, Outcome::stale);
  EXPECT_TRUE(owner.last().writes.empty());
  EXPECT_FALSE(owner.presentity().off());
}

TEST(Presence, AReportOfAnotherDeviceIsNotOlder) {
  Owner owner = at_home();
  const DeviceReport tablets{owner.revision(kTablet), DeviceState::idle};
  owner.waits(seconds{5}).reports(DeviceState::idle);
  EXPECT_EQ(owner.delivers(tablets).receipt.outcome, Outcome::accepted);
}

TEST(Presence, TheSameReportTwiceIsAcceptedAndChangesNothing) {
  Owner owner = at_home();
  const DeviceReport report{owner.revision(), DeviceState::shutting_down};
  owner.delivers(report);
  owner.waits(seconds{9}).told();
  EXPECT_EQ(owner.delivers(report).receipt.outcome, Outcome::accepted);
  EXPECT_TRUE(owner.last().writes.empty());
  EXPECT_EQ(owner.told(), Watchers{});
}

TEST(Presence, AReportFromAClockThatIsWrongIsRefused) {
  Owner owner = at_home();
  const auto made = owner.now() + limits::kClockAhead + seconds{1};
  owner.delivers(DeviceReport{Revision::next(made, kPhone, {}), DeviceState::shutting_down});
  EXPECT_EQ(owner.last().receipt.reason, Reason::clock_ahead);
  EXPECT_FALSE(owner.presentity().off());
  const DeviceReport old{Revision::next(owner.now() - hours{24 * 400}, kTablet, {}), DeviceState::idle};
  EXPECT_EQ(owner.delivers(old).receipt.outcome, Outcome::accepted)
      << "an old one counts for as long as there is no newer one";
}

TEST(Presence, ADeviceReportsForItselfOnly) {
  Owner owner = at_home();
  const DeviceReport report{owner.revision(kTablet), DeviceState::shutting_down};
  const Decision decision = decide(owner.presentity(), report, kPhone, owner.now(), Terms{.grace = kGrace});
  EXPECT_EQ(decision.receipt.reason, Reason::not_yours);
  EXPECT_TRUE(decision.writes.empty());
}

// ---- asleep ----

TEST(Presence, WhatAnAsleepDeviceSaidStandsForADay) {
  Owner owner = at_home();
  owner.reports(DeviceState::asleep).loses().told();
  owner.waits(limits::kAsleep - seconds{1});
  EXPECT_FALSE(owner.presentity().off());
  owner.waits(seconds{1});
  EXPECT_TRUE(owner.presentity().off());
  EXPECT_EQ(owner.told(), Watchers{kBob});
}

TEST(Presence, EachExchangeOfAnAsleepDeviceBeginsTheDayAnew) {
  Owner owner = at_home();
  owner.reports(DeviceState::asleep).loses();
  for (int day = 0; day < 5; ++day) owner.waits(hours{23}).connects().reports(DeviceState::asleep).loses();
  EXPECT_FALSE(owner.presentity().off());
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.broker().timers().size(), 1U);
}

TEST(Presence, AnAsleepDeviceThatWasGivenUpComesBackWithItsNextExchange) {
  Owner owner = at_home();
  owner.reports(DeviceState::asleep).loses().waits(hours{25}).told();
  owner.connects();
  EXPECT_EQ(owner.told(), Watchers{kBob});
  owner.loses();
  EXPECT_FALSE(owner.presentity().off());
}

// ---- a broker without the plugin ----

TEST(Presence, WhereNothingIsToldOfConnectionsNobodyGoesOffByHimself) {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  owner.tells("Family", kDriving).reports(DeviceState::idle).waits(hours{1'000});
  EXPECT_FALSE(owner.presentity().off());
  owner.reports(DeviceState::asleep).waits(hours{1'000});
  EXPECT_FALSE(owner.presentity().off());
  owner.reports(DeviceState::shutting_down);
  EXPECT_TRUE(owner.presentity().off());
  owner.reports(DeviceState::idle);
  EXPECT_FALSE(owner.presentity().off());
}

// ---- the order of what the broker says ----

TEST(Presence, AnOlderSessionsFarewellIsNothing) {
  Owner owner = at_home();
  owner.loses().connects();
  EXPECT_TRUE(owner.delivers(Link{LinkState::gone, 1}).writes.empty());
  owner.waits(hours{1});
  EXPECT_FALSE(owner.presentity().off());
}

TEST(Presence, WithinASessionGoneIsFinal) {
  Owner owner = at_home();
  owner.loses();
  EXPECT_TRUE(owner.delivers(Link{LinkState::connected, 1}).writes.empty());
  owner.waits(kGrace);
  EXPECT_TRUE(owner.presentity().off());
}

// The broker's stored copy comes at every connection.
TEST(Presence, TheSameWordTwiceChangesNothing) {
  Owner owner = gone();
  const auto devices = owner.presentity().devices();
  EXPECT_TRUE(owner.delivers(Link{LinkState::gone, 1}).writes.empty());
  EXPECT_EQ(owner.presentity().devices(), devices);
  owner.connects();
  EXPECT_TRUE(owner.delivers(Link{LinkState::connected, 2}).writes.empty());
}

// The resolver was away while the phone came and went: what is left to hear of it is the farewell.
TEST(Presence, AFarewellBringsNobodyBack) {
  Owner owner = gone();
  owner.delivers(Link{LinkState::gone, 5});
  owner.delivers(Link{LinkState::gone, 6}, kTablet);
  owner.waits(hours{1});
  EXPECT_EQ(owner.told(), Watchers{});
}

TEST(Presence, AFarewellHasItsGraceAlsoWhenNothingElseWasHeard) {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  owner.tells("Family", kDriving).told();
  owner.delivers(Link{LinkState::gone, 5});
  EXPECT_FALSE(owner.presentity().off());
  owner.waits(kGrace);
  EXPECT_TRUE(owner.presentity().off());
}

// ---- while off ----

TEST(Presence, WhileOffNothingThatChangesIsToldToThoseWhoSeeOff) {
  Owner owner = at_home();
  const Time end = owner.time() + minutes{10};
  owner.tells("Family", until(kMeeting, end)).loses().waits(kGrace).told();
  owner.waits(hours{1});  // over the end
  owner.tells("Work", kBusy).tells_only(kBob, kFree).tells_every_group(kMeeting);
  owner.unblocks(kEve).moves(kDan, "Work", "Family").ranks("Work", 7).renames("Work", "Office");
  EXPECT_EQ(owner.told(), Watchers{});
  expect_topics_are_views(owner);
  owner.connects();
  EXPECT_EQ(owner.told(), (Watchers{kBob, kEve, kDan}));
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  EXPECT_EQ(owner.topic_of(kDan)->activity, Activity::meeting);
  expect_topics_are_views(owner);
}

TEST(Presence, WhoseStatusBecameOffMeanwhileIsNotToldOfTheReturn) {
  Owner owner = gone();
  owner.tells("Family", kOff).connects();
  EXPECT_EQ(owner.told(), Watchers{});
  expect_topics_are_views(owner);
}

TEST(Presence, WhileOffANewMemberGetsOff) {
  Owner owner = gone();
  owner.adds("Family", {kStranger});
  EXPECT_EQ(owner.told(), Watchers{kStranger});
  EXPECT_EQ(owner.topic_of(kStranger), off_view());
}

TEST(Presence, WhileOffARemovedMemberIsToldNothingAndItsViewGoesLater) {
  Owner owner = gone();
  owner.removes("Family", {kBob});
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  owner.waits(kFollow);
  EXPECT_EQ(owner.told(), Watchers{kBob});
  EXPECT_EQ(owner.topic_of(kBob), std::nullopt);
}

TEST(Presence, WhileOffTheEndOfAStrangersOwnStatusTakesItsViewAway) {
  Owner owner = at_home();
  owner.tells_only(kStranger, until(kFree, owner.time() + minutes{10})).loses().waits(kGrace).told();
  EXPECT_EQ(owner.topic_of(kStranger), off_view());
  owner.waits(minutes{10});
  EXPECT_EQ(owner.told(), Watchers{});
  owner.waits(kFollow);
  EXPECT_EQ(owner.told(), Watchers{kStranger});
  EXPECT_EQ(owner.topic_of(kStranger), std::nullopt);
}

TEST(Presence, AMoveWhileOffKeepsSinceWhen) {
  Owner owner = at_home();
  owner.waits(hours{1}).tells("Work", kDriving);
  owner.moves(kBob, "Family", "Work");  // sees the same, since when he saw it
  const View before = owner.seen_by(kBob);
  owner.loses().waits(kGrace).renames("Work", "Office").adds("Work", {kBob});
  owner.connects();
  EXPECT_EQ(owner.topic_of(kBob), before);
}

// ---- a publication that waits ----

// The flip is decided but not published; before it is, Family is told off. The flip then would no longer mean
// Bob, whose topic still shows what was.
TEST(Presence, WhoIsToldOffBeforeTheFlipIsPublishedIsToldThat) {
  Owner owner = at_home();
  auto& broker = owner.broker();
  const auto now = owner.now() + seconds{1};
  broker.mark(decide(owner.presentity(),
                     DeviceReport{Revision::next(now, kPhone, {}), DeviceState::shutting_down}, kPhone, now,
                     Terms{.grace = kGrace}));
  const Revision later = Revision::next(now, kTablet, {});
  broker.mark(
      decide(owner.presentity(), StatusEdit{later, {{owner.id("Family"), kOff}}, {}, {}, {}}, kTablet, now));
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::driving);
  broker.publish_all(owner.presentity(), to_time(now));
  EXPECT_EQ(owner.topic_of(kBob), off_view());
}

// The status ends in off at the second at which the flip is published, and its timer comes a little later.
TEST(Presence, WhoseStatusEndsJustBeforeTheFlipIsPublishedIsToldIt) {
  Owner owner = at_home();
  auto& broker = owner.broker();
  const Time end = owner.time() + minutes{1};
  owner.tells("Work", until(kMeeting, end)).reports(DeviceState::idle);
  const auto now = Instant{end};
  broker.mark(decide(owner.presentity(),
                     DeviceReport{Revision::next(now, kPhone, {}), DeviceState::shutting_down}, kPhone, now,
                     Terms{.grace = kGrace}));
  broker.publish_all(owner.presentity(), end);
  EXPECT_EQ(owner.topic_of(kDan), off_view());
  broker.take_messages();
  broker.fire_due(owner.presentity(), end);
  broker.publish_all(owner.presentity(), end);
  EXPECT_EQ(owner.told(), Watchers{});
}

}  // namespace
}  // namespace facet::resolver::test
