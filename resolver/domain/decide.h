#pragma once

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"

// One `up` message of the owner: what changes, who has to be told, what the receipt says. Pure functions of
// their arguments; they change `presentity` and return the same change as effects. A refusal changes nothing
// at all.
namespace facet::resolver {

// `from` is the device whose topic the message came on.
Decision decide(Presentity& presentity, const GroupsEdit& edit, DeviceId from, Instant now);
Decision decide(Presentity& presentity, const StatusEdit& edit, DeviceId from, Instant now);

// A timer that came due. False when there is nobody left to tell. A setting that replaced the ended one since
// does not count: it was compared with what the ended one fell back to, not with what the topics still show.
bool still_due(const Presentity& presentity, const Timer& timer);

// The owner's own copies; nullopt when the group does not exist (its topic is to be empty).
std::optional<OwnGroup> own_group(const Presentity& presentity, GroupId group);
std::optional<OwnMembers> own_members(const Presentity& presentity, GroupId group);

}  // namespace facet::resolver
