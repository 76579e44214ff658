#pragma once

#include <optional>
#include <vector>

#include "client/lib/phone.h"
#include "client/lib/sqlite.h"

// The groups as this phone shows them, with the revisions that decide what is newer.
namespace facet::client {

// What changes of a group independently of the rest, each under its own revision.
// `zone` is the person's and counts as a part of `other`; it has no revision of its own here.
enum class Part : std::int64_t {
  identity = 1,
  members = 2,
  setting = 3,
  automatics = 4,
  schedule = 5,
  zone = 6,
};

struct GroupRow {
  GroupId id;
  std::string name;
  std::uint16_t rank = 0;
  Setting base{Activity::off, {}, kNoTime, kNoTime};
  std::optional<Setting> temporary;  // as stored, also when its time is over
  Revision revision;
  Revision members_revision;
  Revision setting_revision;
  bool members_doubtful = false;
  Automatics automatics{};
  Revision automatics_revision{};
  Revision schedule_revision{};
};

Result<std::vector<GroupRow>> read_groups(Database& db);  // by rank, then id; `other` last
Result<std::optional<GroupRow>> read_group(Database& db, GroupId group);
// Inserts or overwrites everything but the members and the schedule.
Status write_group(Database& db, const GroupRow& group);
// With its members. `other` is put back to what it is at first instead.
Status erase_group(Database& db, GroupId group);

Result<Schedule> read_schedule(Database& db, GroupId group);
// The whole of it; the group is there.
Status write_schedule(Database& db, GroupId group, const Schedule& schedule);

Revision revision_of(const GroupRow& group, Part part);  // of Part::zone: always 0
// Which change the part now holds; nothing happens when the group is not there.
Status set_part_revision(Database& db, GroupId group, Part part, Revision revision);

}  // namespace facet::client
