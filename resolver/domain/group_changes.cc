#include "resolver/domain/group_changes.h"

#include <algorithm>

#include "resolver/domain/member_ends.h"
#include "resolver/domain/schedule.h"
#include "resolver/domain/tell.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

// One group under change: the record, and what has happened to it so far.
struct Change {
  Presentity& presentity;
  GroupState group;
  Revision revision;
  Time now;
  Tally& tally;
  Decision& decision;
  bool group_changed = false;
  bool members_changed = false;

  void put(UserId contact, const Membership& membership) {
    const auto ends = membership_ends(presentity, contact);
    presentity.put_membership(contact, membership);
    decision.writes.emplace_back(PutMembership{contact, membership});
    members_changed = true;
    move_member_timers(presentity, contact, ends, now, decision);
  }
  void drop(UserId contact) {
    const auto ends = membership_ends(presentity, contact);
    presentity.drop_membership(contact, group.id);
    decision.writes.emplace_back(DropMembership{contact, group.id});
    members_changed = true;
    move_member_timers(presentity, contact, ends, now, decision);
  }
};

Target target(const Change& change, TargetKind kind) {
  return {kind, change.presentity.id(), static_cast<std::uint64_t>(change.group.id.value())};
}

// Contacts with a membership record of the group, removed ones too, made before `revision`.
std::vector<UserId> held_before(const Presentity& presentity, GroupId group, Revision revision) {
  std::vector<UserId> result;
  for (const auto& [id, contact] : presentity.contacts()) {
    for (const auto& membership : contact.memberships) {
      if (membership.group == group && membership.revision < revision) result.push_back(id);
    }
  }
  return result;
}

void forget_settings(Change& change) {
  auto& group = change.group;
  if (group.base_revision < change.revision) {
    group.base = GroupState{}.base;
    group.base_revision = {};
    group.base_since = kNoTime;
  }
  if (group.setting_revision < change.revision) {
    const Time end = group.temporary ? group.temporary->until : kNoTime;
    move_timer(target(change, TargetKind::audience), end, kNoTime, change.now, change.decision);
    group.temporary.reset();
    group.setting_revision = {};
  }
  if (group.automatics_revision < change.revision) {
    group.automatics = {};
    group.automatics_revision = {};
  }
  if (group.schedule_revision < change.revision) {
    const Time next = next_boundary(change.presentity, group, change.now);
    move_timer(target(change, TargetKind::schedule), next, kNoTime, change.now, change.decision);
    group.schedule.clear();
    group.schedule_revision = {};
    group.schedule_since = kNoTime;
  }
}

// What is older than the deletion goes with it. What is newer came with the group's return and stays, though
// the deletion comes late.
void erase(Change& change) {
  auto& group = change.group;
  if (!change.tally.newer(change.revision, group.erased)) return;
  for (const UserId contact : held_before(change.presentity, group.id, change.revision)) change.drop(contact);
  forget_settings(change);
  group.erased = change.revision;
  group.floor = std::max(group.floor, change.revision);
  if (!group.exists()) {
    group.name.clear();
    group.name_revision = group.created = {};
  } else if (group.created < change.revision) {
    group.created = group.name_revision;
  }
  if (group.rank_revision < change.revision) {
    group.rank = group.exists() ? limits::kLowestRank : std::uint16_t{0};
    group.rank_revision = {};
  }
  change.group_changed = change.members_changed = true;
}

void name_and_rank(Change& change, const GroupEdit& edit) {
  auto& group = change.group;
  if (edit.name && change.tally.newer(change.revision, std::max(group.name_revision, group.erased))) {
    if (!group.exists()) group.created = change.revision;
    if (group.rank == 0) group.rank = edit.first_rank.value_or(limits::kLowestRank);
    group.name = *edit.name;
    group.name_revision = change.revision;
    change.group_changed = true;
  }
  if (edit.rank && change.tally.newer(change.revision, std::max(group.rank_revision, group.erased))) {
    group.rank = *edit.rank;
    group.rank_revision = change.revision;
    change.group_changed = true;
  }
}

// The edit's list is the whole list: everybody else goes, and no older addition comes in after it.
void start_over(Change& change, const GroupEdit& edit) {
  if (!change.tally.newer(change.revision, change.group.floor)) return;
  std::vector<UserId> kept = edit.add;
  std::sort(kept.begin(), kept.end());
  for (const UserId contact : held_before(change.presentity, change.group.id, change.revision)) {
    if (!std::binary_search(kept.begin(), kept.end(), contact)) change.drop(contact);
  }
  change.group.floor = change.revision;
  change.group_changed = change.members_changed = true;
}

// `until`: kNoTime: for good. One that was over before it came is as good as removed.
void set_member(Change& change, UserId contact, bool removed, Time until) {
  const auto* held = change.presentity.membership(contact, change.group.id);
  // A replacement has its own revision as the floor: its members are at the floor, not below it.
  const Revision newest = held != nullptr ? held->revision : change.group.floor;
  const bool same_message = held == nullptr && newest == change.revision;
  if (!same_message && !change.tally.newer(change.revision, newest)) return;
  change.tally.applied = true;
  const bool over = until != kNoTime && until <= change.now;
  change.put(contact, Membership{change.group.id, change.revision, removed || over, over ? kNoTime : until});
}

void members(Change& change, const GroupEdit& edit) {
  if (edit.replace) start_over(change, edit);
  for (const UserId contact : edit.add) set_member(change, contact, false, edit.until);
  for (const UserId contact : edit.remove) set_member(change, contact, true, kNoTime);
}

void write_group(Change& change, bool existed) {
  auto& group = change.group;
  if (!change.group_changed && !change.members_changed) return;
  if (change.members_changed) group.members_revision = std::max(group.members_revision, change.revision);
  change.decision.writes.emplace_back(PutGroup{group});
  if (existed || group.exists()) {
    change.decision.dirty.push_back(target(change, TargetKind::own_group));
    if (change.members_changed || existed != group.exists()) {
      change.decision.dirty.push_back(target(change, TargetKind::own_members));
    }
  }
  change.presentity.put_group(std::move(group));
}

}  // namespace

void apply(Presentity& presentity, const GroupEdit& edit, Revision revision, Time now, Tally& tally,
           Decision& decision) {
  const auto* known = presentity.group(edit.group);
  GroupState group = known != nullptr ? *known : GroupState{};
  group.id = edit.group;
  const bool existed = group.exists();
  Change change{presentity, std::move(group), revision, now, tally, decision};
  if (edit.erase) {
    // Remembered also of a group never heard of: its creation may come later.
    erase(change);
  } else if (revision < change.group.erased) {
    tally.stale = true;
  } else {
    name_and_rank(change, edit);
    members(change, edit);
  }
  write_group(change, existed);
}

}  // namespace facet::resolver
