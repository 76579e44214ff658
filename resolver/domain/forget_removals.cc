#include <algorithm>
#include <map>

#include "resolver/domain/group_changes.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

struct Removal {
  UserId contact;
  GroupId group;
  Revision revision;
};

std::vector<Removal> removals_of(const Presentity& presentity) {
  std::vector<Removal> result;
  for (const auto& [id, contact] : presentity.contacts()) {
    for (const auto& membership : contact.memberships) {
      if (membership.removed) result.push_back({id, membership.group, membership.revision});
    }
  }
  std::sort(result.begin(), result.end(),
            [](const Removal& a, const Removal& b) { return a.revision < b.revision; });
  return result;
}

void drop(Presentity& presentity, UserId contact, GroupId group, Decision& decision) {
  presentity.drop_membership(contact, group);
  decision.writes.emplace_back(DropMembership{contact, group});
}

void raise_floor(Presentity& presentity, GroupId id, Revision floor, Decision& decision) {
  const auto* group = presentity.group(id);
  if (group == nullptr || group->floor >= floor) return;
  GroupState raised = *group;
  raised.floor = floor;
  decision.writes.emplace_back(PutGroup{raised});
  presentity.put_group(std::move(raised));
}

// A member that was added after the deletion, by a phone that did not know of it, would be back in a new
// group of the same id.
void drop_left_over(Presentity& presentity, GroupId group, Decision& decision) {
  std::vector<UserId> contacts;
  for (const auto& [id, contact] : presentity.contacts()) {
    const auto is_this = [&](const Membership& m) { return m.group == group; };
    const auto& memberships = contact.memberships;
    if (std::any_of(memberships.begin(), memberships.end(), is_this)) contacts.push_back(id);
  }
  for (const UserId contact : contacts) drop(presentity, contact, group, decision);
}

void forget_groups(Presentity& presentity, Instant now, Decision& decision) {
  std::vector<GroupId> gone;
  for (const auto& [id, group] : presentity.groups()) {
    // Nothing older than the memory is taken any more, so nothing can bring these back.
    if (!group.exists() && group.erased.made_at() < now - limits::kRemovalMemory) gone.push_back(id);
  }
  for (const GroupId id : gone) {
    drop_left_over(presentity, id, decision);
    presentity.drop_group(id);
    decision.writes.emplace_back(DropGroup{id});
  }
}

}  // namespace

void forget_removals(Presentity& presentity, Instant now, Decision& decision) {
  if (presentity.groups().size() > 2 * limits::kGroupsPerUser) forget_groups(presentity, now, decision);
  if (presentity.remembered_removals() <= limits::kRemovalsPerUser) return;
  const auto removals = removals_of(presentity);
  std::map<GroupId, Revision> floors;
  for (std::size_t i = 0; i < removals.size(); ++i) {
    const bool old = removals[i].revision.made_at() < now - limits::kRemovalMemory;
    const bool too_many = i < removals.size() / 2;
    if (!old && !too_many) break;
    if (!old) floors[removals[i].group] = removals[i].revision;  // ascending: the last one is the newest
    drop(presentity, removals[i].contact, removals[i].group, decision);
  }
  for (const auto& [group, floor] : floors) raise_floor(presentity, group, floor, decision);
}

}  // namespace facet::resolver
