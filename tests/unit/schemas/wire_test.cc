#include <gtest/gtest.h>

#include <cstring>
#include <set>

#include "schemas/account_edit_generated.h"
#include "schemas/decode.h"
#include "schemas/device_report_generated.h"
#include "schemas/encode.h"
#include "schemas/groups_edit_generated.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/link_generated.h"
#include "schemas/own_group_generated.h"
#include "schemas/query_generated.h"
#include "schemas/receipt_generated.h"
#include "schemas/status_edit_generated.h"
#include "schemas/watch_edit_generated.h"

// What no encoder of ours writes, and the numbers that the wire and our own types share.
namespace facet::test {
namespace {

template <typename Ours, typename Theirs, std::size_t N>
void expect_same_numbers(const Theirs (&values)[N], const char* (*theirs)(Theirs)) {
  for (const Theirs value : values) {
    EXPECT_EQ(name(static_cast<Ours>(value)), theirs(value)) << static_cast<int>(value);
  }
  EXPECT_EQ(name(static_cast<Ours>(N)), "unknown") << "one of ours is not in the .fbs";
}

TEST(Wire, NumbersAreTheSchemas) {
  expect_same_numbers<Activity>(wire::EnumValuesActivity(), wire::EnumNameActivity);
  expect_same_numbers<Outcome>(wire::EnumValuesOutcome(), wire::EnumNameOutcome);
  expect_same_numbers<Reason>(wire::EnumValuesReason(), wire::EnumNameReason);
  expect_same_numbers<DeviceState>(wire::EnumValuesDeviceState(), wire::EnumNameDeviceState);
  expect_same_numbers<Shows>(wire::EnumValuesShows(), wire::EnumNameShows);
  expect_same_numbers<Stance>(wire::EnumValuesStance(), wire::EnumNameStance);
  expect_same_numbers<Strangers>(wire::EnumValuesStrangers(), wire::EnumNameStrangers);
  expect_same_numbers<QueryKind>(wire::EnumValuesQueryKind(), wire::EnumNameQueryKind);
  expect_same_numbers<Rule>(wire::EnumValuesRule(), wire::EnumNameRule);
  expect_same_numbers<Overlay>(wire::EnumValuesOverlay(), wire::EnumNameOverlay);
  expect_same_numbers<Cause>(wire::EnumValuesCause(), wire::EnumNameCause);
  static_assert(static_cast<int>(LinkState::unset) == static_cast<int>(wire::LinkState::unset));
  static_assert(static_cast<int>(LinkState::connected) == static_cast<int>(wire::LinkState::connected));
  static_assert(static_cast<int>(LinkState::gone) == static_cast<int>(wire::LinkState::gone));
  EXPECT_EQ(std::size(wire::EnumValuesLinkState()), 3U);
}

TEST(Wire, NumbersAreFixedForEver) {
  static_assert(static_cast<int>(Activity::available) == 1 && static_cast<int>(Activity::free) == 2);
  static_assert(static_cast<int>(Activity::busy) == 3 && static_cast<int>(Activity::meeting) == 4);
  static_assert(static_cast<int>(Activity::driving) == 5 && static_cast<int>(Activity::do_not_disturb) == 6);
  static_assert(static_cast<int>(Activity::in_call) == 7 && static_cast<int>(Activity::off) == 8);
  static_assert(static_cast<int>(Activity::away) == 9 && static_cast<int>(Activity::sleeping) == 10);
  static_assert(static_cast<int>(Activity::travelling) == 11 && static_cast<int>(Activity::holiday) == 12);
  static_assert(static_cast<int>(Reason::unavailable) == 11 && static_cast<int>(Outcome::refused) == 3);
  static_assert(static_cast<int>(Reason::erased) == 12 && static_cast<int>(Shows::instead) == 3);
  static_assert(static_cast<int>(Stance::refused) == 3 && static_cast<int>(Strangers::take) == 2);
  static_assert(static_cast<int>(QueryKind::sources) == 4 && static_cast<int>(Rule::other) == 4);
  static_assert(static_cast<int>(Overlay::in_call) == 2 && static_cast<int>(Cause::schedule) == 6);
}

TEST(Wire, IdentifiersAreTheSchemas) {
  EXPECT_STREQ(identifier(Kind::groups_edit), wire::GroupsEditIdentifier());
  EXPECT_STREQ(identifier(Kind::status_edit), wire::StatusEditIdentifier());
  EXPECT_STREQ(identifier(Kind::device_report), wire::DeviceReportIdentifier());
  EXPECT_STREQ(identifier(Kind::receipt), wire::ReceiptIdentifier());
  EXPECT_STREQ(identifier(Kind::own_group), wire::OwnGroupIdentifier());
  EXPECT_STREQ(identifier(Kind::link), wire::LinkIdentifier());
  EXPECT_STREQ(identifier(Kind::view), wire::ViewIdentifier());
  EXPECT_STREQ(identifier(Kind::watch_edit), wire::WatchEditIdentifier());
  EXPECT_STREQ(identifier(Kind::account_edit), wire::AccountEditIdentifier());
  EXPECT_STREQ(identifier(Kind::query), wire::QueryIdentifier());
  std::set<std::string> all;
  for (const Kind kind : kKinds) {
    all.insert(identifier(kind));
    EXPECT_EQ(kind_of_identifier(identifier(kind)), kind);
    EXPECT_NE(name(kind), "");
  }
  EXPECT_EQ(all.size(), std::size(kKinds));
  EXPECT_EQ(kind_of_identifier("XXXX"), std::nullopt);
  EXPECT_EQ(kind_of_identifier(""), std::nullopt);
}

std::string_view bytes_of(const flatbuffers::FlatBufferBuilder& builder) {
  return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

// A list that many tables name is one list in the payload and would be a hundred in memory.
TEST(Wire, OneListForManyGroupsIsRefused) {
  flatbuffers::FlatBufferBuilder builder;
  const std::vector<std::uint64_t> users{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
  const auto shared = builder.CreateVector(users);
  std::vector<flatbuffers::Offset<wire::GroupEdit>> edits;
  for (std::uint32_t i = 1; i <= 100; ++i) {
    edits.push_back(wire::CreateGroupEdit(builder, i, 0, 0, false, false, shared, 0));
  }
  const auto vector = builder.CreateVector(edits);
  builder.Finish(wire::CreateGroupsEdit(builder, 1, vector), identifier(Kind::groups_edit));
  const auto decoded = decode_groups_edit(bytes_of(builder));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().reason, Reason::malformed);
}

// Each of those entries would hold the long note once more.
TEST(Wire, OneScheduleForManyGroupsIsRefused) {
  const auto shared_by = [](std::uint32_t groups) {
    flatbuffers::FlatBufferBuilder builder;
    const wire::ScheduleEntry entry{127, wire::Activity::busy, 1, 0, 0, 0};
    const std::vector<wire::ScheduleEntry> week(limits::kScheduleEntriesPerGroup, entry);
    const auto shared = builder.CreateVectorOfStructs(week);
    const auto notes = builder.CreateVectorOfStrings({std::string(limits::kNoteBytes, 'x')});
    std::vector<flatbuffers::Offset<wire::GroupSchedule>> schedules;
    for (std::uint32_t i = 0; i < groups; ++i) {
      schedules.push_back(wire::CreateGroupSchedule(builder, i, shared));
    }
    const auto vector = builder.CreateVector(schedules);
    builder.Finish(wire::CreateStatusEdit(builder, 9, 0, notes, 0, 0, 0, 0, vector),
                   identifier(Kind::status_edit));
    return decode_status_edit(bytes_of(builder));
  };
  EXPECT_TRUE(shared_by(1));
  const auto decoded = shared_by(limits::kSettingsPerMessage);
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().reason, Reason::malformed);
  EXPECT_EQ(decoded.error().request, 9U);
}

// `payload` with the list at `at` four bytes further on, and its offset with it.
Bytes moved(Bytes payload, std::size_t at) {
  for (std::size_t offset_at = 8; offset_at < at; offset_at += 4) {
    std::uint32_t offset = 0;
    std::memcpy(&offset, payload.data() + offset_at, sizeof offset);
    if (offset_at + offset != at) continue;
    offset += 4;
    std::memcpy(payload.data() + offset_at, &offset, sizeof offset);
  }
  return payload.insert(at, 4, '\0');
}

// FlatBuffers' verifier lets 64-bit elements lie anywhere; reading them there is undefined.
TEST(Wire, AListOfIdsThatIsNotAlignedIsRefused) {
  const Bytes payload = encode(StatusRequest{1, {UserId{7}, UserId{8}}});
  const std::size_t at = payload.size() - 20;  // length and two ids
  ASSERT_EQ(payload[at], 2);
  const auto decoded = decode_status_request(moved(payload, at));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().reason, Reason::malformed);
}

TEST(Wire, SourcesThatAreNotAlignedAreRefused) {
  Receipt receipt;
  receipt.outcome = Outcome::accepted;
  receipt.sources = {{UserId{7}, Stance::none, true, true}, {UserId{8}, Stance::none, true, true}};
  const Bytes payload = encode(receipt);
  const std::size_t at = payload.size() - 36;  // length and two of them
  ASSERT_EQ(payload[at], 2);
  ASSERT_TRUE(decode_receipt(payload));
  const auto decoded = decode_receipt(moved(payload, at));
  ASSERT_FALSE(decoded);
  EXPECT_EQ(decoded.error().reason, Reason::malformed);
}

Decoded<StatusEdit> decode_setting(wire::GroupSetting setting, std::size_t notes) {
  flatbuffers::FlatBufferBuilder builder;
  const auto settings = builder.CreateVectorOfStructs(&setting, 1);
  const auto texts = builder.CreateVectorOfStrings(std::vector<std::string>(notes, "note"));
  builder.Finish(wire::CreateStatusEdit(builder, 9, settings, texts), identifier(Kind::status_edit));
  return decode_status_edit(bytes_of(builder));
}

TEST(Wire, ANoteThatIsNotThereIsRefused) {
  const auto fine = decode_setting({1, 0, wire::Activity::busy, 2, 0}, 2);
  ASSERT_TRUE(fine);
  EXPECT_EQ(fine->settings[0].setting.note, "note");
  const auto beyond = decode_setting({1, 0, wire::Activity::busy, 3, 0}, 2);
  ASSERT_FALSE(beyond);
  EXPECT_EQ(beyond.error().limit, "note");
  EXPECT_EQ(beyond.error().request, 9U);
  EXPECT_EQ(decode_setting({1, 0, wire::Activity::busy, 0, 0}, limits::kNotesPerMessage + 1).error().limit,
            "notes_per_message");
}

TEST(Wire, AnOwnGroupWithoutStatusIsRefused) {
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(wire::CreateOwnGroup(builder, 1), identifier(Kind::own_group));
  EXPECT_EQ(decode_own_group(bytes_of(builder)).error().limit, "base");
}

TEST(Wire, AnAnswerWithoutViewIsRefused) {
  flatbuffers::FlatBufferBuilder builder;
  const auto answer = wire::CreateAnswer(builder, 5, 0);
  const auto answers = builder.CreateVector(&answer, 1);
  builder.Finish(
      wire::CreateReceipt(builder, 1, wire::Outcome::accepted, wire::Reason::none, 0, 0, 0, answers),
      identifier(Kind::receipt));
  EXPECT_EQ(decode_receipt(bytes_of(builder)).error().limit, "view");
}

TEST(Wire, ASeenWithoutViewIsRefused) {
  flatbuffers::FlatBufferBuilder builder;
  const auto seen = wire::CreateSeen(builder, 5, 0);
  const auto rows = builder.CreateVector(&seen, 1);
  builder.Finish(
      wire::CreateReceipt(builder, 1, wire::Outcome::accepted, wire::Reason::none, 0, 0, 0, 0, rows),
      identifier(Kind::receipt));
  EXPECT_EQ(decode_receipt(bytes_of(builder)).error().limit, "view");
}

// What a newer version adds does not keep an older one from reading: outcomes and reasons too.
TEST(Wire, UnknownOutcomesAndReasonsAreKept) {
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(
      wire::CreateReceipt(builder, 1, static_cast<wire::Outcome>(9), static_cast<wire::Reason>(99)),
      identifier(Kind::receipt));
  const auto decoded = decode_receipt(bytes_of(builder));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(name(decoded->outcome), "unknown");
  EXPECT_EQ(name(decoded->reason), "unknown");
}

TEST(Wire, UnknownRulesOverlaysCausesAndStancesAreKept) {
  Receipt receipt{1, Outcome::accepted, Reason::none, "", 0, {}, {}};
  receipt.seen = {{UserId{5}, View{Activity::free, "", {}, {}}, Rule{77}, {}, Overlay{78}}};
  receipt.log = {{kNoTime, Cause{79}, {}, {{Rule{80}, {}, Activity::free, 1}}}};
  receipt.sources = {{UserId{5}, Stance{81}, false, false}};
  const auto decoded = decode_receipt(encode(receipt));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(*decoded, receipt);
  EXPECT_EQ(name(decoded->seen[0].rule), "unknown");
  EXPECT_EQ(name(decoded->seen[0].overlay), "unknown");
  EXPECT_EQ(name(decoded->log[0].cause), "unknown");
  EXPECT_EQ(name(decoded->sources[0].stance), "unknown");
}

TEST(Wire, AnUnknownWayToShowAnAutomaticStatusIsKeptInAnOwnGroup) {
  OwnGroup group;
  group.base.activity = Activity::free;
  group.automatics = {{Shows{4}, Activity::away}, {Shows{200}}};
  const auto decoded = decode_own_group(encode(group));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->automatics, group.automatics);
  EXPECT_EQ(name(decoded->automatics.off.shows), "unknown");
}

}  // namespace
}  // namespace facet::test
