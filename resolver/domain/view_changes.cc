#include "resolver/domain/view_changes.h"

#include <algorithm>

#include "resolver/domain/followers.h"
#include "resolver/domain/tell.h"

namespace facet::resolver {
namespace {

// When the first of a contact's memberships, or its override, ended that its timer has not seen to yet;
// kNoTime: none.
Time first_ended(const Contact* contact, Time carried_out, Time now) {
  Time first = kNoTime;
  if (contact == nullptr) return first;
  const auto consider = [&](Time until) {
    if (until > carried_out && until <= now && (first == kNoTime || until < first)) first = until;
  };
  if (contact->own.override_setting) consider(contact->own.override_setting->until);
  for (const auto& membership : contact->memberships) {
    if (!membership.removed) consider(membership.until);
  }
  return first;
}

std::pair<bool, bool> depends(const Presentity& presentity, UserId id, Time now) {
  const Moment moment(presentity, now);
  const auto* contact = presentity.contact(id);
  return {moment.depends(id, contact, Overlay::off), moment.depends(id, contact, Overlay::in_call)};
}

}  // namespace

ViewChanges::Before ViewChanges::look(const Presentity& presentity, UserId contact) const {
  Before before;
  before.setting = retained_setting(presentity, contact, looked_);
  before.view = retained_view(presentity, contact, looked_);
  before.until = retained_until(presentity, contact, looked_);
  before.by = ruling(presentity, contact, looked_);
  before.depends = depends(presentity, contact, looked_);
  before.holds = presentity.knows(contact);
  const bool by_group = before.by.rule == Rule::group || before.by.rule == Rule::other;
  before.group_ending =
      by_group && may_show_ended(presentity, *presentity.group(before.by.group), looked_, terms_);
  const Time ended = first_ended(presentity.contact(contact), terms_.carried_out, looked_);
  before.ending =
      ended != kNoTime && retained_view(presentity, contact, ended - std::chrono::seconds{1}) != before.view;
  return before;
}

void ViewChanges::watch(const Presentity& presentity, UserId contact) {
  if (!before_.contains(contact)) before_.emplace(contact, look(presentity, contact));
}

void ViewChanges::settle(Presentity& presentity, Decision& decision) {
  for (const auto& target : decision.dirty) {
    if (target.kind == TargetKind::audience) told_.emplace(static_cast<std::uint32_t>(target.id));
  }
  for (const auto& [contact, before] : before_) settle_one(presentity, contact, before, decision);
}

void ViewChanges::let_follow(Presentity& presentity, UserId contact, ContactState& own,
                             Decision& decision) const {
  if (!may_follow(presentity, contact, now_)) return;
  set_following(presentity, contact, own, now_ + terms_.follow, now_, decision);
  presentity.put_contact(contact, own);
}

void ViewChanges::settle_one(Presentity& presentity, UserId contact, const Before& before,
                             Decision& decision) {
  const auto* found = presentity.contact(contact);
  const ContactState held = found == nullptr ? ContactState{} : found->own;
  ContactState own = presentity.own_of(contact);
  own.pin.reset();
  presentity.put_contact(contact, own);
  auto natural = retained_setting(presentity, contact, now_);
  if ((before.setting || before.ending) && !natural) {
    let_follow(presentity, contact, own, decision);
    natural = retained_setting(presentity, contact, now_);
  }
  const bool alike = before.setting && natural && same_shown(*before.setting, *natural);
  if (alike && before.setting->changed_at != natural->changed_at) {
    own.pin = Pin{natural->changed_at, before.setting->changed_at};
    presentity.put_contact(contact, own);
  }
  if (own != held) decision.writes.emplace_back(PutContact{contact, own});
  if (before.holds != presentity.knows(contact))
    decision.reception.changed.push_back({contact, presentity.stance(contact), before.holds});
  const bool setting_changed = before.setting.has_value() != natural.has_value() || (natural && !alike);
  tell(presentity, contact, before, setting_changed, decision);
}

void ViewChanges::tell(const Presentity& presentity, UserId contact, const Before& before,
                       bool setting_changed, Decision& decision) const {
  const Ruling by = ruling(presentity, contact, now_);
  const Target watcher = watcher_of(presentity, contact);
  const bool moved = by != before.by;
  // One that asked and has a lasting place now, or no longer: the broker is to keep its topic, or let it go.
  const bool stays_else = (before.until == kNoTime) != (retained_until(presentity, contact, now_) == kNoTime);
  if (before.ending || stays_else || retained_view(presentity, contact, now_) != before.view) {
    // A whole group that is told anyway needs no second message to one of its members.
    const bool by_group = by.rule == Rule::group || by.rule == Rule::other;
    if (!by_group || !told_.contains(by.group)) decision.dirty.push_back(watcher);
    return;
  }
  if (moved && before.group_ending) {
    decision.dirty.push_back(watcher);
    return;
  }
  if (moved && before.by.rule != Rule::blocked && before.by.rule != Rule::override_setting) {
    decision.left.push_back({target_of(presentity, TargetKind::audience, before.by.group), watcher});
  }
  // An override has the automatic statuses of a group, which may be another one now.
  if (moved || setting_changed || before.depends != depends(presentity, contact, now_))
    left_by_flips(presentity, watcher, decision);
}

}  // namespace facet::resolver
