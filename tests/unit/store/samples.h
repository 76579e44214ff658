#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "resolver/ports/store.h"

// Values with every field used, and what tests do with them.
namespace facet::resolver::test {

inline constexpr UserId kAlice{8613800138000};
inline constexpr UserId kBob{4915112345678};
inline constexpr UserId kCarol{12025550123};

inline Time at(std::int64_t seconds) {
  return Time{std::chrono::seconds{seconds}};
}

Setting sample_setting();
GroupState sample_group(GroupId id);
GroupState sample_scheduled_group(GroupId id);  // and automatics
ContactState sample_contact();
ContactState sample_follower();
Device sample_device();
Device sample_connected_device();
Device sample_calling_device();
Account sample_account();
LogEntry sample_log_entry();

// Groups, members, removed members, overrides, blocks, pins and devices: what schema 2 knew.
std::vector<Write> writes_of_schema_2();
// And automatics, schedules, followers, calls, the account and stances.
std::vector<Write> rich_writes();

void apply_to(Presentity& presentity, const std::vector<Write>& writes);
// Every part and every count; not newest(), which a model that has seen more may have higher.
void expect_same(const Presentity& stored, const Presentity& expected);

std::string hex(std::string_view bytes);
std::string unhex(std::string_view digits);  // white space between is skipped

}  // namespace facet::resolver::test
