#include <gtest/gtest.h>

#include <iomanip>
#include <iostream>

#include "schemas/encode.h"
#include "schemas/limits.h"
#include "tests/unit/schemas/samples.h"

// What a change costs on the air. The sizes are printed; the bounds are promises (docs/protocol.md).
namespace facet::test {
namespace {

constexpr const char* kChinese20 = "我在开车回家的路上请晚一点再给我打电话吧";

std::size_t print(const char* what, const Bytes& payload) {
  std::cout << "  " << std::left << std::setw(48) << what << payload.size() << " bytes\n";
  return payload.size();
}

TEST(Sizes, OneGroupsStatusIsAtMost64Bytes) {
  StatusEdit edit = status_edit_one_group();
  EXPECT_LE(print("StatusEdit, one group, with an end", encode(edit)), 64U);
  edit.settings[0].setting.until = kNoTime;
  EXPECT_LE(print("StatusEdit, one group, until changed", encode(edit)), 64U);
  edit.settings[0].setting.note = "back at 6";
  EXPECT_LE(print("StatusEdit, one group, with a short note", encode(edit)), 96U);
}

TEST(Sizes, AViewWithoutNoteIsAtMost64Bytes) {
  EXPECT_LE(print("View, off", encode(view_off())), 64U);
  EXPECT_LE(
      print("View, with everything but a note", encode(View{Activity::driving, "", kChangedAt, kUntil})),
      64U);
}

TEST(Sizes, AViewWithANoteOf20CharactersIsAtMost112Bytes) {
  ASSERT_EQ(std::string{kChinese20}.size(), 60U);
  View view{Activity::driving, "twenty characters ok", kChangedAt, kUntil};
  ASSERT_EQ(view.note.size(), 20U);
  EXPECT_LE(print("View, note of 20 ASCII characters", encode(view)), 112U);
  view.note = kChinese20;
  EXPECT_LE(print("View, note of 20 Chinese characters", encode(view)), 112U);
}

// What came later costs nothing where it is not used.
TEST(Sizes, OfWhatWasThereBeforeStayAsTheyWere) {
  EXPECT_EQ(encode(status_edit_one_group()).size(), 48U);
  EXPECT_EQ(encode(receipt_accepted()).size(), 48U);
  EXPECT_EQ(encode(groups_edit_erase()).size(), 64U);
  EXPECT_EQ(
      encode(
          OwnGroup{
              kRevision, "Family", 1, {Activity::free, "", kNoTime, kChangedAt}, {}, kRevision, kRevision, 4})
          .size(),
      112U);
}

TEST(Sizes, ARuleOfOneGroupIsAtMost128Bytes) {
  StatusEdit automatics{.revision = kRevision};
  automatics.automatics = {{GroupId{1}, {{Shows::hidden}, {}}}};
  EXPECT_LE(print("StatusEdit, automatic statuses of one group", encode(automatics)), 64U);
  StatusEdit schedule{.revision = kRevision};
  schedule.schedules = {{GroupId{1}, {{0b0011111, 540, 1080, Activity::busy, ""}}}};
  EXPECT_LE(print("StatusEdit, schedule of one entry", encode(schedule)), 96U);
  schedule.zone = "Asia/Shanghai";
  EXPECT_LE(print("StatusEdit, schedule of one entry and the zone", encode(schedule)), 128U);
  EXPECT_LE(print("WatchEdit, one is muted", encode(WatchEdit{.revision = kRevision, .mute = {kBob}})), 64U);
  EXPECT_LE(print("AccountEdit", encode(account_edit())), 48U);
  EXPECT_LE(print("Query", encode(Query{7, QueryKind::sources, {}, kBob.value()})), 48U);
}

TEST(Sizes, OfTheOthers) {
  for (const auto& sample : samples()) print(sample.name.c_str(), sample.payload);
  EXPECT_LE(encode(device_report()).size(), 48U);
  EXPECT_LE(encode(receipt_accepted()).size(), 64U);
}

TEST(Sizes, EveryViewThatMayBeFitsItsLimit) {
  View view{Activity::driving, std::string(limits::kNoteBytes, 'x'), kChangedAt, kUntil};
  EXPECT_LE(print("View, the longest", encode(view)), limits::kViewBytes);
  FanOut fan_out{kAlice, encode(view), std::vector<UserId>(limits::kWatchersPerFanOut, kBob)};
  EXPECT_LE(print("FanOut, the longest", encode(fan_out)), limits::kFanOutBytes);
  Receipt receipt = receipt_answers();
  receipt.answers.assign(limits::kPresentitiesPerRequest, {kBob, view});
  EXPECT_LE(print("Receipt, the longest", encode(receipt)), limits::kReceiptBytes);
  OwnMembers members{kRevision, std::vector<UserId>(limits::kMembersPerGroup, kBob),
                     std::vector<Time>(limits::kMembersPerGroup, kUntil)};
  EXPECT_LE(print("OwnMembers, the longest", encode(members)), limits::kOwnPayloadBytes);
}

TEST(Sizes, EveryAnswerToAQueryThatMayBeFitsItsLimit) {
  const std::string note(limits::kNoteBytes, 'x');
  Receipt seen = receipt_accepted();
  Seen one{kBob, View{Activity::driving, note, kChangedAt, kUntil}, Rule::override_setting, GroupId{1},
           Overlay::in_call};
  one.blocked = one.former = true;
  one.follows_until = kUntil;
  one.override_setting = Setting{Activity::driving, note, kUntil, kChangedAt};
  seen.seen.assign(limits::kRowsPerReceipt, one);
  EXPECT_LE(print("Receipt, the longest page of Seen", encode(seen)), limits::kReceiptBytes);
  Receipt log = receipt_accepted();
  const LogLine line{Rule::group, GroupId{1}, Activity::driving, 1};
  log.log.assign(limits::kRowsPerReceipt, {kUntil, Cause::status, DeviceId{7}, {limits::kLogLines, line}});
  EXPECT_LE(print("Receipt, the longest page of the log", encode(log)), limits::kReceiptBytes);
  Receipt sources = receipt_accepted();
  sources.sources.assign(limits::kRowsPerReceipt, {kBob, Stance::accepted, true, true});
  EXPECT_LE(print("Receipt, the longest page of Source", encode(sources)), limits::kReceiptBytes);
}

TEST(Sizes, TheLongestScheduleFitsItsLimit) {
  OwnGroup group = own_group_schedule();
  group.schedule.clear();
  for (std::size_t i = 0; i < limits::kScheduleEntriesPerGroup; ++i) {
    std::string note(limits::kNoteBytes - 4, 'n');
    note += std::to_string(1000 + i);
    group.schedule.push_back({127, 0, 1, Activity::busy, note});
  }
  EXPECT_LE(print("OwnGroup, the longest schedule", encode(group)), limits::kOwnPayloadBytes);
}

}  // namespace
}  // namespace facet::test
