#pragma once

#include <string>
#include <vector>

#include "schemas/kinds.h"
#include "schemas/messages.h"

// One or more values of every kind. The golden files in tests/golden/wire bear their names: change a value,
// and its file no longer fits.
namespace facet::test {

inline constexpr UserId kAlice{8613800138000};
inline constexpr UserId kBob{8613900000001};
inline constexpr UserId kEve{4915112345678};
inline constexpr Revision kRevision{(std::uint64_t{1'795'455'000'123} << 16) | 7};
inline constexpr Time kChangedAt{std::chrono::seconds{1'795'455'000}};
inline constexpr Time kUntil{std::chrono::seconds{1'795'458'600}};

GroupsEdit groups_edit();
GroupsEdit groups_edit_erase();
GroupsEdit groups_edit_until();
StatusEdit status_edit();
StatusEdit status_edit_one_group();
StatusEdit status_edit_automatics();
StatusEdit status_edit_schedule();
DeviceReport device_report();
DeviceReport device_report_asleep();
StatusRequest status_request();
WatchEdit watch_edit();
AccountEdit account_edit();
Query query();
View view();
View view_off();
View view_unknown_activity();
OwnGroup own_group();
OwnGroup own_group_schedule();
OwnMembers own_members();
OwnMembers own_members_untils();
Receipt receipt_accepted();
Receipt receipt_refused();
Receipt receipt_answers();
Receipt receipt_seen();
Receipt receipt_log();
Receipt receipt_sources();
Link link();
FanOut fan_out();
FanOut fan_out_remove();

struct Sample {
  std::string name;
  Kind kind;
  Bytes payload;
};
std::vector<Sample> samples();

}  // namespace facet::test
