#include <gtest/gtest.h>

#include <iomanip>
#include <iostream>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// What lies over a setting by itself, cell by cell: setting x automatic status x what the group wants of it.
namespace facet::resolver::test {
namespace {

constexpr Time kNow{std::chrono::seconds{1'795'455'000}};
constexpr Time kSetAt = kNow - std::chrono::hours{1};
constexpr Time kWentAt = kNow - std::chrono::minutes{3};
constexpr Time kCalledAt = kNow - std::chrono::minutes{2};
constexpr Time kEnd = kNow + std::chrono::hours{1};
constexpr Activity kInsteadOfOff = Activity::sleeping;
constexpr Activity kInsteadOfCall = Activity::travelling;
constexpr Shows kShows[] = {Shows::by_default, Shows::shown, Shows::hidden, Shows::instead};

// By kShows, in each column: S the setting as it is, O plain off, C in a call, I what is shown instead.
struct Row {
  Activity setting;
  const char* off;
  const char* in_call;
};

constexpr Row kTable[] = {
    {Activity::available, "OOSI", "CCSI"},
    {Activity::free, "OOSI", "CCSI"},
    // Who said more than being free has said what others are to know.
    {Activity::busy, "OOSI", "SCSI"},
    {Activity::meeting, "OOSI", "SCSI"},
    {Activity::driving, "OOSI", "SCSI"},
    {Activity::do_not_disturb, "OOSI", "SCSI"},
    {Activity::away, "OOSI", "SCSI"},
    {Activity::holiday, "OOSI", "SCSI"},
    {Activity{40}, "OOSI", "SCSI"},  // of a newer version
    // What would be shown is what was set: nothing changes, so nobody is told.
    {Activity::in_call, "OOSI", "SSSI"},
    {Activity::sleeping, "OOSS", "SCSI"},
    {Activity::travelling, "OOSI", "SCSS"},
    // Nothing shines through it.
    {Activity::off, "OOSS", "SSSS"},
};

Automatic automatic(Shows shows, Activity instead) {
  return {shows, shows == Shows::instead ? instead : Activity::unset};
}

Presentity presentity_of(Activity setting, Overlay overlay, Automatics how) {
  Presentity presentity(kOwner);
  GroupState group;
  group.id = GroupId{1};
  group.name = "Family";
  group.rank = 1;
  group.name_revision = group.created = Revision{2 << 16};
  group.base = {.activity = setting, .note = "set", .until = kNoTime, .changed_at = kSetAt};
  group.temporary = group.base;
  group.temporary->until = kEnd;
  group.automatics = how;
  presentity.put_group(group);
  presentity.put_membership(kBob, {GroupId{1}, Revision{3 << 16}});
  Device phone;
  phone.present = overlay != Overlay::off;
  phone.gone_at = kWentAt;
  if (overlay == Overlay::in_call) phone.call_since = kCalledAt;
  presentity.put_device(kPhone, phone);
  return presentity;
}

View expected(char cell, Activity setting, Activity instead, Time since) {
  switch (cell) {
    case 'O':
      return off_view();
    case 'C':
      return {Activity::in_call, "", since, kNoTime};
    case 'I':
      return {instead, "", since, kNoTime};
    default:
      break;
  }
  if (setting == Activity::off) return {Activity::off, "set", kNoTime, kNoTime};
  return {setting, "set", kSetAt, kEnd};
}

void print(Activity setting, Overlay overlay, Shows shows, const View& view) {
  std::cout << "  " << std::left << std::setw(16) << name(setting) << std::setw(9) << name(overlay)
            << std::setw(12) << name(shows) << name(view.activity) << '\n';
}

void expect_cell(const Row& row, Overlay overlay, std::size_t which) {
  const bool off = overlay == Overlay::off;
  Automatics how;
  if (off) how.off = automatic(kShows[which], kInsteadOfOff);
  if (!off) how.in_call = automatic(kShows[which], kInsteadOfCall);
  const Presentity presentity = presentity_of(row.setting, overlay, how);
  const View wanted = off ? expected(row.off[which], row.setting, kInsteadOfOff, kWentAt)
                          : expected(row.in_call[which], row.setting, kInsteadOfCall, kCalledAt);
  const View view = view_of(presentity, kBob, kNow);
  print(row.setting, overlay, kShows[which], view);
  SCOPED_TRACE(std::string{name(row.setting)} + " / " + std::string{name(overlay)} + " / " +
               std::string{name(kShows[which])});
  EXPECT_EQ(view, wanted);
  EXPECT_EQ(retained_view(presentity, kBob, kNow), wanted);
  // Only those are told who are shown another thing.
  const auto told = presence_views(presentity, off ? Flip::off : Flip::call, kNow, kNow);
  EXPECT_EQ(!told.empty(), view != expected('S', row.setting, {}, {}));
}

TEST(OverlayTable, EveryCell) {
  std::cout << "  setting         overlay  the group    shown\n";
  for (const Row& row : kTable) {
    for (std::size_t which = 0; which < 4; ++which) {
      expect_cell(row, Overlay::off, which);
      expect_cell(row, Overlay::in_call, which);
    }
  }
}

TEST(OverlayTable, WithNothingOverItTheSettingIsShownWhateverTheGroupWants) {
  for (const Row& row : kTable) {
    for (const Shows shows : kShows) {
      const Automatics how{automatic(shows, kInsteadOfOff), automatic(shows, kInsteadOfCall)};
      const Presentity presentity = presentity_of(row.setting, Overlay::none, how);
      EXPECT_EQ(view_of(presentity, kBob, kNow), expected('S', row.setting, {}, {}));
    }
  }
}

TEST(OverlayTable, HasEveryActivity) {
  std::set<Activity> rows;
  for (const Row& row : kTable) rows.insert(row.setting);
  for (const Activity activity : kKnownActivities) EXPECT_TRUE(rows.contains(activity)) << name(activity);
}

// What a group wants of one automatic status says nothing of the other.
TEST(OverlayTable, OffAndInCallAreWantedApart) {
  const Automatics calls_hidden{{}, {Shows::hidden, {}}};
  EXPECT_EQ(view_of(presentity_of(Activity::free, Overlay::off, calls_hidden), kBob, kNow), off_view());
  const Automatics off_hidden{{Shows::hidden, {}}, {}};
  EXPECT_EQ(view_of(presentity_of(Activity::free, Overlay::in_call, off_hidden), kBob, kNow).activity,
            Activity::in_call);
}

TEST(OverlayTable, ABlockedWatcherSeesPlainOffInEveryCell) {
  for (const Row& row : kTable) {
    for (const Overlay overlay : {Overlay::none, Overlay::off, Overlay::in_call}) {
      for (const Shows shows : kShows) {
        Presentity presentity = presentity_of(
            row.setting, overlay, {automatic(shows, kInsteadOfOff), automatic(shows, kInsteadOfCall)});
        ContactState own;
        own.blocked = true;
        own.block_revision = Revision{4 << 16};
        presentity.put_contact(kBob, own);
        EXPECT_EQ(view_of(presentity, kBob, kNow), off_view());
        for (const Flip flip : {Flip::off, Flip::call, Flip::both})
          EXPECT_TRUE(presence_views(presentity, flip, kNow, kNow).empty());
      }
    }
  }
}

// ---- contacts with a setting of their own --------------------------------------------------------------

const Automatics kCallsShown{{}, {Shows::shown, {}}};
const Automatics kAwayForOff{{Shows::instead, Activity::away}, {}};

TEST(OverlayOfOverrides, TakesWhatTheHighestGroupWants) {
  Owner owner;
  owner.group("Work", 2).with({kBob}).wants("Work", kCallsShown);
  owner.group("Family", 1).with({kBob});
  owner.tells_only(kBob, kBusy).connects().reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy)
      << "Family has the highest rank and wants nothing";
  owner.removes("Family", {kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call) << "Work wants calls shown over everything";
  owner.adds("Family", {kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
  owner.ranks("Family", 3);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  owner.erases("Work");
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
}

TEST(OverlayOfOverrides, InNoGroupTakesWhatOtherWants) {
  Owner owner;
  owner.tells_only(kBob, kBusy).connects().reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::busy);
  owner.wants("", kCallsShown);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
}

// Every group is told to hide calls: `other` was not named, and decides for whoever is in none.
TEST(OverlayOfOverrides, EveryGroupIsNotOther) {
  Owner owner;
  owner.group("Family", 1).with({kEve});
  owner.tells_only(kBob, kFree).tells_only(kEve, kFree).connects().reports(DeviceState::in_call);
  const Revision made = owner.revision();
  owner.waits(std::chrono::seconds{1});
  owner.delivers(StatusEdit{.revision = made, .automatics = {{kEveryGroup, {{}, {Shows::hidden, {}}}}}});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  EXPECT_EQ(owner.topic_of(kEve)->activity, Activity::free);
}

// ---- what changes by itself, told ------------------------------------------------------------------------

Owner family(Automatics how, const Setting& setting = kFree) {
  Owner owner;
  owner.group("Family", 1).with({kBob}).tells("Family", setting).wants("Family", how);
  owner.connects().told();
  return owner;
}

TEST(Overlay, ACallIsTakenBackWithTheChangedAtOfTheSetting) {
  Owner owner = family({});
  const View before = *owner.topic_of(kBob);
  owner.reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::in_call, "", owner.time(), kNoTime}));
  owner.reports(DeviceState::idle);
  EXPECT_EQ(owner.topic_of(kBob), before);
  EXPECT_EQ(owner.told().size(), 2U);
}

TEST(Overlay, InsteadOfOffIsShownSinceTheOwnerWent) {
  Owner owner = family(kAwayForOff);
  owner.loses().waits(kGrace);
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::away, "", owner.time(), kNoTime}));
}

TEST(Overlay, HiddenOffTellsNobodyThatTheOwnerWent) {
  Owner owner = family({{Shows::hidden, {}}, {}});
  owner.loses().waits(std::chrono::hours{1});
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(Overlay, ANoteOfOffGoesWithTheOwnerAndComesBack) {
  Owner owner = family({}, {.activity = Activity::off, .note = "back on Monday"});
  owner.loses().waits(kGrace);
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  owner.connects();
  EXPECT_EQ(owner.topic_of(kBob)->note, "back on Monday");
}

TEST(Overlay, WhatAGroupWantsIsToldWhileItMatters) {
  Owner owner = family({});
  owner.wants("Family", kAwayForOff);
  EXPECT_TRUE(owner.told().empty()) << "the owner is there";
  owner.loses().waits(kGrace).told();
  owner.wants("Family", {{Shows::hidden, {}}, {}});
  EXPECT_EQ(owner.told(), std::vector{kBob});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

// The automatic statuses over a schedule and a temporary setting are no other than over the lasting one.
TEST(Overlay, LiesOverAScheduleToo) {
  Owner owner = family({});
  const auto minute = [&](int from_now) {
    const auto day = std::chrono::floor<std::chrono::days>(owner.time());
    return static_cast<std::uint16_t>((owner.time() - day) / std::chrono::minutes{1} + from_now);
  };
  owner.schedules("Family", {{0x7F, minute(10), minute(20), Activity::available, "open"}}).told();
  owner.reports(DeviceState::in_call).told();
  const Time called = owner.time();
  owner.waits(std::chrono::minutes{15});
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::in_call, "", called, kNoTime}));
  EXPECT_TRUE(owner.told().empty()) << "the entry began under the call";
  owner.reports(DeviceState::idle);
  EXPECT_EQ(owner.topic_of(kBob)->note, "open");
}

// ---- several devices
// ---------------------------------------------------------------------------------------

TEST(OverlayOfDevices, ACallOnOneOfTwoIsACall) {
  Owner owner = family({});
  owner.connects(kTablet).reports(DeviceState::idle, kTablet);
  owner.reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  owner.reports(DeviceState::idle, kTablet);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call) << "the phone said nothing else";
  owner.reports(DeviceState::idle);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(OverlayOfDevices, TwoCallsAreOneSinceTheFirst) {
  Owner owner = family({});
  owner.connects(kTablet).reports(DeviceState::in_call);
  const Time first = owner.time();
  owner.told();
  owner.reports(DeviceState::in_call, kTablet);
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob)->changed_at, first);
  owner.reports(DeviceState::idle);
  EXPECT_EQ(owner.topic_of(kBob)->changed_at, owner.time() - std::chrono::seconds{1}) << "of the tablet's";
}

TEST(OverlayOfDevices, OffOnlyWhenAllAreGone) {
  Owner owner = family({});
  owner.connects(kTablet).loses().waits(std::chrono::hours{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  owner.loses(kTablet).waits(kGrace);
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  owner.connects();
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(OverlayOfDevices, ACallOfADeviceThatIsGoneEndsWithTheGrace) {
  Owner owner = family({});
  owner.connects(kTablet).reports(DeviceState::in_call).loses();
  owner.waits(kGrace - std::chrono::seconds{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  owner.waits(std::chrono::seconds{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
  EXPECT_TRUE(owner.timers(TargetKind::call).empty());
  owner.connects();
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free) << "until it says so again";
}

TEST(OverlayOfDevices, ATunnelDoesNotEndACall) {
  Owner owner = family({});
  owner.reports(DeviceState::in_call).told();
  owner.loses().waits(kGrace / 2).connects();
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
}

TEST(OverlayOfDevices, ACallThatNothingIsHeardOfForFourHoursIsOver) {
  Owner owner = family({});
  owner.reports(DeviceState::in_call);
  const Time end = owner.time() + limits::kCall;
  owner.waits_until(end - std::chrono::seconds{1});
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
  owner.waits_until(end);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(OverlayOfDevices, ACallThatIsSaidAgainGoesOnAndKeepsItsBegin) {
  Owner owner = family({});
  owner.reports(DeviceState::in_call).told();
  const Time begin = owner.time();
  for (int hour = 0; hour < 10; ++hour) owner.waits(std::chrono::hours{1}).reports(DeviceState::in_call);
  EXPECT_TRUE(owner.told().empty());
  EXPECT_EQ(owner.topic_of(kBob), (View{Activity::in_call, "", begin, kNoTime}));
  EXPECT_EQ(owner.timers(TargetKind::call).size(), 1U);
  owner.waits(limits::kCall);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free);
}

TEST(OverlayOfDevices, AsleepAndShuttingDownEndACall) {
  for (const DeviceState state : {DeviceState::asleep, DeviceState::shutting_down}) {
    Owner owner = family({});
    owner.connects(kTablet).reports(DeviceState::in_call);
    owner.reports(state);
    EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::free) << name(state);
    EXPECT_TRUE(owner.timers(TargetKind::call).empty());
  }
}

// Who calls and is gone is off; who comes back in a call is in it: one message each.
TEST(OverlayOfDevices, OneGivesWayToTheOther) {
  Owner owner = family({});
  owner.reports(DeviceState::in_call).loses().waits(kGrace);
  EXPECT_EQ(owner.topic_of(kBob), off_view());
  owner.told();
  owner.delivers(DeviceReport{owner.revision(), DeviceState::in_call});
  EXPECT_TRUE(owner.told().empty()) << "not connected: a report brings nobody back";
  owner.connects().reports(DeviceState::in_call);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::in_call);
}

}  // namespace
}  // namespace facet::resolver::test
