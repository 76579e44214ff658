#include "client/lib/store_members.h"

#include "client/lib/store.h"
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

tl::unexpected<Error> bad_number() {
  return fail(errc::bad_value, "a number has 1 to 15 digits, the first not 0");
}

Status insert(Database& db, GroupId group, UserId member, Time until) {
  if (!member.valid()) return bad_number();
  return db.run(
      "INSERT INTO members(group_id, number, until) VALUES (?1, ?2, ?3) "
      "ON CONFLICT DO UPDATE SET until = ?3 WHERE until != ?3",
      {to_column(group), to_column(member), to_column(until)});
}

}  // namespace

Result<MemberRows> read_members(Database& db, GroupId group, Time now) {
  MemberRows rows;
  auto read = db.each(
      "SELECT number, until FROM members WHERE group_id = ? AND (until = 0 OR until > ?) ORDER BY number",
      {to_column(group), to_column(now)}, [&](const Row& row) {
        rows.members.push_back(to_user(row.integer(0)));
        if (row.integer(1) != 0) rows.untils[rows.members.back()] = to_moment(row.integer(1));
      });
  if (!read) return fail(read.error());
  return rows;
}

Result<std::vector<UserId>> insert_members(Database& db, GroupId group, const std::vector<UserId>& members,
                                           Time until, Time now) {
  // They are none any more, whatever the limits say.
  auto over = db.run("DELETE FROM members WHERE until != 0 AND until <= ?", {to_column(now)});
  if (!over) return fail(over.error());
  std::vector<UserId> changed;
  for (const auto member : members) {
    if (auto done = insert(db, group, member, until); !done) return fail(done.error());
    if (db.changed_rows() > 0) changed.push_back(member);
  }
  if (auto good = check_limits(db, group); !good) return fail(good.error());
  return changed;
}

Result<std::vector<UserId>> remove_members(Database& db, GroupId group, const std::vector<UserId>& members) {
  std::vector<UserId> removed;
  for (const auto member : members) {
    if (!member.valid()) return bad_number();
    auto done = db.run("DELETE FROM members WHERE group_id = ? AND number = ?",
                       {to_column(group), to_column(member)});
    if (!done) return fail(done.error());
    if (db.changed_rows() > 0) removed.push_back(member);
  }
  return removed;
}

Status replace_members(Database& db, GroupId group, const OwnMembers& own) {
  auto done = db.run("DELETE FROM members WHERE group_id = ?", {to_column(group)});
  for (std::size_t i = 0; done && i < own.members.size(); ++i) {
    done = insert(db, group, own.members[i], own.untils.empty() ? kNoTime : own.untils[i]);
  }
  if (!done) return done;
  return db.run("UPDATE groups SET members_revision = ?, members_doubtful = 0 WHERE id = ?",
                {to_column(own.revision), to_column(group)});
}

}  // namespace facet::client
