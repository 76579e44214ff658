#include "tests/unit/schemas/samples.h"

#include "schemas/encode.h"

namespace facet::test {
namespace {

Setting setting(Activity activity, std::string note = {}, Time until = kNoTime, Time changed_at = kNoTime) {
  return {activity, std::move(note), until, changed_at};
}

}  // namespace

GroupsEdit groups_edit() {
  GroupEdit family{GroupId{1}, "家人", std::uint16_t{1}, false, false, {kBob, kEve}, {}};
  GroupEdit work{GroupId{2}, {}, {}, false, true, {kEve}, {}};
  GroupEdit friends{GroupId{4'294'967'294}, {}, std::uint16_t{1'000}, false, false, {}, {kBob}};
  return {kRevision, {family, work, friends}};
}

GroupsEdit groups_edit_erase() {
  return {kRevision, {{GroupId{1}, {}, {}, true, false, {}, {}}}};
}

StatusEdit status_edit() {
  return {kRevision,
          {{kEveryGroup, setting(Activity::driving, "back at 6", kUntil)},
           {GroupId{2}, setting(Activity::meeting, "back at 6")},
           {kOther, setting(Activity::busy)}},
          {{kBob, setting(Activity::free, "叫我 ☕", kUntil)}, {kEve, std::nullopt}},
          {UserId{999'999'999'999'999}},
          {UserId{1}}};
}

StatusEdit status_edit_one_group() {
  return {kRevision, {{GroupId{1}, setting(Activity::driving, "", kUntil)}}, {}, {}, {}};
}

DeviceReport device_report() {
  return {kRevision, DeviceState::in_call};
}

DeviceReport device_report_asleep() {
  return {kRevision, DeviceState::asleep};
}

StatusRequest status_request() {
  return {0x0123'4567'89AB'CDEF, {kBob, kEve}};
}

View view() {
  return {Activity::driving, "回家路上", kChangedAt, kUntil};
}

View view_off() {
  return {Activity::off, "", kNoTime, kNoTime};
}

View view_unknown_activity() {
  return {Activity{63}, "", kChangedAt, kNoTime};
}

OwnGroup own_group() {
  return {kRevision,
          "Family & friends",
          3,
          setting(Activity::available, "", kNoTime, kChangedAt),
          setting(Activity::meeting, "till 4", kUntil, kChangedAt),
          Revision{kRevision.value() + 0x10000},
          Revision{kRevision.value() + 0x20000},
          2};
}

OwnMembers own_members() {
  return {kRevision, {kEve, kBob}};
}

Receipt receipt_accepted() {
  return {kRevision.value(), Outcome::accepted, Reason::none, "", 0, kRevision, {}};
}

Receipt receipt_refused() {
  return {kRevision.value(), Outcome::refused, Reason::over_limit, "groups_per_user", 100, kRevision, {}};
}

Receipt receipt_answers() {
  Receipt receipt{42, Outcome::accepted, Reason::none, "", 0, Revision{}, {}};
  receipt.answers = {{kBob, view()}, {kEve, view_off()}};
  return receipt;
}

Link link() {
  return {LinkState::connected, 17};
}

FanOut fan_out() {
  return {kAlice, encode(view_off()), {kBob, kEve}};
}

FanOut fan_out_remove() {
  return {kAlice, {}, {kBob}};
}

std::vector<Sample> samples() {
  return {
      {"groups_edit", Kind::groups_edit, encode(groups_edit())},
      {"groups_edit_erase", Kind::groups_edit, encode(groups_edit_erase())},
      {"status_edit", Kind::status_edit, encode(status_edit())},
      {"status_edit_one_group", Kind::status_edit, encode(status_edit_one_group())},
      {"device_report", Kind::device_report, encode(device_report())},
      {"device_report_asleep", Kind::device_report, encode(device_report_asleep())},
      {"status_request", Kind::status_request, encode(status_request())},
      {"view", Kind::view, encode(view())},
      {"view_off", Kind::view, encode(view_off())},
      {"view_unknown_activity", Kind::view, encode(view_unknown_activity())},
      {"own_group", Kind::own_group, encode(own_group())},
      {"own_members", Kind::own_members, encode(own_members())},
      {"receipt_accepted", Kind::receipt, encode(receipt_accepted())},
      {"receipt_refused", Kind::receipt, encode(receipt_refused())},
      {"receipt_answers", Kind::receipt, encode(receipt_answers())},
      {"link", Kind::link, encode(link())},
      {"fan_out", Kind::fan_out, encode(fan_out())},
      {"fan_out_remove", Kind::fan_out, encode(fan_out_remove())},
  };
}

}  // namespace facet::test
