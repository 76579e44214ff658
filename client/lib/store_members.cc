#include <algorithm>

#include "client/lib/store.h"
#include "client/lib/store_groups.h"
#include "schemas/limits.h"

namespace facet::client {
namespace {

Status check(Database& db, const std::string& sql, std::initializer_list<Value> values, std::size_t most,
             const std::string& limit) {
  const auto count = db.integer(sql, values);
  if (!count) return fail(count.error());
  if (*count <= static_cast<std::int64_t>(most)) return {};
  return fail(errc::over_limit,
              limit + ": at most " + std::to_string(most) + ", this would be " + std::to_string(*count));
}

Status check_limits(Database& db, GroupId group) {
  auto good = check(db, "SELECT COUNT(*) FROM members WHERE group_id = ?", {to_column(group)},
                    limits::kMembersPerGroup, "members_per_group");
  if (good) {
    good = check(db, "SELECT COUNT(*) FROM members", {}, limits::kMembershipsPerUser, "memberships_per_user");
  }
  if (good) {
    good = check(db, "SELECT COUNT(DISTINCT number) FROM members", {}, limits::kContactsPerUser,
                 "contacts_per_user");
  }
  return good;
}

// Runs `sql` for each and gives those for whom it changed a row.
Result<std::vector<UserId>> changed_by(Database& db, const std::string& sql, GroupId group,
                                       const std::vector<UserId>& members) {
  std::vector<UserId> changed;
  for (const auto member : members) {
    if (!member.valid()) return fail(errc::bad_value, "a number has 1 to 15 digits, the first not 0");
    if (auto done = db.run(sql, {to_column(group), to_column(member)}); !done) return fail(done.error());
    if (db.changed_rows() > 0) changed.push_back(member);
  }
  return changed;
}

constexpr const char* kInsert = "INSERT INTO members(group_id, number) VALUES (?, ?) ON CONFLICT DO NOTHING";

}  // namespace

Result<std::vector<UserId>> read_members(Database& db, GroupId group) {
  std::vector<UserId> members;
  auto read = db.each("SELECT number FROM members WHERE group_id = ? ORDER BY number", {to_column(group)},
                      [&](const Row& row) { members.push_back(to_user(row.integer(0))); });
  if (!read) return fail(read.error());
  return members;
}

Result<std::vector<UserId>> insert_members(Database& db, GroupId group, const std::vector<UserId>& members) {
  auto added = changed_by(db, kInsert, group, members);
  if (!added) return added;
  if (auto good = check_limits(db, group); !good) return fail(good.error());
  return added;
}

Result<std::vector<UserId>> remove_members(Database& db, GroupId group, const std::vector<UserId>& members) {
  return changed_by(db, "DELETE FROM members WHERE group_id = ? AND number = ?", group, members);
}

Status replace_members(Database& db, GroupId group, const std::vector<UserId>& members, Revision revision) {
  auto done = db.run("DELETE FROM members WHERE group_id = ?", {to_column(group)});
  if (!done) return done;
  if (auto added = changed_by(db, kInsert, group, members); !added) return fail(added.error());
  return db.run("UPDATE groups SET members_revision = ?, members_doubtful = 0 WHERE id = ?",
                {to_column(revision), to_column(group)});
}

}  // namespace facet::client
