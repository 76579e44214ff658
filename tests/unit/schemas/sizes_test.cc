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
  OwnMembers members{kRevision, std::vector<UserId>(limits::kMembersPerGroup, kBob)};
  EXPECT_LE(print("OwnMembers, the longest", encode(members)), limits::kOwnPayloadBytes);
}

}  // namespace
}  // namespace facet::test
