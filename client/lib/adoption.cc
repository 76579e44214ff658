#include "client/lib/adoption.h"

#include <algorithm>

#include "client/lib/store.h"
#include "client/lib/store_members.h"
#include "client/lib/store_meta.h"

namespace facet::client {
namespace {

using Wanted = Result<std::optional<Revision>>;

struct Touched {
  bool identity = false;
  bool members = false;
  bool setting = false;
  bool automatics = false;
  bool schedule = false;
};

Result<Touched> touched_parts(Database& db, GroupId id) {
  Touched touched;
  for (const auto& [part, flag] : {std::pair{Part::identity, &Touched::identity},
                                   {Part::members, &Touched::members},
                                   {Part::setting, &Touched::setting},
                                   {Part::automatics, &Touched::automatics},
                                   {Part::schedule, &Touched::schedule}}) {
    const auto found = is_touched(db, id, part);
    if (!found) return fail(found.error());
    touched.*flag = *found;
  }
  return touched;
}

void take_identity(GroupRow& group, const OwnGroup& own) {
  // Equal: our own change as the resolver took it, which may have kept another device's rank.
  if (own.revision < group.revision) return;
  group.revision = own.revision;
  if (group.id == kOther) return;
  group.name = own.name;
  group.rank = own.rank;
}

// Nothing of this part was told since the group was made: what is here was of an earlier one of that name.
bool is_of_earlier(const OwnGroup& own, Revision own_part, Revision here) {
  return own_part == Revision{} && own.revision > here;
}

void take_setting(GroupRow& group, const OwnGroup& own) {
  // Equal: what lies under a newer temporary setting may have come late, and has no revision of its own here.
  if (own.setting_revision < group.setting_revision &&
      !is_of_earlier(own, own.setting_revision, group.setting_revision))
    return;
  group.setting_revision = own.setting_revision;
  group.base = own.base;
  group.temporary = own.temporary;
}

// Of a part that is void here also what the resolver was never told (0) is newer.
bool is_newer(const OwnGroup& own, Revision own_part, Revision here) {
  return here == Revision{} || own_part > here || is_of_earlier(own, own_part, here);
}

void take_automatics(GroupRow& group, const OwnGroup& own) {
  if (!is_newer(own, own.automatics_revision, group.automatics_revision)) return;
  group.automatics_revision = own.automatics_revision;
  group.automatics = own.automatics;
}

// The group is in the store.
Status take_schedule(Database& db, GroupRow& group, const OwnGroup& own) {
  if (!is_newer(own, own.schedule_revision, group.schedule_revision)) return {};
  group.schedule_revision = own.schedule_revision;
  if (auto set = set_part_revision(db, group.id, Part::schedule, own.schedule_revision); !set) return set;
  return write_schedule(db, group.id, own.schedule);
}

// Told with every group that has a schedule.
Status take_zone(Database& db, const OwnGroup& own) {
  if (own.zone.empty()) return {};
  const auto touched = is_touched(db, kOther, Part::zone);
  if (!touched) return fail(touched.error());
  return *touched ? Status{} : set_text(db, "zone", own.zone);
}

// The count tells a late change of another device, which leaves the newest revision as it was.
Result<bool> list_differs(Database& db, const GroupRow& group, const OwnGroup& own) {
  if (group.members_doubtful || own.members_revision > group.members_revision) return true;
  if (own.members_revision < group.members_revision) return false;
  const auto count = db.integer("SELECT COUNT(*) FROM members WHERE group_id = ?", {to_column(group.id)});
  if (!count) return fail(count.error());
  return *count != static_cast<std::int64_t>(own.member_count);
}

Wanted adopt_list(Database& db, GroupRow& group, const OwnGroup& own, bool touched) {
  const auto differs = list_differs(db, group, own);
  if (!differs) return fail(differs.error());
  if (!*differs) return std::nullopt;
  if (touched) {
    group.members_doubtful = true;
    if (auto written = write_group(db, group); !written) return fail(written.error());
    return std::nullopt;
  }
  if (own.member_count > 0) return own.members_revision;
  if (auto emptied = replace_members(db, group.id, {own.members_revision, {}, {}}); !emptied)
    return fail(emptied.error());
  return std::nullopt;
}

// `other` is there without an own/ topic as long as the resolver was told nothing of it.
Status clear_void_parts(Database& db, GroupRow other) {
  if (other.setting_revision == Revision{}) {
    other.base = GroupRow{}.base;
    other.temporary.reset();
  }
  if (other.automatics_revision == Revision{}) other.automatics = {};
  if (auto written = write_group(db, other); !written) return written;
  return other.schedule_revision == Revision{} ? write_schedule(db, other.id, {}) : Status{};
}

}  // namespace

Wanted adopt_group(Database& db, GroupId id, const OwnGroup& own) {
  const auto touched = touched_parts(db, id);
  const auto found = read_group(db, id);
  if (!touched) return fail(touched.error());
  if (!found) return fail(found.error());
  if (!*found && touched->identity) return std::nullopt;  // deleted here, the receipt is on its way
  GroupRow group = found->value_or(GroupRow{});
  group.id = id;
  if (!touched->identity) take_identity(group, own);
  if (!touched->setting) take_setting(group, own);
  if (!touched->automatics) take_automatics(group, own);
  auto taken = write_group(db, group);
  if (taken && !touched->schedule) taken = take_schedule(db, group, own);
  if (taken) taken = take_zone(db, own);
  if (!taken) return fail(taken.error());
  return id == kOther ? Wanted{std::nullopt} : adopt_list(db, group, own, touched->members);
}

Result<bool> adopt_members(Database& db, GroupId id, const OwnMembers& own) {
  const auto touched = is_touched(db, id, Part::members);
  const auto found = read_group(db, id);
  if (!touched) return fail(touched.error());
  if (!found) return fail(found.error());
  if (!*found) return true;  // deleted here meanwhile
  if (*touched) {
    auto group = **found;
    group.members_doubtful = true;
    if (auto written = write_group(db, group); !written) return fail(written.error());
    return false;
  }
  if (auto replaced = replace_members(db, id, own); !replaced) {
    return fail(replaced.error());
  }
  return true;
}

Status drop_group(Database& db, GroupId id) {
  const auto touched = is_touched(db, id);
  if (!touched) return fail(touched.error());
  if (!*touched) return erase_group(db, id);
  return set_part_revision(db, id, Part::identity, Revision{});
}

Status sweep_groups(Database& db, const OwnGroups& owned) {
  const auto groups = read_groups(db);
  if (!groups) return fail(groups.error());
  for (const auto& group : *groups) {
    if (group.id == kOther || owned.contains(group.id)) continue;
    if (auto dropped = drop_group(db, group.id); !dropped) return dropped;
  }
  return {};
}

Status confirm(Database& db, const Touch& touch, Revision revision, bool makes) {
  const auto found = read_group(db, touch.group);
  if (!found) return fail(found.error());
  if (!*found) return {};
  const Revision now = revision_of(**found, touch.part);
  if (now == Revision{} && !makes) return {};
  return set_part_revision(db, touch.group, touch.part, std::max(now, revision));
}

Status refute(Database& db, const Touch& touch, Reason reason) {
  if (touch.part == Part::members) {
    auto doubted = db.run("UPDATE groups SET members_doubtful = 1 WHERE id = ?", {to_column(touch.group)});
    if (!doubted) return doubted;
  } else if (touch.part == Part::zone) {
    return set_text(db, "zone", {});  // comes again with the next group that has a schedule
  } else if (auto voided = set_part_revision(db, touch.group, touch.part, Revision{}); !voided) {
    return voided;
  }
  if (reason != Reason::unknown_group) return {};
  return set_part_revision(db, touch.group, Part::identity, Revision{});
}

Wanted reconcile(Database& db, GroupId id, const OwnGroups& owned) {
  const auto touched = is_touched(db, id);
  if (!touched) return fail(touched.error());
  if (*touched) return std::nullopt;
  if (const auto own = owned.find(id); own != owned.end()) return adopt_group(db, id, own->second);
  const auto group = read_group(db, id);
  if (!group) return fail(group.error());
  if (*group && id == kOther) {
    if (auto cleared = clear_void_parts(db, **group); !cleared) return fail(cleared.error());
  }
  // A group that was made here and accepted has its revision; its own/ topic is on its way.
  const bool void_here = *group && id != kOther && (*group)->revision == Revision{};
  if (void_here) {
    if (auto erased = erase_group(db, id); !erased) return fail(erased.error());
  }
  return std::nullopt;
}

}  // namespace facet::client
