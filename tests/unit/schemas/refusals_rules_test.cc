#include <gtest/gtest.h>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/limits.h"
#include "schemas/text.h"
#include "tests/unit/schemas/refused.h"
#include "tests/unit/schemas/samples.h"

// As refusals_test.cc: automatic statuses, schedules, zones, what a watcher says, accounts and queries.
namespace facet::test {
namespace {

Decoded<StatusEdit> sent(const Automatics& automatics) {
  StatusEdit edit{.revision = kRevision};
  edit.automatics = {{GroupId{1}, automatics}};
  return decode_status_edit(encode(edit));
}
Decoded<StatusEdit> sent(const ScheduleEntry& entry) {
  StatusEdit edit{.revision = kRevision};
  edit.schedules = {{GroupId{1}, {entry}}};
  return decode_status_edit(encode(edit));
}
Decoded<StatusEdit> sent(const StatusEdit& edit) {
  return decode_status_edit(encode(edit));
}
Decoded<StatusEdit> in_zone(std::string zone) {
  StatusEdit edit = status_edit_one_group();
  edit.zone = std::move(zone);
  return decode_status_edit(encode(edit));
}
Decoded<WatchEdit> sent(const WatchEdit& edit) {
  return decode_watch_edit(encode(edit));
}
Decoded<Query> sent(const Query& query) {
  return decode_query(encode(query));
}

TEST(Refusals, AutomaticStatusesShownInNoKnownWay) {
  for (const int number : {4, 5, 128, 255}) {
    expect_refused(sent(Automatics{{Shows{static_cast<std::uint8_t>(number)}}, {}}), Reason::bad_value,
                   "off");
    expect_refused(sent(Automatics{{}, {Shows{static_cast<std::uint8_t>(number)}}}), Reason::bad_value,
                   "in_call");
  }
}

TEST(Refusals, AutomaticStatusesShownAsNothingOrAsThemselves) {
  const auto off_as = [](Shows shows, Activity activity) { return sent(Automatics{{shows, activity}, {}}); };
  const auto call_as = [](Shows shows, Activity activity) { return sent(Automatics{{}, {shows, activity}}); };
  EXPECT_TRUE(off_as(Shows::instead, Activity::in_call));
  EXPECT_TRUE(call_as(Shows::instead, Activity::off));
  EXPECT_TRUE(call_as(Shows::instead, Activity{63})) << "of a newer version";
  expect_refused(off_as(Shows::instead, Activity::off), Reason::bad_value, "off_instead");
  expect_refused(call_as(Shows::instead, Activity::in_call), Reason::bad_value, "in_call_instead");
  for (const Activity activity : {Activity::unset, Activity{64}, Activity{255}}) {
    expect_refused(off_as(Shows::instead, activity), Reason::bad_value, "off_instead");
    expect_refused(call_as(Shows::instead, activity), Reason::bad_value, "in_call_instead");
  }
  for (const Shows shows : {Shows::by_default, Shows::shown, Shows::hidden}) {
    expect_refused(off_as(shows, Activity::busy), Reason::bad_value, "off_instead");
    expect_refused(call_as(shows, Activity::busy), Reason::bad_value, "in_call_instead");
  }
  OwnGroup own = own_group_schedule();
  own.automatics.off = {Shows::instead, Activity::off};
  expect_refused(decode_own_group(encode(own)), Reason::bad_value, "off_instead");
}

TEST(Refusals, ScheduleEntriesOutOfTheWeek) {
  const ScheduleEntry fine{127, 0, 1'439, Activity::busy, ""};
  EXPECT_TRUE(sent(fine));
  EXPECT_TRUE(sent(ScheduleEntry{1, 1'439, 1'439, Activity::busy, ""})) << "a whole day";
  ScheduleEntry entry = fine;
  for (const int days : {0, 128, 255}) {
    entry.days = static_cast<std::uint8_t>(days);
    expect_refused(sent(entry), Reason::bad_value, "days");
  }
  for (const int minutes : {1'440, 65'535}) {
    entry = fine;
    entry.from = static_cast<std::uint16_t>(minutes);
    expect_refused(sent(entry), Reason::bad_value, "from");
    entry = fine;
    entry.to = static_cast<std::uint16_t>(minutes);
    expect_refused(sent(entry), Reason::bad_value, "to");
  }
  entry = fine;
  entry.activity = Activity::unset;
  expect_refused(sent(entry), Reason::bad_value, "activity");
  entry = fine;
  entry.note = "a\nb";
  expect_refused(sent(entry), Reason::bad_text, "note_bytes");
  OwnGroup own = own_group_schedule();
  own.schedule[0].days = 0;
  expect_refused(decode_own_group(encode(own)), Reason::bad_value, "days");
}

TEST(Refusals, TooMuchInAnEditOfRules) {
  StatusEdit edit = status_edit_schedule();
  Schedule& schedule = edit.schedules[0].schedule;
  schedule.resize(limits::kScheduleEntriesPerGroup, schedule[0]);
  EXPECT_TRUE(sent(edit));
  schedule.push_back(schedule[0]);
  expect_refused(sent(edit), Reason::over_limit, "schedule_entries_per_group");
  OwnGroup own = own_group_schedule();
  own.schedule = schedule;
  expect_refused(decode_own_group(encode(own)), Reason::over_limit, "schedule_entries_per_group");
  StatusEdit many;
  for (std::uint32_t i = 0; i <= limits::kSettingsPerMessage; ++i) many.schedules.push_back({GroupId{i}, {}});
  expect_refused(sent(many), Reason::over_limit, "settings_per_message");
  many.schedules.clear();
  for (std::uint32_t i = 0; i <= limits::kSettingsPerMessage; ++i) {
    many.automatics.push_back({GroupId{i}, {}});
  }
  expect_refused(sent(many), Reason::over_limit, "settings_per_message");
}

TEST(Refusals, ContradictionsInAnEditOfRules) {
  StatusEdit edit = status_edit_automatics();
  edit.automatics.push_back(edit.automatics[0]);
  expect_refused(sent(edit), Reason::bad_value, "same_group_twice");
  edit = status_edit_schedule();
  edit.schedules.push_back(edit.schedules[0]);
  expect_refused(sent(edit), Reason::bad_value, "same_group_twice");
  edit = StatusEdit{.revision = kRevision};
  edit.schedules = {{kEveryGroup, {}}};
  expect_refused(sent(edit), Reason::bad_value, "group");
}

// The resolver looks a zone up in a folder: a name must not lead out of it.
TEST(Refusals, ZonesThatAreNoNames) {
  const std::string fine[] = {
      "UTC",        "Asia/Shanghai", "America/Argentina/Buenos_Aires", "Etc/GMT+8",
      "Etc/GMT-14", "EST5EDT",       "America/Port-au-Prince",         std::string(limits::kZoneBytes, 'z')};
  for (const auto& zone : fine) {
    EXPECT_TRUE(in_zone(zone)) << zone;
    EXPECT_TRUE(is_zone_name(zone)) << zone;
  }
  const std::string bad[] = {"/etc/localtime",
                             "/",
                             "Asia/",
                             "Asia//Shanghai",
                             "../../etc/passwd",
                             "Asia/../UTC",
                             ".",
                             "Asia Sh",
                             "Asia:Shanghai",
                             "libc:localtime",
                             "Asia\\Shanghai",
                             "UTC\n",
                             "亚洲/上海",
                             "+08",
                             "-UTC",
                             "_",
                             "Asia/+"};
  for (const auto& zone : bad) {
    expect_refused(in_zone(zone), Reason::bad_value, "zone");
    OwnGroup own = own_group_schedule();
    own.zone = zone;
    expect_refused(decode_own_group(encode(own)), Reason::bad_value, "zone");
  }
  using namespace std::string_literals;
  expect_refused(in_zone("UTC\0"s), Reason::bad_value, "zone");
  expect_refused(in_zone(std::string(limits::kZoneBytes + 1, 'z')), Reason::over_limit, "zone_bytes");
  EXPECT_FALSE(is_zone_name(""));
}

TEST(Refusals, ContradictionsInAWatchEdit) {
  expect_refused(sent(WatchEdit{.revision = kRevision}), Reason::bad_value, "accept");
  EXPECT_EQ(sent(WatchEdit{.revision = kRevision}).error().request, kRevision.value());
  expect_refused(sent(WatchEdit{.accept = {kBob, kBob}}), Reason::bad_value, "same_contact_twice");
  expect_refused(sent(WatchEdit{.accept = {kBob}, .mute = {kBob}}), Reason::bad_value, "same_contact_twice");
  expect_refused(sent(WatchEdit{.refuse = {kBob}, .forget = {kBob}}), Reason::bad_value,
                 "same_contact_twice");
  expect_refused(sent(WatchEdit{.mute = {kEve, UserId{}}}), Reason::bad_value, "user_id");
  expect_refused(sent(WatchEdit{.forget = {UserId{1'000'000'000'000'000}}}), Reason::bad_value, "user_id");
  expect_refused(sent(WatchEdit{.accept = {kBob}, .strangers = Strangers{3}}), Reason::bad_value,
                 "strangers");
}

TEST(Refusals, TooMuchInAWatchEdit) {
  constexpr std::size_t kHalf = limits::kStancesPerUser / 2;
  WatchEdit edit{.accept = users(kHalf), .refuse = users(kHalf, 1'000'000)};
  EXPECT_TRUE(sent(edit));
  edit.forget = {kBob};
  expect_refused(sent(edit), Reason::over_limit, "stances_per_user");
  expect_refused(sent(WatchEdit{.mute = users(limits::kStancesPerUser + 1)}), Reason::over_limit,
                 "stances_per_user");
}

TEST(Refusals, AnAccountEditThatNamesNobody) {
  for (const std::uint64_t user : {std::uint64_t{0}, std::uint64_t{1'000'000'000'000'000}}) {
    const auto decoded = decode_account_edit(encode(AccountEdit{kRevision, UserId{user}}));
    expect_refused(decoded, Reason::bad_value, "erase");
    EXPECT_EQ(decoded.error().request, kRevision.value());
  }
}

TEST(Refusals, QueriesForNothing) {
  for (const int kind : {0, 5, 255}) {
    expect_refused(sent(Query{7, QueryKind{static_cast<std::uint8_t>(kind)}, {}, 0}), Reason::bad_value,
                   "kind");
  }
  expect_refused(sent(Query{7, QueryKind::view_as, {}, 0}), Reason::bad_value, "subject");
  expect_refused(sent(Query{7, QueryKind::view_as, UserId{1'000'000'000'000'000}, 0}), Reason::bad_value,
                 "subject");
  for (const auto kind : {QueryKind::watchers, QueryKind::log, QueryKind::sources}) {
    EXPECT_TRUE(sent(Query{7, kind, {}, 1}));
    expect_refused(sent(Query{7, kind, kBob, 0}), Reason::bad_value, "subject");
  }
  EXPECT_EQ(sent(Query{7, QueryKind::unset, {}, 0}).error().request, 7U);
}

}  // namespace
}  // namespace facet::test
