#include <algorithm>
#include <iterator>
#include <utility>

#include "resolver/domain/decide.h"
#include "resolver/domain/group_limits.h"
#include "resolver/domain/group_settings.h"
#include "resolver/domain/log_lines.h"
#include "resolver/domain/outcome.h"
#include "resolver/domain/tell.h"
#include "resolver/domain/view_changes.h"

namespace facet::resolver {
namespace {

bool is_known(const Presentity& presentity, GroupId group, Revision revision) {
  if (group == kEveryGroup || presentity.existing_group(group) != nullptr) return true;
  const auto* erased = presentity.group(group);
  return erased != nullptr && revision < erased->erased;
}

std::optional<Denial> check_groups_known(const Presentity& presentity, const StatusEdit& edit) {
  const auto known = [&](const auto& one) { return is_known(presentity, one.group, edit.revision); };
  if (std::all_of(edit.settings.begin(), edit.settings.end(), known) &&
      std::all_of(edit.automatics.begin(), edit.automatics.end(), known) &&
      std::all_of(edit.schedules.begin(), edit.schedules.end(), known)) {
    return std::nullopt;
  }
  return Denial{Reason::unknown_group, "group"};
}

// Whether "every group", said with `revision`, means this one: not when it was made later, or a message that
// comes twice would reach groups that were made in between.
bool is_meant(const GroupState& group, Revision revision) {
  return group.exists() && group.created < revision;
}

// "Every group" spelled out; a group that is named as well takes what it is named with.
template <typename One>
std::vector<One> spelled_out(const Presentity& presentity, const std::vector<One>& said, Revision revision) {
  std::vector<One> result;
  std::copy_if(said.begin(), said.end(), std::back_inserter(result),
               [](const One& one) { return one.group != kEveryGroup; });
  const std::vector<One> named = result;
  for (const One& one : said) {
    if (one.group != kEveryGroup) continue;
    for (const auto& [id, group] : presentity.groups()) {
      const auto is_this = [id = id](const One& other) { return other.group == id; };
      if (id == kOther || !is_meant(group, revision)) continue;
      if (std::any_of(named.begin(), named.end(), is_this)) continue;
      result.push_back(one);
      result.back().group = id;
    }
  }
  return result;
}

void put(const StatusChange& change, UserId contact, ContactState own) {
  change.decision.writes.emplace_back(PutContact{contact, own});
  change.presentity.put_contact(contact, std::move(own));
}

void set_override(const StatusChange& change, const ContactSetting& wanted) {
  ContactState own = change.presentity.own_of(wanted.contact);
  if (!change.tally.newer(change.revision, own.override_revision)) return;
  const std::optional<Setting> before = std::exchange(own.override_setting, std::nullopt);
  const bool over = wanted.setting && wanted.setting->until != kNoTime && wanted.setting->until <= change.now;
  if (wanted.setting && !over) own.override_setting = told(change, *wanted.setting);
  own.override_revision = change.revision;
  const Target watcher{TargetKind::watcher, change.presentity.id(), wanted.contact.value()};
  move_timer(watcher, before ? before->until : kNoTime,
             own.override_setting ? own.override_setting->until : kNoTime, change.now, change.decision);
  put(change, wanted.contact, std::move(own));
}

void set_block(const StatusChange& change, UserId contact, bool blocked) {
  ContactState own = change.presentity.own_of(contact);
  if (!change.tally.newer(change.revision, own.block_revision)) return;
  own.block_revision = change.revision;
  own.blocked = blocked;
  put(change, contact, std::move(own));
}

void watch_affected(const Presentity& presentity, const StatusEdit& edit, ViewChanges& views) {
  for (const auto& one : edit.overrides) views.watch(presentity, one.contact);
  for (const UserId contact : edit.block) views.watch(presentity, contact);
  for (const UserId contact : edit.unblock) views.watch(presentity, contact);
  if (edit.automatics.empty()) return;
  // A setting of one's own has the automatic statuses of the group behind it.
  for (const auto& [id, contact] : presentity.contacts()) {
    if (contact.own.override_setting) views.watch(presentity, id);
  }
}

std::optional<Denial> check(const Presentity& presentity, const StatusEdit& edit, DeviceId from, Instant now,
                            const ZoneTable* zone) {
  if (auto denial = check_revision(edit.revision, from, now)) return denial;
  if (auto denial = check_account(presentity, edit.revision)) return denial;
  if (auto denial = check_groups_known(presentity, edit)) return denial;
  if (!edit.zone.empty() && zone == nullptr) return Denial{Reason::bad_value, "zone"};
  return check_contact_limits(presentity, edit);
}

}  // namespace

Decision decide(Presentity& presentity, const StatusEdit& edit, DeviceId from, Instant now,
                const Terms& terms, std::shared_ptr<const ZoneTable> zone) {
  if (auto denial = check(presentity, edit, from, now, zone.get()))
    return refusal(edit.revision, *denial, presentity);

  ViewChanges views(to_time(now), to_time(now), terms);
  watch_affected(presentity, edit, views);
  Decision decision;
  Tally tally;
  std::map<GroupId, AudienceChange> audiences;
  const StatusChange change{presentity, edit.revision, to_time(now), terms, tally, decision, audiences};
  if (!edit.zone.empty()) set_zone(change, edit.zone, std::move(zone));
  for (const auto& one : spelled_out(presentity, edit.automatics, edit.revision)) set_automatics(change, one);
  for (const auto& one : edit.schedules) set_schedule(change, one);
  for (const auto& one : spelled_out(presentity, edit.settings, edit.revision)) set_group(change, one);
  settle_audiences(change);
  for (const auto& one : edit.overrides) set_override(change, one);
  for (const UserId contact : edit.block) set_block(change, contact, true);
  for (const UserId contact : edit.unblock) set_block(change, contact, false);
  views.settle(presentity, decision);
  log_change(presentity, Cause::status, from, change.now, decision);
  decision.receipt = receipt_of(edit.revision, tally, presentity);
  return decision;
}

}  // namespace facet::resolver
