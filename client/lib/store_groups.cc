#include "client/lib/store_groups.h"

#include <algorithm>

#include "client/lib/store.h"

namespace facet::client {
namespace {

constexpr const char* kColumns =
    "SELECT id, name, rank, base_activity, base_note, base_changed_at, temporary_activity, temporary_note, "
    "temporary_until, temporary_changed_at, revision, members_revision, setting_revision, members_doubtful, "
    "off_shows, off_instead, call_shows, call_instead, automatics_revision, schedule_revision FROM groups ";

Activity to_activity(std::int64_t column) {
  return static_cast<Activity>(static_cast<std::uint8_t>(column));
}

Automatic automatic_of(const Row& row, int column) {
  return {static_cast<Shows>(row.integer(column)), to_activity(row.integer(column + 1))};
}

GroupRow group_of(const Row& row) {
  GroupRow group;
  group.id = to_group(row.integer(0));
  group.name = row.bytes(1);
  group.rank = static_cast<std::uint16_t>(row.integer(2));
  group.base = {to_activity(row.integer(3)), row.bytes(4), kNoTime, to_moment(row.integer(5))};
  if (!row.null(6)) {
    group.temporary = Setting{to_activity(row.integer(6)), row.bytes(7), to_moment(row.integer(8)),
                              to_moment(row.integer(9))};
  }
  group.revision = to_revision(row.integer(10));
  group.members_revision = to_revision(row.integer(11));
  group.setting_revision = to_revision(row.integer(12));
  group.members_doubtful = row.integer(13) != 0;
  group.automatics = {automatic_of(row, 14), automatic_of(row, 16)};
  group.automatics_revision = to_revision(row.integer(18));
  group.schedule_revision = to_revision(row.integer(19));
  return group;
}

Value activity_column(const std::optional<Setting>& setting) {
  if (!setting) return nullptr;
  return static_cast<std::int64_t>(setting->activity);
}

const char* revision_update(Part part) {
  switch (part) {
    case Part::identity:
      return "UPDATE groups SET revision = ? WHERE id = ?";
    case Part::members:
      return "UPDATE groups SET members_revision = ? WHERE id = ?";
    case Part::setting:
      return "UPDATE groups SET setting_revision = ? WHERE id = ?";
    case Part::automatics:
      return "UPDATE groups SET automatics_revision = ? WHERE id = ?";
    case Part::schedule:
      return "UPDATE groups SET schedule_revision = ? WHERE id = ?";
    case Part::zone:
      break;
  }
  return nullptr;
}

std::int64_t column_of(Activity activity) {
  return static_cast<std::int64_t>(activity);
}
std::int64_t column_of(Shows shows) {
  return static_cast<std::int64_t>(shows);
}

constexpr const char* kWrite =
    "INSERT INTO groups(id, name, rank, base_activity, base_note, base_changed_at, temporary_activity, "
    "temporary_note, temporary_until, temporary_changed_at, revision, members_revision, setting_revision, "
    "members_doubtful, off_shows, off_instead, call_shows, call_instead, automatics_revision, "
    "schedule_revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
    "?18, ?19, ?20) "
    "ON CONFLICT DO UPDATE SET name = ?2, rank = ?3, base_activity = ?4, base_note = ?5, "
    "base_changed_at = ?6, temporary_activity = ?7, temporary_note = ?8, temporary_until = ?9, "
    "temporary_changed_at = ?10, revision = ?11, members_revision = ?12, setting_revision = ?13, "
    "members_doubtful = ?14, off_shows = ?15, off_instead = ?16, call_shows = ?17, call_instead = ?18, "
    "automatics_revision = ?19, schedule_revision = ?20";

}  // namespace

Result<std::vector<GroupRow>> read_groups(Database& db) {
  std::vector<GroupRow> groups;
  auto read = db.each(std::string{kColumns} + "ORDER BY id = 0, rank, id", {},
                      [&](const Row& row) { groups.push_back(group_of(row)); });
  if (!read) return fail(read.error());
  return groups;
}

Result<std::optional<GroupRow>> read_group(Database& db, GroupId group) {
  std::optional<GroupRow> found;
  auto read = db.each(std::string{kColumns} + "WHERE id = ?", {to_column(group)},
                      [&](const Row& row) { found = group_of(row); });
  if (!read) return fail(read.error());
  return found;
}

Status write_group(Database& db, const GroupRow& group) {
  const auto& temporary = group.temporary;
  const Setting none;
  const Setting& told = temporary ? *temporary : none;
  const auto& [off, in_call] = group.automatics;
  return db.run(kWrite, {to_column(group.id),
                         std::string_view{group.name},
                         std::int64_t{group.rank},
                         column_of(group.base.activity),
                         std::string_view{group.base.note},
                         to_column(group.base.changed_at),
                         activity_column(temporary),
                         std::string_view{told.note},
                         to_column(told.until),
                         to_column(told.changed_at),
                         to_column(group.revision),
                         to_column(group.members_revision),
                         to_column(group.setting_revision),
                         std::int64_t{group.members_doubtful},
                         column_of(off.shows),
                         column_of(off.instead),
                         column_of(in_call.shows),
                         column_of(in_call.instead),
                         to_column(group.automatics_revision),
                         to_column(group.schedule_revision)});
}

Status erase_group(Database& db, GroupId group) {
  if (group != kOther) return db.run("DELETE FROM groups WHERE id = ?", {to_column(group)});
  GroupRow other;
  other.name = "other";
  auto emptied = write_schedule(db, group, {});
  return emptied ? write_group(db, other) : emptied;
}

Result<Schedule> read_schedule(Database& db, GroupId group) {
  Schedule schedule;
  auto read = db.each(
      "SELECT days, from_minute, to_minute, activity, note FROM schedules WHERE group_id = ? ORDER BY place",
      {to_column(group)}, [&](const Row& row) {
        schedule.push_back(
            {static_cast<std::uint8_t>(row.integer(0)), static_cast<std::uint16_t>(row.integer(1)),
             static_cast<std::uint16_t>(row.integer(2)), to_activity(row.integer(3)), row.bytes(4)});
      });
  if (!read) return fail(read.error());
  return schedule;
}

Status write_schedule(Database& db, GroupId group, const Schedule& schedule) {
  auto done = db.run("DELETE FROM schedules WHERE group_id = ?", {to_column(group)});
  std::int64_t place = 0;
  for (const auto& entry : schedule) {
    if (!done) return done;
    done = db.run(
        "INSERT INTO schedules(group_id, place, days, from_minute, to_minute, activity, note) "
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        {to_column(group), place++, std::int64_t{entry.days}, std::int64_t{entry.from},
         std::int64_t{entry.to}, column_of(entry.activity), std::string_view{entry.note}});
  }
  return done;
}

Revision revision_of(const GroupRow& group, Part part) {
  switch (part) {
    case Part::identity:
      return group.revision;
    case Part::members:
      return group.members_revision;
    case Part::setting:
      return group.setting_revision;
    case Part::automatics:
      return group.automatics_revision;
    case Part::schedule:
      return group.schedule_revision;
    case Part::zone:
      break;
  }
  return Revision{};
}

Status set_part_revision(Database& db, GroupId group, Part part, Revision revision) {
  const char* update = revision_update(part);
  return update == nullptr ? Status{} : db.run(update, {to_column(revision), to_column(group)});
}

}  // namespace facet::client
