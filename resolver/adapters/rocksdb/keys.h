#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "resolver/domain/effects.h"
#include "schemas/ids.h"

// Builds and reads the keys that columns.h lists, on the stack. Pure; any bytes are safe to parse, and what
// is not a key of that column is nullopt.
namespace facet::resolver::rocks {

template <std::size_t N>
class Key {
 public:
  char* data() { return bytes_.data(); }
  std::string_view view() const { return {bytes_.data(), N}; }

 private:
  std::array<char, N> bytes_{};
};

using UserKey = Key<8>;
using GroupKey = Key<12>;
using DeviceKey = Key<10>;
using ContactKey = Key<16>;  // stances and standings too
using LogKey = Key<12>;
using EdgeKey = Key<20>;  // watches too
using TargetKey = Key<17>;
using SequenceKey = Key<8>;
using TimerKey = Key<25>;

// In `watches`, in place of a group; nobody is ever put into either of the two.
inline constexpr GroupId kFollower = kOther;       // the user is followed by this contact
inline constexpr GroupId kOverride = kEveryGroup;  // the user has an override for this contact
// The groups in `watches` from here on: the user knows this contact. Below are those that it does not choose.
inline constexpr GroupId kFirstKnown{1};

UserKey user_key(UserId user);
GroupKey group_key(UserId user, GroupId group);
DeviceKey device_key(UserId user, DeviceId device);
ContactKey contact_key(UserId user, UserId contact);
EdgeKey edge_key(UserId user, GroupId group, UserId contact);
EdgeKey watch_key(UserId contact, UserId user, GroupId group);
TargetKey target_key(const Target& target);
LogKey log_key(UserId user, std::uint32_t slot);
SequenceKey sequence_key(std::uint64_t sequence);
TimerKey timer_key(const Timer& timer);
// Before every timer that is due later than `at`, behind every other one. Ends up behind all at the last
// second that a Time can hold.
SequenceKey timers_after(Time at);

// The user at the front of a key that begins with one, whatever follows.
std::optional<UserId> parse_user(std::string_view key);

std::optional<UserId> parse_user_key(std::string_view key);
std::optional<GroupId> parse_group_key(std::string_view key);
std::optional<UserId> parse_contact_key(std::string_view key);
std::optional<DeviceId> parse_device_key(std::string_view key);  // 0 is no device

struct Edge {
  GroupId group;
  UserId contact;
};
std::optional<Edge> parse_edge_key(std::string_view key);

struct Watch {
  UserId user;
  GroupId group;  // or kFollower, kOverride
};
std::optional<Watch> parse_watch_key(std::string_view key);

std::optional<std::uint32_t> parse_log_key(std::string_view key);  // the slot

// A kind of target that this version does not know is nullopt: a version that adds one raises the schema.
std::optional<Target> parse_target_key(std::string_view key);
std::optional<std::uint64_t> parse_sequence_key(std::string_view key);
std::optional<Timer> parse_timer_key(std::string_view key);

}  // namespace facet::resolver::rocks
