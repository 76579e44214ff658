#include <algorithm>
#include <utility>

#include "resolver/domain/decide.h"
#include "resolver/domain/group_limits.h"
#include "resolver/domain/liveness.h"
#include "resolver/domain/outcome.h"
#include "resolver/domain/rules.h"
#include "resolver/domain/view_changes.h"

namespace facet::resolver {
namespace {

struct Change {
  Presentity& presentity;
  Revision revision;
  Time now;
  Tally& tally;
  Decision& decision;
};

std::optional<Denial> check_groups_known(const Presentity& presentity, const StatusEdit& edit) {
  for (const auto& one : edit.settings) {
    if (one.group == kEveryGroup || presentity.existing_group(one.group) != nullptr) continue;
    const auto* erased = presentity.group(one.group);
    if (erased != nullptr && edit.revision < erased->erased) continue;
    return Denial{Reason::unknown_group, "group"};
  }
  return std::nullopt;
}

// Whether "every group", said with `revision`, means this one: not when it was made later, or a message that
// comes twice would reach groups that were made in between.
bool is_meant(const GroupState& group, Revision revision) {
  return group.exists() && group.created < revision;
}

// "Every group" spelled out; a group that is named as well takes the setting it is named with.
std::vector<GroupSetting> spelled_out(const Presentity& presentity, const StatusEdit& edit) {
  std::vector<GroupSetting> result;
  for (const auto& one : edit.settings) {
    if (one.group != kEveryGroup) result.push_back(one);
  }
  const std::size_t named = result.size();
  for (const auto& one : edit.settings) {
    if (one.group != kEveryGroup) continue;
    for (const auto& [id, group] : presentity.groups()) {
      const auto is_this = [id = id](const GroupSetting& s) { return s.group == id; };
      const auto end = result.begin() + static_cast<std::ptrdiff_t>(named);
      if (id != kOther && is_meant(group, edit.revision) && std::none_of(result.begin(), end, is_this)) {
        result.push_back({id, one.setting});
      }
    }
  }
  return result;
}

// The time the owner made the change, never later than now: a phone's clock may be ahead.
Setting told(const Change& change, const Setting& setting) {
  Setting result = setting;
  result.changed_at = std::min(to_time(change.revision.made_at()), change.now);
  return result;
}

void put_setting(const Change& change, GroupState& group, Setting setting) {
  if (setting.until == kNoTime) {
    group.base = std::move(setting);
    group.base_revision = change.revision;
    if (change.revision > group.setting_revision) group.temporary.reset();
  } else if (setting.until > change.now) {
    group.temporary = std::move(setting);
  } else {
    // Over before it came: all that is left of it is that the one before has ended.
    group.base.changed_at = std::max(group.base.changed_at, setting.until);
    group.temporary.reset();
  }
  group.setting_revision = std::max(group.setting_revision, change.revision);
}

// One timer for `target` at the end of the setting in force; kNoTime where none ends.
void set_timer(const Change& change, const Target& target, const std::optional<Setting>& before,
               const std::optional<Setting>& after) {
  const Time old_end = before ? before->until : kNoTime;
  const Time new_end = after ? after->until : kNoTime;
  if (old_end == new_end) return;
  if (old_end > change.now) change.decision.cancelled.push_back({old_end, target});
  if (new_end > change.now) change.decision.timers.push_back({new_end, target});
}

// Said again, not changed: nobody is told, so nothing of it may show.
void keep_changed_at(GroupState& group, Time changed_at, Time now) {
  const bool temporary = group.temporary && group.temporary->until > now;
  (temporary ? *group.temporary : group.base).changed_at = changed_at;
}

void set_group(const Change& change, const GroupSetting& wanted) {
  const auto* held = change.presentity.existing_group(wanted.group);
  if (held == nullptr) {
    change.tally.stale = true;  // erased since: check_groups_known let only such pass
    return;
  }
  // A lasting setting has to be newer than the lasting one only: a newer temporary one covers it for a while.
  const bool lasting = wanted.setting.until == kNoTime;
  const Revision newest = std::max(lasting ? held->base_revision : held->setting_revision, held->erased);
  if (!change.tally.newer(change.revision, newest)) return;
  GroupState group = *held;
  const auto id = static_cast<std::uint64_t>(group.id.value());
  const Target audience{TargetKind::audience, change.presentity.id(), id};
  const Setting before = effective(group, change.now);
  // Where one has ended but its timer may not have been carried out, the topics may show it still; once it is
  // gone from here, nobody could know.
  bool tell = group.temporary && group.temporary->until <= change.now;
  put_setting(change, group, told(change, wanted.setting));
  if (same_shown(shown(before), shown(effective(group, change.now)))) {
    keep_changed_at(group, before.changed_at, change.now);
  } else {
    tell = true;
  }
  if (tell) tell_audience(change.presentity, group, change.now, change.decision);
  set_timer(change, audience, held->temporary, group.temporary);
  change.decision.dirty.push_back({TargetKind::own_group, change.presentity.id(), id});
  change.decision.writes.emplace_back(PutGroup{group});
  change.presentity.put_group(std::move(group));
}

ContactState state_of(const Presentity& presentity, UserId contact) {
  const auto* found = presentity.contact(contact);
  return found == nullptr ? ContactState{} : found->own;
}

void put(const Change& change, UserId contact, ContactState own) {
  change.decision.writes.emplace_back(PutContact{contact, own});
  change.presentity.put_contact(contact, std::move(own));
}

void set_override(const Change& change, const ContactSetting& wanted) {
  ContactState own = state_of(change.presentity, wanted.contact);
  if (!change.tally.newer(change.revision, own.override_revision)) return;
  const std::optional<Setting> before = std::exchange(own.override_setting, std::nullopt);
  const bool over = wanted.setting && wanted.setting->until != kNoTime && wanted.setting->until <= change.now;
  if (wanted.setting && !over) own.override_setting = told(change, *wanted.setting);
  own.override_revision = change.revision;
  const Target watcher{TargetKind::watcher, change.presentity.id(), wanted.contact.value()};
  set_timer(change, watcher, before, own.override_setting);
  put(change, wanted.contact, std::move(own));
}

void set_block(const Change& change, UserId contact, bool blocked) {
  ContactState own = state_of(change.presentity, contact);
  if (!change.tally.newer(change.revision, own.block_revision)) return;
  own.block_revision = change.revision;
  own.blocked = blocked;
  put(change, contact, std::move(own));
}

void watch_affected(const Presentity& presentity, const StatusEdit& edit, ViewChanges& views) {
  for (const auto& one : edit.overrides) views.watch(presentity, one.contact);
  for (const UserId contact : edit.block) views.watch(presentity, contact);
  for (const UserId contact : edit.unblock) views.watch(presentity, contact);
}

}  // namespace

Decision decide(Presentity& presentity, const StatusEdit& edit, DeviceId from, Instant now) {
  if (auto denial = check_revision(edit.revision, from, now))
    return refusal(edit.revision, *denial, presentity);
  if (auto denial = check_groups_known(presentity, edit)) return refusal(edit.revision, *denial, presentity);
  if (auto denial = check_contact_limits(presentity, edit))
    return refusal(edit.revision, *denial, presentity);

  ViewChanges views(to_time(now));
  watch_affected(presentity, edit, views);
  Decision decision;
  Tally tally;
  const Change change{presentity, edit.revision, to_time(now), tally, decision};
  for (const auto& one : spelled_out(presentity, edit)) set_group(change, one);
  for (const auto& one : edit.overrides) set_override(change, one);
  for (const UserId contact : edit.block) set_block(change, contact, true);
  for (const UserId contact : edit.unblock) set_block(change, contact, false);
  views.settle(presentity, decision);
  decision.receipt = receipt_of(edit.revision, tally, presentity);
  return decision;
}

}  // namespace facet::resolver
