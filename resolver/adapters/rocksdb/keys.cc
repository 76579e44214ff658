#include "resolver/adapters/rocksdb/keys.h"

#include <limits>

namespace facet::resolver::rocks {
namespace {

char* put(char* at, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) *at++ = static_cast<char>(value >> shift);
  return at;
}

std::uint64_t get(std::string_view key, std::size_t at, std::size_t bytes) {
  std::uint64_t value = 0;
  for (const char byte : key.substr(at, bytes)) value = value << 8 | static_cast<unsigned char>(byte);
  return value;
}

char* put_user(char* at, UserId user) {
  return put(at, user.value(), 8);
}
char* put_group(char* at, GroupId group) {
  return put(at, group.value(), 4);
}

// Seconds may be negative; with the sign flipped they sort as unsigned numbers.
constexpr std::uint64_t kSign = std::uint64_t{1} << 63;

std::uint64_t sortable(Time time) {
  return static_cast<std::uint64_t>(time.time_since_epoch().count()) ^ kSign;
}

char* put_target(char* at, const Target& target) {
  at = put(at, static_cast<std::uint64_t>(target.kind), 1);
  return put(put_user(at, target.user), target.id, 8);
}

bool known(std::uint64_t kind) {
  return kind >= static_cast<std::uint64_t>(TargetKind::audience) &&
         kind <= static_cast<std::uint64_t>(TargetKind::withdrawn);
}

}  // namespace

UserKey user_key(UserId user) {
  UserKey key;
  put_user(key.data(), user);
  return key;
}

GroupKey group_key(UserId user, GroupId group) {
  GroupKey key;
  put_group(put_user(key.data(), user), group);
  return key;
}

DeviceKey device_key(UserId user, DeviceId device) {
  DeviceKey key;
  put(put_user(key.data(), user), device.value(), 2);
  return key;
}

ContactKey contact_key(UserId user, UserId contact) {
  ContactKey key;
  put_user(put_user(key.data(), user), contact);
  return key;
}

EdgeKey edge_key(UserId user, GroupId group, UserId contact) {
  EdgeKey key;
  put_user(put_group(put_user(key.data(), user), group), contact);
  return key;
}

EdgeKey watch_key(UserId contact, UserId user, GroupId group) {
  EdgeKey key;
  put_group(put_user(put_user(key.data(), contact), user), group);
  return key;
}

TargetKey target_key(const Target& target) {
  TargetKey key;
  put_target(key.data(), target);
  return key;
}

LogKey log_key(UserId user, std::uint32_t slot) {
  LogKey key;
  put(put_user(key.data(), user), slot, 4);
  return key;
}

SequenceKey sequence_key(std::uint64_t sequence) {
  SequenceKey key;
  put(key.data(), sequence, 8);
  return key;
}

TimerKey timer_key(const Timer& timer) {
  TimerKey key;
  put_target(put(key.data(), sortable(timer.at), 8), timer.target);
  return key;
}

SequenceKey timers_after(Time at) {
  const std::uint64_t last = sortable(at);
  return sequence_key(last == std::numeric_limits<std::uint64_t>::max() ? last : last + 1);
}

std::optional<UserId> parse_user(std::string_view key) {
  if (key.size() < 8) return std::nullopt;
  return UserId{get(key, 0, 8)};
}

std::optional<UserId> parse_user_key(std::string_view key) {
  if (key.size() != 8) return std::nullopt;
  return parse_user(key);
}

std::optional<GroupId> parse_group_key(std::string_view key) {
  if (key.size() != 12) return std::nullopt;
  return GroupId{static_cast<std::uint32_t>(get(key, 8, 4))};
}

std::optional<UserId> parse_contact_key(std::string_view key) {
  if (key.size() != 16) return std::nullopt;
  return UserId{get(key, 8, 8)};
}

std::optional<DeviceId> parse_device_key(std::string_view key) {
  if (key.size() != 10) return std::nullopt;
  const DeviceId device{static_cast<std::uint16_t>(get(key, 8, 2))};
  return device.valid() ? std::optional{device} : std::nullopt;
}

std::optional<Edge> parse_edge_key(std::string_view key) {
  if (key.size() != 20) return std::nullopt;
  return Edge{GroupId{static_cast<std::uint32_t>(get(key, 8, 4))}, UserId{get(key, 12, 8)}};
}

std::optional<Watch> parse_watch_key(std::string_view key) {
  if (key.size() != 20) return std::nullopt;
  return Watch{UserId{get(key, 8, 8)}, GroupId{static_cast<std::uint32_t>(get(key, 16, 4))}};
}

std::optional<std::uint32_t> parse_log_key(std::string_view key) {
  if (key.size() != 12) return std::nullopt;
  return static_cast<std::uint32_t>(get(key, 8, 4));
}

std::optional<Target> parse_target_key(std::string_view key) {
  if (key.size() != 17) return std::nullopt;
  const std::uint64_t kind = get(key, 0, 1);
  if (!known(kind)) return std::nullopt;
  return Target{static_cast<TargetKind>(kind), UserId{get(key, 1, 8)}, get(key, 9, 8)};
}

std::optional<std::uint64_t> parse_sequence_key(std::string_view key) {
  if (key.size() != 8) return std::nullopt;
  return get(key, 0, 8);
}

std::optional<Timer> parse_timer_key(std::string_view key) {
  if (key.size() != 25) return std::nullopt;
  const auto target = parse_target_key(key.substr(8));
  if (!target) return std::nullopt;
  const auto seconds = static_cast<std::int64_t>(get(key, 0, 8) ^ kSign);
  return Timer{Time{std::chrono::seconds{seconds}}, *target};
}

}  // namespace facet::resolver::rocks
