#pragma once

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"

// What comes in about a presentity: what changes, who has to be told, what the receipt says. Pure functions
// of their arguments; they change `presentity` and return the same change as effects. A refusal changes
// nothing at all.
namespace facet::resolver {

// `from` is the device whose topic the message came on.
Decision decide(Presentity& presentity, const GroupsEdit& edit, DeviceId from, Instant now);
Decision decide(Presentity& presentity, const StatusEdit& edit, DeviceId from, Instant now);

// What a device says of itself. `grace`: how long one whose connection is gone still counts.
Decision decide(Presentity& presentity, const DeviceReport& report, DeviceId from, Instant now,
                std::chrono::seconds grace);
// What the broker says of the device's connection; there is no receipt. In whatever order the messages come,
// the newest session counts, and in it `gone` is final.
Decision decide(Presentity& presentity, const Link& link, DeviceId device, Instant now,
                std::chrono::seconds grace);

// A timer that came due, which the caller takes out; there is no receipt. Nothing to do when there is nobody
// left to tell. A setting that replaced the ended one since does not count: it was compared with what the
// ended one fell back to, not with what the topics still show.
Decision decide(Presentity& presentity, const Timer& timer, Time now);

// The owner's own copies; nullopt when the group does not exist (its topic is to be empty).
std::optional<OwnGroup> own_group(const Presentity& presentity, GroupId group);
std::optional<OwnMembers> own_members(const Presentity& presentity, GroupId group);

}  // namespace facet::resolver
