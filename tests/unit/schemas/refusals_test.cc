#include <gtest/gtest.h>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/limits.h"
#include "tests/unit/schemas/refused.h"
#include "tests/unit/schemas/samples.h"

// Why a payload is not taken: the reason, the name of the limit or field, and which message it was.
namespace facet::test {
namespace {

GroupsEdit one_group(GroupEdit edit) {
  return {kRevision, {std::move(edit)}};
}
GroupEdit plain(std::uint32_t group = 1) {
  return {GroupId{group}, {}, {}, false, false, {}, {}};
}
Decoded<GroupsEdit> sent(const GroupsEdit& edit) {
  return decode_groups_edit(encode(edit));
}
Decoded<StatusEdit> sent(const StatusEdit& edit) {
  return decode_status_edit(encode(edit));
}
Decoded<StatusEdit> told(Activity activity, std::string note = {}) {
  StatusEdit edit = status_edit_one_group();
  edit.settings[0].setting = {.activity = activity, .note = std::move(note)};
  return sent(edit);
}
TEST(Refusals, AnotherKindsPayload) {
  expect_refused(decode_status_edit(encode(groups_edit())), Reason::wrong_kind);
  expect_refused(decode_groups_edit(encode(status_edit())), Reason::wrong_kind);
  expect_refused(decode_view(encode(link())), Reason::wrong_kind);
  expect_refused(decode_fan_out(encode(view())), Reason::wrong_kind);
  expect_refused(decode_query(encode(watch_edit())), Reason::wrong_kind);
  expect_refused(decode_watch_edit(encode(account_edit())), Reason::wrong_kind);
  expect_refused(decode_account_edit(encode(query())), Reason::wrong_kind);
}

TEST(Refusals, NoPayloadOfOurs) {
  expect_refused(decode_view(""), Reason::malformed);
  expect_refused(decode_view("FVW1"), Reason::malformed);
  expect_refused(decode_view("\x08\0\0\0XXXX"), Reason::malformed);
  expect_refused(decode_groups_edit(R"({"revision":1})"), Reason::malformed);
}

TEST(Refusals, APayloadThatIsTooLarge) {
  const auto padded = [](Bytes payload, std::size_t size) {
    payload.resize(size + 1);
    return payload;
  };
  expect_refused(decode_groups_edit(padded(encode(groups_edit()), limits::kUpPayloadBytes)),
                 Reason::too_large, "payload_bytes");
  expect_refused(decode_view(padded(encode(view()), limits::kViewBytes)), Reason::too_large, "payload_bytes");
  expect_refused(decode_watch_edit(padded(encode(watch_edit()), limits::kUpPayloadBytes)), Reason::too_large,
                 "payload_bytes");
  expect_refused(decode_fan_out(padded(encode(fan_out()), limits::kFanOutBytes)), Reason::too_large,
                 "payload_bytes");
  expect_refused(decode_receipt(padded(encode(receipt_accepted()), limits::kReceiptBytes)), Reason::too_large,
                 "payload_bytes");
  expect_refused(decode_own_members(padded(encode(own_members()), limits::kOwnPayloadBytes)),
                 Reason::too_large, "payload_bytes");
}

TEST(Refusals, SayWhichMessageItWas) {
  EXPECT_EQ(told(Activity::unset).error().request, kRevision.value());
  EXPECT_EQ(sent(GroupsEdit{kRevision, {}}).error().request, kRevision.value());
  EXPECT_EQ(decode_status_request(encode(StatusRequest{77, {}})).error().request, 77U);
  EXPECT_EQ(decode_device_report(encode(DeviceReport{kRevision, DeviceState::unset})).error().request,
            kRevision.value());
  EXPECT_EQ(decode_view("").error().request, 0U);
}

TEST(Refusals, NotesAndNamesThatAreNoText) {
  const std::string bad[] = {
      "\x01",
      "a\nb",
      "tab\t",
      "\x7F",
      "\x1B[31m",
      std::string("nul\0", 4),
      "\xC2\x80",
      "\xC2\x9B[31m",
      "\xFF",
      "\xC0\xAF",
      "\xE0\x80\xAF",
      "\xED\xA0\x80",
      "\xF4\x90\x80\x80",
      "\xF8\x88\x80\x80\x80",
      "cut \xE5\xAE",
      "\x80",
      "\xC3",
  };
  for (const auto& text : bad) {
    expect_refused(told(Activity::busy, text), Reason::bad_text, "note_bytes");
    expect_refused(decode_view(encode(View{Activity::busy, text, {}, {}})), Reason::bad_text, "note_bytes");
    GroupEdit edit = plain();
    edit.name = text;
    expect_refused(sent(one_group(edit)), Reason::bad_text, "group_name_bytes");
    OwnGroup own = own_group();
    own.name = text;
    expect_refused(decode_own_group(encode(own)), Reason::bad_text, "group_name_bytes");
  }
  for (const char* fine : {"\xC2\xA0", "\xF0\x9F\x98\x80", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF", "a b~"}) {
    EXPECT_TRUE(told(Activity::busy, fine)) << fine;
  }
}

TEST(Refusals, TextThatIsTooLong) {
  EXPECT_TRUE(told(Activity::busy, std::string(limits::kNoteBytes, 'x')));
  expect_refused(told(Activity::busy, std::string(limits::kNoteBytes + 1, 'x')), Reason::over_limit,
                 "note_bytes");
  GroupEdit edit = plain();
  edit.name = std::string(limits::kGroupNameBytes, 'x');
  EXPECT_TRUE(sent(one_group(edit)));
  *edit.name += 'x';
  expect_refused(sent(one_group(edit)), Reason::over_limit, "group_name_bytes");
}

TEST(Refusals, ActivitiesBeyondWhatNewerVersionsMayAdd) {
  for (int number = 1; number <= 63; ++number) {
    EXPECT_TRUE(told(static_cast<Activity>(number))) << number;
    EXPECT_TRUE(decode_view(encode(View{static_cast<Activity>(number), "", {}, {}}))) << number;
  }
  for (const int number : {0, 64, 65, 128, 255}) {
    expect_refused(told(static_cast<Activity>(number)), Reason::bad_value, "activity");
    expect_refused(decode_view(encode(View{static_cast<Activity>(number), "", {}, {}})), Reason::bad_value,
                   "activity");
  }
}

TEST(Refusals, ContradictionsInAGroupsEdit) {
  expect_refused(sent(GroupsEdit{kRevision, {}}), Reason::bad_value, "edits");
  expect_refused(sent(one_group(plain(0))), Reason::bad_value, "group");
  expect_refused(sent(one_group(plain(0xFFFF'FFFF))), Reason::bad_value, "group");
  expect_refused(sent(GroupsEdit{kRevision, {plain(), plain()}}), Reason::bad_value, "same_group_twice");
  GroupEdit edit = plain();
  edit.name = "";
  expect_refused(sent(one_group(edit)), Reason::bad_value, "name");
  edit = plain();
  edit.rank = 1'001;
  expect_refused(sent(one_group(edit)), Reason::bad_value, "rank");
  edit = plain();
  edit.erase = true;
  edit.add = {kBob};
  expect_refused(sent(one_group(edit)), Reason::bad_value, "delete");
  edit.erase = false;
  edit.remove = {kBob};
  expect_refused(sent(one_group(edit)), Reason::bad_value, "same_contact_twice");
  edit.add = {kEve, kEve};
  expect_refused(sent(one_group(edit)), Reason::bad_value, "same_contact_twice");
  edit.add = {kEve};
  edit.replace = true;
  expect_refused(sent(one_group(edit)), Reason::bad_value, "remove");
  edit = plain();
  edit.add = {UserId{0}};
  expect_refused(sent(one_group(edit)), Reason::bad_value, "user_id");
  edit.add = {UserId{1'000'000'000'000'000}};
  expect_refused(sent(one_group(edit)), Reason::bad_value, "user_id");
}

// A membership ends; neither a removal nor a group does.
TEST(Refusals, AnEndWithoutAMembership) {
  GroupEdit edit = plain();
  edit.until = kUntil;
  expect_refused(sent(one_group(edit)), Reason::bad_value, "until");
  edit.remove = {kBob};
  expect_refused(sent(one_group(edit)), Reason::bad_value, "until");
  edit = plain();
  edit.until = kUntil;
  edit.erase = true;
  expect_refused(sent(one_group(edit)), Reason::bad_value, "until");
  OwnMembers members = own_members_untils();
  members.untils.pop_back();
  expect_refused(decode_own_members(encode(members)), Reason::bad_value, "untils");
  members.untils.assign(3, kUntil);
  expect_refused(decode_own_members(encode(members)), Reason::bad_value, "untils");
}

TEST(Refusals, TooMuchInAGroupsEdit) {
  GroupsEdit edit{kRevision, {}};
  for (std::uint32_t i = 1; i <= limits::kGroupEditsPerMessage; ++i) edit.edits.push_back(plain(i));
  EXPECT_TRUE(sent(edit));
  edit.edits.push_back(plain(5'000));
  expect_refused(sent(edit), Reason::over_limit, "group_edits_per_message");
  GroupEdit members = plain();
  members.add = users(limits::kMembersPerGroup + 1);
  expect_refused(sent(one_group(members)), Reason::over_limit, "members_per_group");
  std::swap(members.add, members.remove);
  expect_refused(sent(one_group(members)), Reason::over_limit, "contacts_per_message");
}

TEST(Refusals, TooMuchInAStatusEdit) {
  StatusEdit edit;
  expect_refused(sent(edit), Reason::bad_value, "settings");
  for (std::uint32_t i = 0; i < limits::kSettingsPerMessage; ++i) {
    edit.settings.push_back({GroupId{i}, {.activity = Activity::busy, .note = {}}});
  }
  EXPECT_TRUE(sent(edit));
  edit.settings.push_back({GroupId{5'000}, {.activity = Activity::busy, .note = {}}});
  expect_refused(sent(edit), Reason::over_limit, "settings_per_message");
  StatusEdit blocks;
  blocks.block = users(limits::kContactsPerMessage + 1);
  expect_refused(sent(blocks), Reason::over_limit, "contacts_per_message");
  std::swap(blocks.block, blocks.unblock);
  expect_refused(sent(blocks), Reason::over_limit, "contacts_per_message");
}

TEST(Refusals, ContradictionsInAStatusEdit) {
  StatusEdit edit = status_edit_one_group();
  edit.settings.push_back(edit.settings[0]);
  expect_refused(sent(edit), Reason::bad_value, "same_group_twice");
  edit = StatusEdit{};
  edit.overrides = {{kBob, std::nullopt}, {kBob, std::nullopt}};
  expect_refused(sent(edit), Reason::bad_value, "same_contact_twice");
  edit.overrides = {{UserId{}, std::nullopt}};
  expect_refused(sent(edit), Reason::bad_value, "user_id");
  edit = StatusEdit{};
  edit.block = edit.unblock = {kBob};
  expect_refused(sent(edit), Reason::bad_value, "same_contact_twice");
}

TEST(Refusals, TooMuchInTheOthers) {
  StatusRequest request{1, users(limits::kPresentitiesPerRequest + 1)};
  expect_refused(decode_status_request(encode(request)), Reason::over_limit, "presentities_per_request");
  request.presentities.clear();
  expect_refused(decode_status_request(encode(request)), Reason::bad_value, "presentities");
  FanOut wide{kAlice, {}, users(limits::kWatchersPerFanOut + 1)};
  expect_refused(decode_fan_out(encode(wide)), Reason::over_limit, "watchers_per_fan_out");
  FanOut long_view{kAlice, Bytes(limits::kViewBytes + 1, 'x'), {kBob}};
  expect_refused(decode_fan_out(encode(long_view)), Reason::over_limit, "view_bytes");
  expect_refused(decode_fan_out(encode(FanOut{UserId{}, {}, {kBob}})), Reason::bad_value, "user_id");
  Receipt receipt = receipt_answers();
  receipt.answers.resize(limits::kPresentitiesPerRequest + 1, receipt.answers[0]);
  expect_refused(decode_receipt(encode(receipt)), Reason::over_limit, "presentities_per_request");
  OwnMembers members{kRevision, users(limits::kMembersPerGroup + 1)};
  expect_refused(decode_own_members(encode(members)), Reason::over_limit, "members_per_group");
}

TEST(Refusals, TooMuchInAnAnswerToAQuery) {
  const auto grown = [](auto part, std::size_t size) {
    Receipt receipt = receipt_seen();
    receipt.log = receipt_log().log;
    receipt.sources = receipt_sources().sources;
    part(receipt).resize(size, part(receipt)[0]);
    return decode_receipt(encode(receipt));
  };
  const auto seen = [](Receipt & receipt) -> auto& {
    return receipt.seen;
  };
  const auto log = [](Receipt & receipt) -> auto& {
    return receipt.log;
  };
  const auto sources = [](Receipt & receipt) -> auto& {
    return receipt.sources;
  };
  const auto lines = [](Receipt & receipt) -> auto& {
    return receipt.log[1].lines;
  };
  EXPECT_TRUE(grown(seen, limits::kRowsPerReceipt));
  EXPECT_TRUE(grown(lines, limits::kLogLines));
  expect_refused(grown(seen, limits::kRowsPerReceipt + 1), Reason::over_limit, "rows_per_receipt");
  expect_refused(grown(log, limits::kRowsPerReceipt + 1), Reason::over_limit, "rows_per_receipt");
  expect_refused(grown(sources, limits::kRowsPerReceipt + 1), Reason::over_limit, "rows_per_receipt");
  expect_refused(grown(lines, limits::kLogLines + 1), Reason::over_limit, "log_lines");
}

TEST(Refusals, NobodyAndNothingInAnAnswerToAQuery) {
  Receipt receipt = receipt_seen();
  receipt.seen[1].watcher = UserId{};
  expect_refused(decode_receipt(encode(receipt)), Reason::bad_value, "user_id");
  receipt = receipt_seen();
  receipt.seen[1].view.activity = Activity::unset;
  expect_refused(decode_receipt(encode(receipt)), Reason::bad_value, "activity");
  receipt = receipt_seen();
  receipt.seen[0].override_setting->note = "\x1B[31m";
  expect_refused(decode_receipt(encode(receipt)), Reason::bad_text, "note_bytes");
  receipt = receipt_log();
  receipt.log[1].lines[2].activity = Activity{64};
  expect_refused(decode_receipt(encode(receipt)), Reason::bad_value, "activity");
  receipt = receipt_sources();
  receipt.sources[0].presentity = UserId{1'000'000'000'000'000};
  expect_refused(decode_receipt(encode(receipt)), Reason::bad_value, "user_id");
}

TEST(Refusals, StatesAndRanksOutOfTheirRange) {
  expect_refused(decode_device_report(encode(DeviceReport{kRevision, DeviceState{5}})), Reason::bad_value,
                 "state");
  expect_refused(decode_link(encode(Link{LinkState::unset, 1})), Reason::bad_value, "state");
  expect_refused(decode_link(encode(Link{LinkState{3}, 1})), Reason::bad_value, "state");
  Receipt receipt = receipt_accepted();
  receipt.outcome = Outcome::unset;
  expect_refused(decode_receipt(encode(receipt)), Reason::bad_value, "outcome");
  OwnGroup own = own_group();
  own.rank = 1'001;
  expect_refused(decode_own_group(encode(own)), Reason::bad_value, "rank");
  own = own_group();
  own.base.activity = Activity::unset;
  expect_refused(decode_own_group(encode(own)), Reason::bad_value, "activity");
}

}  // namespace
}  // namespace facet::test
