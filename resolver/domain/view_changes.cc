#include "resolver/domain/view_changes.h"

#include <algorithm>

#include "resolver/domain/liveness.h"

namespace facet::resolver {
namespace {

ContactState state_of(const Presentity& presentity, UserId contact) {
  const auto* found = presentity.contact(contact);
  return found == nullptr ? ContactState{} : found->own;
}

bool has_ended(const GroupState& group, Time now) {
  return group.temporary && group.temporary->until <= now;
}

}  // namespace

void ViewChanges::watch(const Presentity& presentity, UserId contact) {
  if (before_.contains(contact)) return;
  const Ruling by = ruling(presentity, presentity.contact(contact), now_);
  const bool ending = by.rule == Rule::group && has_ended(*presentity.group(by.group), now_);
  before_.emplace(contact, Before{retained_when_there(presentity, contact, now_), by, ending});
}

void ViewChanges::settle(Presentity& presentity, Decision& decision) {
  for (const auto& target : decision.dirty) {
    if (target.kind == TargetKind::audience) told_.emplace(static_cast<std::uint32_t>(target.id));
  }
  for (const auto& [contact, before] : before_) settle_one(presentity, contact, before, decision);
}

void ViewChanges::settle_one(Presentity& presentity, UserId contact, const Before& before,
                             Decision& decision) {
  ContactState own = state_of(presentity, contact);
  const std::optional<Pin> old_pin = own.pin;
  own.pin.reset();
  presentity.put_contact(contact, own);
  const auto natural = retained_when_there(presentity, contact, now_);
  const bool same =
      before.view.has_value() == natural.has_value() && (!natural || same_shown(*before.view, *natural));
  if (same && natural && before.view->changed_at != natural->changed_at) {
    own.pin = Pin{natural->changed_at, before.view->changed_at};
  }
  if (own.pin) presentity.put_contact(contact, own);
  if (own.pin != old_pin) decision.writes.emplace_back(PutContact{contact, own});
  if (presentity.off()) {
    tell_while_off(presentity, contact, before, natural, decision);
  } else {
    tell(presentity, contact, before, same, decision);
  }
}

void ViewChanges::tell(const Presentity& presentity, UserId contact, const Before& before, bool same,
                       Decision& decision) const {
  const Ruling by = ruling(presentity, presentity.contact(contact), now_);
  const Target watcher{TargetKind::watcher, presentity.id(), contact.value()};
  const auto group = static_cast<std::uint64_t>(before.by.group.value());
  if (!same) {
    // A whole group that is told anyway needs no second message to one of its members.
    if (by.rule != Rule::group || !told_.contains(by.group)) decision.dirty.push_back(watcher);
  } else if (before.by.rule == Rule::group && by != before.by) {
    if (before.ending) {
      decision.dirty.push_back(watcher);
    } else {
      decision.left.push_back({{TargetKind::audience, presentity.id(), group}, watcher});
    }
  }
}

// Everybody sees `off` before and after: what can change is only whether there is a topic.
void ViewChanges::tell_while_off(const Presentity& presentity, UserId contact, const Before& before,
                                 const std::optional<View>& after, Decision& decision) const {
  const Target watcher{TargetKind::watcher, presentity.id(), contact.value()};
  if (before.view.has_value() != after.has_value()) {
    decision.dirty.push_back(watcher);
    return;
  }
  const Ruling by = ruling(presentity, presentity.contact(contact), now_);
  const bool changed = before.view != after || before.by != by;
  if (changed && after == off_view()) decision.left.push_back({presence_of(presentity), watcher});
  if (before.by.rule == Rule::group && by != before.by) {
    const auto group = static_cast<std::uint64_t>(before.by.group.value());
    decision.left.push_back({{TargetKind::audience, presentity.id(), group}, watcher});
  }
}

}  // namespace facet::resolver
