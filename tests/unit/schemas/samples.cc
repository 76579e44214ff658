#include "tests/unit/schemas/samples.h"

#include "schemas/encode.h"

namespace facet::test {
namespace {

Setting setting(Activity activity, std::string note = {}, Time until = kNoTime, Time changed_at = kNoTime) {
  return {activity, std::move(note), until, changed_at};
}

// Nights that end on the next day, a lunch, and a whole Sunday.
Schedule schedule() {
  return {{0b0011111, 22 * 60, 7 * 60 + 30, Activity::sleeping, "sleeping"},
          {0b0011111, 12 * 60, 12 * 60 + 45, Activity::free, "午饭"},
          {0b1000000, 0, 0, Activity::available, ""}};
}

Receipt of_query() {
  return {42, Outcome::accepted, Reason::none, "", 0, Revision{}, {}};
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

GroupsEdit groups_edit_until() {
  GroupEdit trip{GroupId{3}, {}, {}, false, false, {kBob, kEve}, {}};
  trip.until = kUntil;
  return {kRevision, {trip}};
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

StatusEdit status_edit_automatics() {
  StatusEdit edit;
  edit.revision = kRevision;
  edit.automatics = {{kEveryGroup, {{Shows::hidden}, {Shows::shown}}},
                     {GroupId{2}, {{Shows::instead, Activity::busy}, {Shows::instead, Activity::meeting}}},
                     {kOther, {}}};
  return edit;
}

StatusEdit status_edit_schedule() {
  StatusEdit edit;
  edit.revision = kRevision;
  edit.settings = {{GroupId{1}, setting(Activity::free, "sleeping")}};
  edit.schedules = {{GroupId{1}, schedule()}, {kOther, {}}};
  edit.zone = "Asia/Shanghai";
  return edit;
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

WatchEdit watch_edit() {
  return {kRevision, {kBob}, {UserId{1}}, {kEve}, {UserId{999'999'999'999'999}}, Strangers::take};
}

AccountEdit account_edit() {
  return {kRevision, kAlice};
}

Query query() {
  return {0x0123'4567'89AB'CDEF, QueryKind::view_as, kBob, 0};
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

OwnGroup own_group_schedule() {
  OwnGroup group = own_group();
  group.automatics = {{Shows::instead, Activity::away}, {Shows::hidden}};
  group.automatics_revision = kRevision;
  group.schedule = schedule();
  group.schedule_revision = Revision{kRevision.value() + 0x30000};
  group.zone = "America/Argentina/Buenos_Aires";
  return group;
}

OwnMembers own_members_untils() {
  return {kRevision, {kEve, kBob}, {kNoTime, kUntil}};
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

Receipt receipt_seen() {
  Receipt receipt = of_query();
  Seen overridden{kBob, view(), Rule::override_setting, GroupId{}};
  overridden.override_setting = setting(Activity::driving, "回家路上", kUntil, kChangedAt);
  Seen member{kEve, view_off(), Rule::group, GroupId{4'294'967'294}, Overlay::off};
  Seen follower{UserId{1}, view_off(), Rule::blocked, GroupId{}};
  follower.blocked = true;
  follower.follows_until = kUntil;
  follower.former = true;
  receipt.seen = {overridden, member, follower};
  receipt.next = kEve.value();
  return receipt;
}

Receipt receipt_log() {
  Receipt receipt = of_query();
  receipt.log = {{kUntil, Cause::ended, DeviceId{}, {}},
                 {kChangedAt,
                  Cause::status,
                  DeviceId{7},
                  {{Rule::group, GroupId{1}, Activity::driving, 200},
                   {Rule::override_setting, GroupId{}, Activity::free, 1},
                   {Rule::other, kOther, Activity{63}, 4'000'000'000}}}};
  receipt.next = 7;
  return receipt;
}

Receipt receipt_sources() {
  Receipt receipt = of_query();
  receipt.sources = {{UserId{1}, Stance::refused, false, false},
                     {kBob, Stance::none, true, true},
                     {kEve, Stance::accepted, false, true}};
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
      {"groups_edit_until", Kind::groups_edit, encode(groups_edit_until())},
      {"status_edit", Kind::status_edit, encode(status_edit())},
      {"status_edit_one_group", Kind::status_edit, encode(status_edit_one_group())},
      {"status_edit_automatics", Kind::status_edit, encode(status_edit_automatics())},
      {"status_edit_schedule", Kind::status_edit, encode(status_edit_schedule())},
      {"device_report", Kind::device_report, encode(device_report())},
      {"device_report_asleep", Kind::device_report, encode(device_report_asleep())},
      {"status_request", Kind::status_request, encode(status_request())},
      {"watch_edit", Kind::watch_edit, encode(watch_edit())},
      {"account_edit", Kind::account_edit, encode(account_edit())},
      {"query", Kind::query, encode(query())},
      {"view", Kind::view, encode(view())},
      {"view_off", Kind::view, encode(view_off())},
      {"view_unknown_activity", Kind::view, encode(view_unknown_activity())},
      {"own_group", Kind::own_group, encode(own_group())},
      {"own_group_schedule", Kind::own_group, encode(own_group_schedule())},
      {"own_members", Kind::own_members, encode(own_members())},
      {"own_members_untils", Kind::own_members, encode(own_members_untils())},
      {"receipt_accepted", Kind::receipt, encode(receipt_accepted())},
      {"receipt_refused", Kind::receipt, encode(receipt_refused())},
      {"receipt_answers", Kind::receipt, encode(receipt_answers())},
      {"receipt_seen", Kind::receipt, encode(receipt_seen())},
      {"receipt_log", Kind::receipt, encode(receipt_log())},
      {"receipt_sources", Kind::receipt, encode(receipt_sources())},
      {"link", Kind::link, encode(link())},
      {"fan_out", Kind::fan_out, encode(fan_out())},
      {"fan_out_remove", Kind::fan_out, encode(fan_out_remove())},
  };
}

}  // namespace facet::test
