#include "resolver/domain/member_ends.h"

#include <algorithm>

#include "resolver/domain/tell.h"
#include "resolver/domain/view_changes.h"

namespace facet::resolver {

std::vector<Time> membership_ends(const Presentity& presentity, UserId id) {
  std::vector<Time> ends;
  const auto* contact = presentity.contact(id);
  if (contact == nullptr) return ends;
  for (const auto& membership : contact->memberships) {
    if (!membership.removed && membership.until != kNoTime) ends.push_back(membership.until);
  }
  std::sort(ends.begin(), ends.end());
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());
  return ends;
}

void move_member_timers(const Presentity& presentity, UserId contact, const std::vector<Time>& before,
                        Time now, Decision& decision) {
  const auto after = membership_ends(presentity, contact);
  if (before == after) return;
  const Target member{TargetKind::member, presentity.id(), contact.value()};
  for (const Time end : before) {
    if (!std::binary_search(after.begin(), after.end(), end)) move_timer(member, end, kNoTime, now, decision);
  }
  for (const Time end : after) {
    if (!std::binary_search(before.begin(), before.end(), end))
      move_timer(member, kNoTime, end, now, decision);
  }
}

void end_memberships(Presentity& presentity, UserId id, Time at, const Terms& terms, Decision& decision) {
  const auto* contact = presentity.contact(id);
  if (contact == nullptr) return;
  std::vector<Membership> over;
  for (const auto& membership : contact->memberships) {
    if (!membership.removed && membership.until != kNoTime && membership.until <= at)
      over.push_back(membership);
  }
  if (over.empty()) return;
  ViewChanges views(at - std::chrono::seconds{1}, at, terms);
  views.watch(presentity, id);
  for (auto& membership : over) {
    membership.removed = true;
    membership.until = kNoTime;
    presentity.put_membership(id, membership);
    decision.writes.emplace_back(PutMembership{id, membership});
    decision.dirty.push_back(target_of(presentity, TargetKind::own_group, membership.group));
    decision.dirty.push_back(target_of(presentity, TargetKind::own_members, membership.group));
  }
  views.settle(presentity, decision);
}

}  // namespace facet::resolver
