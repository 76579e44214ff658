#pragma once

#include <map>
#include <vector>

#include "client/lib/sqlite.h"
#include "schemas/messages.h"

// Who is in which group, and until when. Who was a member until a time that is over is none, though the row
// may stay until the resolver's list comes.
namespace facet::client {

struct MemberRows {
  std::vector<UserId> members;    // ascending
  std::map<UserId, Time> untils;  // of those who have an end
};

Result<MemberRows> read_members(Database& db, GroupId group, Time now);
// Whose membership this changes: who was not there before, or until another time. Limits of a whole person
// are checked after all is in: errc::over_limit, to be rolled back by the caller.
Result<std::vector<UserId>> insert_members(Database& db, GroupId group, const std::vector<UserId>& members,
                                           Time until, Time now);
// Who of them had been there.
Result<std::vector<UserId>> remove_members(Database& db, GroupId group, const std::vector<UserId>& members);
// As the resolver has them: no limit is ours to check.
Status replace_members(Database& db, GroupId group, const OwnMembers& own);

}  // namespace facet::client
