#include "resolver/domain/decide.h"
#include "resolver/domain/device_changes.h"
#include "resolver/domain/followers.h"
#include "resolver/domain/group_settings.h"
#include "resolver/domain/log_lines.h"
#include "resolver/domain/member_ends.h"
#include "resolver/domain/tell.h"
#include "resolver/domain/view_changes.h"

namespace facet::resolver {
namespace {

// The setting of a group has ended.
void end_setting(const Presentity& presentity, GroupId id, Time at, Time now, Decision& decision) {
  const auto* group = presentity.existing_group(id);
  if (group == nullptr) return;
  tell_audience(presentity, *group, at, now, decision);
}

// Made anew: of a copy with its override reset GCC 12 says that it may be uninitialized.
ContactState without_override(const ContactState& own) {
  ContactState rest;
  rest.override_revision = own.override_revision;
  rest.blocked = own.blocked;
  rest.block_revision = own.block_revision;
  rest.pin = own.pin;
  rest.follows_until = own.follows_until;
  rest.asked = own.asked;
  return rest;
}

// The override of one watcher has ended. Whoever is in no group then is one of `other` from here on.
void end_override(Presentity& presentity, UserId watcher, Time at, const Terms& terms, Decision& decision) {
  const auto* contact = presentity.contact(watcher);
  if (contact == nullptr || !contact->own.override_setting) return;
  if (contact->own.override_setting->until == kNoTime || contact->own.override_setting->until > at) return;
  ViewChanges views(at - std::chrono::seconds{1}, at, terms);
  views.watch(presentity, watcher);
  const ContactState own = without_override(contact->own);
  decision.writes.emplace_back(PutContact{watcher, own});
  presentity.put_contact(watcher, own);
  views.settle(presentity, decision);
}

void carry_out(Presentity& presentity, const Timer& timer, Time now, const Terms& terms, Decision& decision) {
  const UserId contact{timer.target.id};
  const DeviceId device{static_cast<std::uint16_t>(timer.target.id)};
  const GroupId group{static_cast<std::uint32_t>(timer.target.id)};
  switch (timer.target.kind) {
    case TargetKind::audience:
      return end_setting(presentity, group, timer.at, now, decision);
    case TargetKind::watcher:
      return end_override(presentity, contact, timer.at, terms, decision);
    case TargetKind::presence:
      return time_is_up(presentity, device, timer.at, decision);
    case TargetKind::call:
      return call_is_over(presentity, device, timer.at, decision);
    case TargetKind::schedule:
      return pass_boundary(presentity, group, timer.at, now, decision);
    case TargetKind::member:
      return end_memberships(presentity, contact, timer.at, terms, decision);
    case TargetKind::follower:
      return end_following(presentity, contact, timer.at, decision);
    case TargetKind::own_group:
    case TargetKind::own_members:
    case TargetKind::backfill:
    case TargetKind::erased:
    case TargetKind::withdrawn:
      break;  // never set
  }
}

Cause cause_of(TargetKind kind) {
  if (kind == TargetKind::presence) return Cause::link;
  return kind == TargetKind::schedule ? Cause::schedule : Cause::ended;
}

}  // namespace

Decision decide(Presentity& presentity, const Timer& timer, Time now, const Terms& terms) {
  Decision decision;
  if (presentity.account().erasing) return decision;
  carry_out(presentity, timer, now, terms, decision);
  log_automatic(presentity, cause_of(timer.target.kind), DeviceId{}, now, decision);
  return decision;
}

}  // namespace facet::resolver
