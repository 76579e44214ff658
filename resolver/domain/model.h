#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schemas/messages.h"

// What the resolver knows of one presentity. Plain values; docs/rules.md says how they are read.
// Every part carries the revision that last changed it: an edit older than that is stale for that part,
// whichever order edits arrive in (last writer wins, part by part).
namespace facet::resolver {

struct GroupState {
  GroupId id;
  std::string name;
  std::uint16_t rank = 0;  // 1 is the highest; equal ranks: the lower id
  Revision name_revision;
  Revision rank_revision;
  // The newest deletion. The group exists while its name is newer than this.
  Revision erased;
  // Additions not newer than this are stale: the last replacement, deletion or folding of removals.
  Revision floor;
  Revision members_revision;  // newest change to the members
  Revision setting_revision;  // newest change to `base` or `temporary`
  // Of `base` alone: it may come later than a newer temporary setting, and is what that one ends in.
  Revision base_revision;
  // When that was, but never later than it came: a phone's clock may be ahead. Not base.changed_at, which
  // stays when the same is said again.
  Time base_since = kNoTime;
  // The name that made the group, the newest time it was made: older edits of "every group" do not mean it.
  Revision created;
  Setting base{.activity = Activity::off, .note = {}, .until = kNoTime, .changed_at = kNoTime};
  std::optional<Setting> temporary;  // its `until` is never kNoTime; an expired one stays until replaced
  Automatics automatics{};
  Revision automatics_revision{};
  Schedule schedule{};
  Revision schedule_revision{};
  Time schedule_since = kNoTime;  // when `schedule` was given: no entry of it began earlier

  bool exists() const { return id == kOther || name_revision > erased; }
  bool operator==(const GroupState&) const = default;
};

// One contact's place in one group; a removed one is remembered, so that an older addition cannot undo it.
struct Membership {
  GroupId group;
  Revision revision;
  bool removed = false;
  Time until = kNoTime;  // member until then; kNoTime: for good
  bool operator==(const Membership&) const = default;
};

// Keeps `changed_at` of a View still when only its source changed: where the rules say `natural`, `shown` is
// shown.
struct Pin {
  Time natural;
  Time shown;
  bool operator==(const Pin&) const = default;
};

// What the owner decided for one contact alone.
struct ContactState {
  std::optional<Setting> override_setting;
  Revision override_revision;
  bool blocked = false;
  Revision block_revision;
  std::optional<Pin> pin;
  // Of one who asked, or was removed from the last group: shown what `other` is told until then.
  Time follows_until = kNoTime;
  bool asked = false;  // it follows because it asked: whoever asks takes the answer
  bool operator==(const ContactState&) const = default;
};

// What is known of one device of the presentity; docs/rules.md ("Off by itself") says how it counts.
struct Device {
  DeviceState state = DeviceState::unset;  // its last report; unset: never one
  Revision reported;                       // that report's
  LinkState link = LinkState::unset;       // the last that was told of its connection; unset: never anything
  std::uint64_t session = 0;               // that connection's
  std::uint64_t reported_in = 0;           // `session` when the last report came
  Time since = kNoTime;                    // when one of these last changed: when it was last heard of
  bool present = false;                    // counts, until `until` (kNoTime: until something is told of it)
  Time until = kNoTime;
  Time gone_at = kNoTime;     // when it last stopped counting; kNoTime: never did
  Time call_since = kNoTime;  // kNoTime: it said of no call
  Time call_until = kNoTime;  // when that call is over by itself
  bool operator==(const Device&) const = default;
};

// What stands for the presentity as a whole.
struct Account {
  std::string zone;  // IANA name; empty: never given, UTC
  Revision zone_revision;
  Time zone_since = kNoTime;               // when `zone` took effect
  Strangers strangers = Strangers::unset;  // as a watcher; unset: held
  Revision strangers_revision;
  Revision erased;       // the newest erasure: nothing older than this counts
  bool erasing = false;  // its topics are not all cleared yet
  bool operator==(const Account&) const = default;
};

// As a watcher: what is thought of one presentity.
struct StanceState {
  Stance stance = Stance::none;
  Revision revision;
  bool operator==(const StanceState&) const = default;
};

struct Contact {
  std::vector<Membership> memberships;  // by group id
  ContactState own;
  bool operator==(const Contact&) const = default;
};

}  // namespace facet::resolver
