#include "resolver/domain/group_settings.h"

#include <algorithm>
#include <utility>

#include "resolver/domain/rules.h"
#include "resolver/domain/schedule.h"
#include "resolver/domain/tell.h"

namespace facet::resolver {
namespace {

void put_setting(const StatusChange& change, GroupState& group, Setting setting) {
  if (setting.until == kNoTime) {
    group.base_since = setting.changed_at;
    group.base = std::move(setting);
    group.base_revision = change.revision;
    if (change.revision > group.setting_revision) group.temporary.reset();
  } else if (setting.until > change.now || (group.temporary && group.temporary->until > change.now)) {
    // Of one that was over before it came all that is left is that the one it replaces has ended. Where it
    // replaces none nothing is left: nobody has been shown anything else in between.
    group.temporary = std::move(setting);
  }
  group.setting_revision = std::max(group.setting_revision, change.revision);
}

// Said again, not changed: nobody is told, so nothing of it may show.
void keep_changed_at(GroupState& group, Time changed_at, Time now) {
  const bool temporary = group.temporary && group.temporary->until > now;
  (temporary ? *group.temporary : group.base).changed_at = changed_at;
}

void put(const StatusChange& change, GroupState group) {
  change.decision.dirty.push_back(target_of(change.presentity, TargetKind::own_group, group.id));
  change.decision.writes.emplace_back(PutGroup{group});
  change.presentity.put_group(std::move(group));
}

// nullptr: erased since; check_groups_known let only such pass.
const GroupState* existing(const StatusChange& change, GroupId id) {
  const auto* held = change.presentity.existing_group(id);
  if (held == nullptr) change.tally.stale = true;
  return held;
}

void move_boundary(const StatusChange& change, GroupId id, Time before) {
  const auto& group = *change.presentity.group(id);
  move_timer(target_of(change.presentity, TargetKind::schedule, id), before,
             next_boundary(change.presentity, group, change.now), change.now, change.decision);
}

}  // namespace

Setting told(const StatusChange& change, const Setting& setting) {
  Setting result = setting;
  result.changed_at = std::min(to_time(change.revision.made_at()), change.now);
  return result;
}

void set_group(const StatusChange& change, const GroupSetting& wanted) {
  const auto* held = existing(change, wanted.group);
  if (held == nullptr) return;
  // A lasting setting has to be newer than the lasting one only: a newer temporary one covers it for a while.
  const bool lasting = wanted.setting.until == kNoTime;
  const Revision newest = std::max(lasting ? held->base_revision : held->setting_revision, held->erased);
  if (!change.tally.newer(change.revision, newest)) return;
  change.watch(wanted.group);
  GroupState group = *held;
  const Setting before = effective(change.presentity, group, change.now);
  const Setting setting = told(change, wanted.setting);
  put_setting(change, group, setting);
  const Setting after = effective(change.presentity, group, change.now);
  // Not where something else is shown than what was said now.
  const bool again = same_shown(shown(before), shown(after)) && after == setting;
  if (again) keep_changed_at(group, before.changed_at, change.now);
  move_timer(target_of(change.presentity, TargetKind::audience, group.id),
             held->temporary ? held->temporary->until : kNoTime,
             group.temporary ? group.temporary->until : kNoTime, change.now, change.decision);
  put(change, std::move(group));
}

void set_automatics(const StatusChange& change, const GroupAutomatics& wanted) {
  const auto* held = existing(change, wanted.group);
  if (held == nullptr) return;
  if (!change.tally.newer(change.revision, std::max(held->automatics_revision, held->erased))) return;
  change.watch(wanted.group);
  GroupState group = *held;
  group.automatics = wanted.automatics;
  group.automatics_revision = change.revision;
  put(change, std::move(group));
}

void set_schedule(const StatusChange& change, const GroupSchedule& wanted) {
  const auto* held = existing(change, wanted.group);
  if (held == nullptr) return;
  if (!change.tally.newer(change.revision, std::max(held->schedule_revision, held->erased))) return;
  change.watch(wanted.group);
  const Time boundary = next_boundary(change.presentity, *held, change.now);
  GroupState group = *held;
  group.schedule = wanted.schedule;
  group.schedule_revision = change.revision;
  group.schedule_since = std::min(to_time(change.revision.made_at()), change.now);
  put(change, std::move(group));
  move_boundary(change, wanted.group, boundary);
}

void set_zone(const StatusChange& change, const std::string& name, std::shared_ptr<const ZoneTable> zone) {
  Presentity& presentity = change.presentity;
  Account account = presentity.account();
  if (!change.tally.newer(change.revision, account.zone_revision)) return;
  std::map<GroupId, Time> boundaries;
  for (const auto& [id, group] : presentity.groups()) {
    if (group.schedule.empty()) continue;  // also of one that is erased: it may come back
    change.watch(id);
    boundaries.emplace(id, next_boundary(presentity, group, change.now));
  }
  if (account.zone != name) account.zone_since = std::min(to_time(change.revision.made_at()), change.now);
  account.zone = name;
  account.zone_revision = change.revision;
  change.decision.writes.emplace_back(PutAccount{account});
  presentity.put_account(std::move(account));
  presentity.set_zone(std::move(zone));
  for (const auto& [id, boundary] : boundaries) {
    move_boundary(change, id, boundary);
    if (presentity.existing_group(id) != nullptr)
      change.decision.dirty.push_back(target_of(presentity, TargetKind::own_group, id));
  }
}

void settle_audiences(const StatusChange& change) {
  for (const auto& [id, audience] : change.audiences) {
    audience.settle(change.presentity, change.now, change.decision);
  }
}

void pass_boundary(Presentity& presentity, GroupId id, Time at, Time now, Decision& decision) {
  const auto* group = presentity.group(id);
  if (group == nullptr || group->schedule.empty()) return;
  // One that is erased may come back with its schedule, when the erasure came late.
  if (group->exists()) tell_audience(presentity, *group, at, now, decision);
  move_timer(target_of(presentity, TargetKind::schedule, id), kNoTime, next_boundary(presentity, *group, now),
             now, decision);
}

}  // namespace facet::resolver
