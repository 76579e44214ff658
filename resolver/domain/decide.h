#pragma once

#include <memory>

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"
#include "resolver/domain/terms.h"

// What comes in about a presentity: what changes, who has to be told, what the receipt says. Pure functions
// of their arguments; they change `presentity` and return the same change as effects. A refusal changes
// nothing at all.
namespace facet::resolver {

// `from` is the device whose topic the message came on.
Decision decide(Presentity& presentity, const GroupsEdit& edit, DeviceId from, Instant now,
                const Terms& terms = {});
// `zone`: what edit.zone names; nullptr: nothing, and the edit is refused if it names one.
Decision decide(Presentity& presentity, const StatusEdit& edit, DeviceId from, Instant now,
                const Terms& terms = {}, std::shared_ptr<const ZoneTable> zone = nullptr);
// What the presentity, as a watcher, says of others.
Decision decide(Presentity& presentity, const WatchEdit& edit, DeviceId from, Instant now);
// The end of the account: from here on it refuses everything until finish_erasure().
Decision decide(Presentity& presentity, const AccountEdit& edit, DeviceId from, Instant now);

// What a device says of itself.
Decision decide(Presentity& presentity, const DeviceReport& report, DeviceId from, Instant now,
                const Terms& terms);
// What the broker says of the device's connection; there is no receipt. In whatever order the messages come,
// the newest session counts, and in it `gone` is final.
Decision decide(Presentity& presentity, const Link& link, DeviceId device, Instant now, const Terms& terms);

// A timer that came due, which the caller takes out; there is no receipt. Nothing to do when there is nobody
// left to tell. A setting that replaced the ended one since does not count: it was compared with what the
// ended one fell back to, not with what the topics still show.
Decision decide(Presentity& presentity, const Timer& timer, Time now, const Terms& terms = {});

// Every topic of the erased account is empty now: its records go.
Decision finish_erasure(Presentity& presentity);

// The owner's own copies; nullopt when the group does not exist (its topic is to be empty).
std::optional<OwnGroup> own_group(const Presentity& presentity, GroupId group);
std::optional<OwnMembers> own_members(const Presentity& presentity, GroupId group);

}  // namespace facet::resolver
