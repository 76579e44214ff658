#include <gtest/gtest.h>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/limits.h"
#include "tests/unit/schemas/samples.h"
#include "tests/unit/schemas/valid.h"

// Every kind comes out as it went in, and the same value always has the same bytes.
namespace facet::test {
namespace {

template <typename T>
void expect_round_trip(const T& value, Decoded<T> (*decode)(std::string_view)) {
  const Bytes payload = encode(value);
  const auto decoded = decode(payload);
  ASSERT_TRUE(decoded) << name(decoded.error().reason) << ' ' << decoded.error().limit;
  EXPECT_TRUE(*decoded == value);
  EXPECT_EQ(encode(value), payload);
  EXPECT_EQ(encode(*decoded), payload);
}

TEST(RoundTrip, GroupsEdit) {
  expect_round_trip(groups_edit(), decode_groups_edit);
  expect_round_trip(groups_edit_erase(), decode_groups_edit);
  expect_round_trip(groups_edit_until(), decode_groups_edit);
}
TEST(RoundTrip, StatusEdit) {
  expect_round_trip(status_edit(), decode_status_edit);
  expect_round_trip(status_edit_one_group(), decode_status_edit);
  expect_round_trip(status_edit_automatics(), decode_status_edit);
  expect_round_trip(status_edit_schedule(), decode_status_edit);
}
// Each of these is something to say by itself.
TEST(RoundTrip, StatusEditOfOneThing) {
  StatusEdit automatics{.revision = kRevision};
  automatics.automatics = {{kOther, {}}};
  expect_round_trip(automatics, decode_status_edit);
  StatusEdit schedule{.revision = kRevision};
  schedule.schedules = {{kOther, {}}};
  expect_round_trip(schedule, decode_status_edit);
  StatusEdit zone{.revision = kRevision};
  zone.zone = "Europe/Berlin";
  expect_round_trip(zone, decode_status_edit);
}
TEST(RoundTrip, DeviceReport) {
  for (const auto state :
       {DeviceState::idle, DeviceState::in_call, DeviceState::shutting_down, DeviceState::asleep}) {
    expect_round_trip(DeviceReport{kRevision, state}, decode_device_report);
  }
}
TEST(RoundTrip, StatusRequest) {
  expect_round_trip(status_request(), decode_status_request);
}
TEST(RoundTrip, WatchEdit) {
  expect_round_trip(watch_edit(), decode_watch_edit);
  expect_round_trip(WatchEdit{.revision = kRevision, .strangers = Strangers::hold}, decode_watch_edit);
  expect_round_trip(WatchEdit{.revision = kRevision, .forget = {kBob}}, decode_watch_edit);
}
TEST(RoundTrip, AccountEdit) {
  expect_round_trip(account_edit(), decode_account_edit);
}
TEST(RoundTrip, Query) {
  expect_round_trip(query(), decode_query);
  for (const auto kind : {QueryKind::watchers, QueryKind::log, QueryKind::sources}) {
    expect_round_trip(Query{7, kind, UserId{}, kEve.value()}, decode_query);
  }
}
TEST(RoundTrip, View) {
  expect_round_trip(view(), decode_view);
  expect_round_trip(view_off(), decode_view);
  expect_round_trip(view_unknown_activity(), decode_view);
}
TEST(RoundTrip, OwnGroup) {
  expect_round_trip(own_group(), decode_own_group);
  OwnGroup plain = own_group();
  plain.temporary.reset();
  plain.name.clear();
  plain.rank = 0;  // as of `other`
  expect_round_trip(plain, decode_own_group);
  expect_round_trip(own_group_schedule(), decode_own_group);
}
TEST(RoundTrip, OwnMembers) {
  expect_round_trip(own_members(), decode_own_members);
  expect_round_trip(OwnMembers{kRevision, {}}, decode_own_members);
  expect_round_trip(own_members_untils(), decode_own_members);
}
TEST(RoundTrip, Receipt) {
  expect_round_trip(receipt_accepted(), decode_receipt);
  expect_round_trip(receipt_refused(), decode_receipt);
  expect_round_trip(receipt_answers(), decode_receipt);
  expect_round_trip(receipt_seen(), decode_receipt);
  expect_round_trip(receipt_log(), decode_receipt);
  expect_round_trip(receipt_sources(), decode_receipt);
}
TEST(RoundTrip, Link) {
  expect_round_trip(link(), decode_link);
  expect_round_trip(Link{LinkState::gone, 0}, decode_link);
}
TEST(RoundTrip, FanOut) {
  expect_round_trip(fan_out(), decode_fan_out);
  expect_round_trip(fan_out_remove(), decode_fan_out);
}

TEST(RoundTrip, TheLargestGroupThatMayBe) {
  GroupsEdit edit{kRevision,
                  {{GroupId{1}, std::string(limits::kGroupNameBytes, 'x'), 1, false, true, {}, {}}}};
  for (std::size_t i = 0; i < limits::kMembersPerGroup; ++i) edit.edits[0].add.emplace_back(1 + i);
  expect_round_trip(edit, decode_groups_edit);
  const std::vector<Time> untils(limits::kMembersPerGroup, kUntil);
  expect_round_trip(OwnMembers{kRevision, edit.edits[0].add, untils}, decode_own_members);
}

TEST(RoundTrip, EverySettingAndNoteThatMayBe) {
  StatusEdit edit;
  for (std::uint32_t i = 0; i < limits::kSettingsPerMessage; ++i) {
    std::string note(limits::kNoteBytes - 4, 'n');
    note += std::to_string(1000 + i);
    edit.settings.push_back({GroupId{i}, {.activity = Activity::busy, .note = note}});
  }
  expect_round_trip(edit, decode_status_edit);
}

// The longest weeks for all groups, with as many notes as a message holds.
TEST(RoundTrip, EveryScheduleThatMayBe) {
  StatusEdit edit{.revision = kRevision};
  for (std::uint32_t group = 0; group < limits::kSettingsPerMessage; ++group) {
    Schedule schedule;
    for (std::size_t i = 0; i < limits::kScheduleEntriesPerGroup; ++i) {
      std::string note(limits::kNoteBytes - 4, 'n');
      note += std::to_string(1000 + group);
      schedule.push_back({127, 1'439, 1'439, Activity::busy, note});
    }
    edit.schedules.push_back({GroupId{group}, schedule});
  }
  edit.zone = std::string(limits::kZoneBytes, 'z');
  expect_round_trip(edit, decode_status_edit);
}

TEST(RoundTrip, AsManyStancesAsOneMayHave) {
  WatchEdit edit{.revision = kRevision};
  for (std::size_t i = 0; i < limits::kStancesPerUser; ++i) edit.accept.emplace_back(1 + i);
  expect_round_trip(edit, decode_watch_edit);
}

// Several groups with one note carry it once.
TEST(RoundTrip, ANoteIsCarriedOnce) {
  StatusEdit edit = status_edit_one_group();
  edit.settings[0].setting.note = std::string(200, 'x');
  const std::size_t one = encode(edit).size();
  edit.settings.push_back({GroupId{2}, edit.settings[0].setting});
  EXPECT_LE(encode(edit).size(), one + 16);
  const std::string& note = edit.settings[0].setting.note;
  edit.schedules = {{GroupId{2}, {{1, 0, 60, Activity::busy, note}, {2, 0, 60, Activity::busy, note}}}};
  EXPECT_LE(encode(edit).size(), one + 100) << "schedules share the settings' notes";
}

TEST(RoundTrip, SamplesAreTakenAsTheirKindOnly) {
  for (const auto& sample : samples()) {
    for (const Kind kind : kKinds) {
      EXPECT_EQ(is_taken(kind, sample.payload), kind == sample.kind) << sample.name << ' ' << name(kind);
      EXPECT_EQ(broken_promise(kind, sample.payload), "") << sample.name;
    }
  }
}

}  // namespace
}  // namespace facet::test
