#include "resolver/domain/group_limits.h"

#include <algorithm>

#include "schemas/limits.h"

namespace facet::resolver {
namespace {

Denial over(const char* limit, std::size_t value) {
  return Denial{Reason::over_limit, limit, static_cast<std::uint32_t>(value)};
}

bool is_live(const Membership* membership) {
  return membership != nullptr && !membership->removed;
}

// One group's part of an edit. What is stale in it changes nothing and counts for nothing: a message that
// comes again after others must not be refused for a place that it once had.
struct Part {
  const Presentity& presentity;
  const GroupEdit& edit;
  Revision revision;
  const GroupState* group = presentity.group(edit.group);

  bool stale() const { return group != nullptr && revision < group->erased; }
  bool starts_over() const {
    if (edit.erase) return true;
    return edit.replace && (group == nullptr || revision > group->floor);
  }
  const Membership* held(UserId contact) const { return presentity.membership(contact, edit.group); }
  bool takes(UserId contact) const {
    const auto* membership = held(contact);
    if (membership != nullptr) return revision > membership->revision;
    return group == nullptr || revision >= group->floor;
  }
  std::size_t newer_members() const {
    const auto members = presentity.members(edit.group);
    return static_cast<std::size_t>(std::count_if(
        members.begin(), members.end(), [&](UserId contact) { return held(contact)->revision >= revision; }));
  }
};

// Members the group would have afterwards.
std::size_t members_after(const Part& part) {
  if (part.stale()) return part.presentity.member_count(part.edit.group);
  const bool anew = part.starts_over();
  std::size_t members = anew ? part.newer_members() : part.presentity.member_count(part.edit.group);
  for (const UserId contact : part.edit.add) {
    if (part.takes(contact) && (anew || !is_live(part.held(contact)))) ++members;
  }
  for (const UserId contact : part.edit.remove) {
    if (part.takes(contact) && is_live(part.held(contact))) --members;
  }
  return members;
}

// Existing groups more or less afterwards.
int groups_after(const Part& part) {
  if (part.stale()) return 0;
  const bool exists = part.presentity.existing_group(part.edit.group) != nullptr;
  if (part.edit.erase) return exists && part.group->name_revision < part.revision ? -1 : 0;
  const bool made = part.edit.name && (part.group == nullptr || part.revision > part.group->erased);
  return !exists && made ? 1 : 0;
}

std::optional<Denial> check_contacts(const Presentity& presentity, std::vector<UserId> contacts) {
  std::sort(contacts.begin(), contacts.end());
  contacts.erase(std::unique(contacts.begin(), contacts.end()), contacts.end());
  const auto added = static_cast<std::size_t>(std::count_if(
      contacts.begin(), contacts.end(), [&](UserId id) { return presentity.contact(id) == nullptr; }));
  // Those who are remembered only for their removal have room of their own.
  // So have followers: no stranger takes the owner's room.
  if (added == 0 || presentity.contacts().size() + added <=
                        limits::kContactsPerUser + limits::kRemovalsPerUser + presentity.followers()) {
    return std::nullopt;
  }
  return over("contacts_per_user", limits::kContactsPerUser);
}

}  // namespace

std::optional<Denial> check_group_limits(const Presentity& presentity, const GroupsEdit& edit) {
  auto groups = static_cast<std::ptrdiff_t>(presentity.existing_groups());
  std::size_t remembered = presentity.groups().size();
  std::size_t memberships = presentity.live_memberships();
  std::vector<UserId> contacts;
  for (const auto& one : edit.edits) {
    const Part part{presentity, one, edit.revision};
    const std::size_t before = presentity.member_count(one.group);
    const std::size_t after = members_after(part);
    if (after > before && after > limits::kMembersPerGroup) {
      return over("members_per_group", limits::kMembersPerGroup);
    }
    memberships = memberships - before + after;
    groups += groups_after(part);
    remembered += part.group == nullptr ? 1 : 0;
    std::copy_if(one.add.begin(), one.add.end(), std::back_inserter(contacts),
                 [&](UserId contact) { return !part.stale() && part.takes(contact); });
  }
  if (remembered > presentity.groups().size() && remembered > limits::kRememberedGroupsPerUser) {
    return over("remembered_groups_per_user", limits::kRememberedGroupsPerUser);
  }
  if (groups > static_cast<std::ptrdiff_t>(limits::kGroupsPerUser)) {
    return over("groups_per_user", limits::kGroupsPerUser);
  }
  if (memberships > limits::kMembershipsPerUser) {
    return over("memberships_per_user", limits::kMembershipsPerUser);
  }
  return check_contacts(presentity, std::move(contacts));
}

std::optional<Denial> check_contact_limits(const Presentity& presentity, const StatusEdit& edit) {
  std::vector<UserId> contacts;
  for (const auto& one : edit.overrides) contacts.push_back(one.contact);
  contacts.insert(contacts.end(), edit.block.begin(), edit.block.end());
  contacts.insert(contacts.end(), edit.unblock.begin(), edit.unblock.end());
  return check_contacts(presentity, std::move(contacts));
}

}  // namespace facet::resolver
