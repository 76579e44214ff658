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
}
TEST(RoundTrip, StatusEdit) {
  expect_round_trip(status_edit(), decode_status_edit);
  expect_round_trip(status_edit_one_group(), decode_status_edit);
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
}
TEST(RoundTrip, OwnMembers) {
  expect_round_trip(own_members(), decode_own_members);
  expect_round_trip(OwnMembers{kRevision, {}}, decode_own_members);
}
TEST(RoundTrip, Receipt) {
  expect_round_trip(receipt_accepted(), decode_receipt);
  expect_round_trip(receipt_refused(), decode_receipt);
  expect_round_trip(receipt_answers(), decode_receipt);
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
  expect_round_trip(OwnMembers{kRevision, edit.edits[0].add}, decode_own_members);
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

// Several groups with one note carry it once.
TEST(RoundTrip, ANoteIsCarriedOnce) {
  StatusEdit edit = status_edit_one_group();
  edit.settings[0].setting.note = std::string(200, 'x');
  const std::size_t one = encode(edit).size();
  edit.settings.push_back({GroupId{2}, edit.settings[0].setting});
  EXPECT_LE(encode(edit).size(), one + 16);
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
