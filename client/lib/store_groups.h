#pragma once

#include <optional>
#include <vector>

#include "client/lib/phone.h"
#include "client/lib/sqlite.h"

// The groups as this phone shows them, with the revisions that decide what is newer.
namespace facet::client {

// What changes of a group independently of the rest, each under its own revision.
enum class Part : std::int64_t { identity = 1, members = 2, setting = 3 };

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
};

Result<std::vector<GroupRow>> read_groups(Database& db);  // by rank, then id; `other` last
Result<std::optional<GroupRow>> read_group(Database& db, GroupId group);
// Inserts or overwrites everything but the members.
Status write_group(Database& db, const GroupRow& group);
// With its members. `other` is put back to what it is at first instead.
Status erase_group(Database& db, GroupId group);

// Which change the part now holds; nothing happens when the group is not there.
Status set_part_revision(Database& db, GroupId group, Part part, Revision revision);

Result<std::vector<UserId>> read_members(Database& db, GroupId group);  // ascending
// Who of them was not there before. Limits of a whole person are checked after all is in:
// errc::over_limit, to be rolled back by the caller.
Result<std::vector<UserId>> insert_members(Database& db, GroupId group, const std::vector<UserId>& members);
// Who of them had been there.
Result<std::vector<UserId>> remove_members(Database& db, GroupId group, const std::vector<UserId>& members);
// As the resolver has them: no limit is ours to check.
Status replace_members(Database& db, GroupId group, const std::vector<UserId>& members, Revision revision);

}  // namespace facet::client
