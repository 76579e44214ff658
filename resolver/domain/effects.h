#pragma once

#include <compare>
#include <optional>
#include <variant>
#include <vector>

#include "resolver/domain/model.h"

// What the domain asks to be done; adapters do it. A Decision's writes and dirty targets are stored together
// or not at all.
namespace facet::resolver {

// ---- records to write, all of the Decision's presentity ------------------------------------------------
struct PutGroup {
  GroupState group;
  bool operator==(const PutGroup&) const = default;
};
struct DropGroup {
  GroupId group;
  bool operator==(const DropGroup&) const = default;
};
struct PutMembership {
  UserId contact;
  Membership membership;
  bool operator==(const PutMembership&) const = default;
};
struct DropMembership {
  UserId contact;
  GroupId group;
  bool operator==(const DropMembership&) const = default;
};
// An empty ContactState removes the record.
struct PutContact {
  UserId contact;
  ContactState own;
  bool operator==(const PutContact&) const = default;
};
struct PutDevice {
  DeviceId id;
  Device device;
  bool operator==(const PutDevice&) const = default;
};
struct DropDevice {
  DeviceId id;
  bool operator==(const DropDevice&) const = default;
};
struct PutAccount {
  Account account;
  bool operator==(const PutAccount&) const = default;
};
// Of the presentity as a watcher of `of`.
struct PutStance {
  UserId of;
  StanceState state;
  bool operator==(const PutStance&) const = default;
};
// Everything there is of the presentity, but for its Account.
struct Wipe {
  bool operator==(const Wipe&) const = default;
};
using Write = std::variant<PutGroup, DropGroup, PutMembership, DropMembership, PutContact, PutDevice,
                           DropDevice, PutAccount, PutStance, Wipe>;

// ---- topics that no longer show what the rules say ------------------------------------------------------
// A target names what to bring up to date, not what to send: that is worked out when it is sent, so however
// many changes come together, one message carries the last of them.
enum class TargetKind : std::uint8_t {
  audience = 1,     // every watcher whom group `id`'s setting reaches
  watcher = 2,      // the one watcher `id`
  own_group = 3,    // the owner's own copy of group `id`
  own_members = 4,  // and of its members
  backfill = 5,     // `user` has just registered: everybody's View for it
  // Everybody whose View depends on whether the presentity is there; `id` is 0. In a timer: a device whose
  // time may be up; `id` is the device's.
  presence = 6,
  erased = 7,      // every topic that `user` fills or receives is to be empty; then its records go
  withdrawn = 12,  // the one watcher `id` may not take any more what it is shown
  // Only in timers, each of the kind that it ends or begins (docs/rules.md):
  schedule = 8,   // group `id`'s schedule begins or ends something
  member = 9,     // a membership of contact `id` ends
  follower = 10,  // contact `id` is no longer kept up to date
  call = 11,      // a call of device `id` is over by itself
};
struct Target {
  TargetKind kind{};
  UserId user;  // the presentity; for backfill the watcher
  std::uint64_t id = 0;
  auto operator<=>(const Target&) const = default;
};

// When a View changes by itself: bring `target` up to date at `at`, whoever is running then.
struct Timer {
  Time at;
  Target target;
  auto operator<=>(const Timer&) const = default;
};

// Whoever `behind` names sees the same as before, but no longer by what `waiting` names. If that target still
// waits for the broker from an earlier Decision, what it is to show never reached them and, now, would not:
// mark `behind` as well then. If it does not wait, there is nothing to publish.
// So it is when a watcher leaves an audience (`waiting`), and when somebody who is off changes what is shown
// later: those for whom that will be `off` are not of the waiting presence any more.
struct Left {
  Target waiting;
  Target behind;
  bool operator==(const Left&) const = default;
};

// What the presentity, as a watcher, thought of another one before the Decision. The pipeline finds out whose
// topics that fills or empties; the domain knows one presentity at a time.
struct Was {
  UserId of;
  Stance stance = Stance::none;
  bool knew = false;  // held it in a group, or had an override for it
  bool operator==(const Was&) const = default;
};
struct Reception {
  std::vector<Was> changed;
  bool strangers = false;  // whether those are taken whom it does not know
  bool operator==(const Reception&) const = default;
};

struct Decision {
  Receipt receipt;
  std::vector<Write> writes;
  std::vector<Target> dirty;
  std::vector<Timer> timers;
  // Set by an earlier Decision and not due yet; take these out before `timers` go in. One that is due is
  // never cancelled: whoever it was for may not have been told yet.
  std::vector<Timer> cancelled;
  std::vector<Left> left;
  Reception reception;
  std::optional<LogEntry> log;  // for the owner
};

}  // namespace facet::resolver
