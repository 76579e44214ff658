#pragma once

#include <algorithm>
#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace facet {

// A moment as phones and people mean it; the wire carries its seconds in 32 bits (good until 2106).
using Time = std::chrono::sys_seconds;
// A moment for ordering changes.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
inline constexpr Time kNoTime{};

inline Time to_time(Instant instant) {
  return std::chrono::floor<std::chrono::seconds>(instant);
}

// A person's id: an E.164 number without `+`. 0 is nobody; a valid one has 1 to 15 digits, the first not 0.
class UserId {
 public:
  constexpr UserId() = default;
  constexpr explicit UserId(std::uint64_t value) : value_(value) {}

  // Digits only, as topics and user names hold it. Anything else, also a leading zero, is nullopt.
  static std::optional<UserId> parse(std::string_view digits);

  constexpr std::uint64_t value() const { return value_; }
  constexpr bool valid() const { return value_ > 0 && value_ <= kMax; }
  std::string digits() const { return std::to_string(value_); }
  constexpr auto operator<=>(const UserId&) const = default;

  static constexpr std::uint64_t kMax = 999'999'999'999'999;

 private:
  std::uint64_t value_ = 0;
};

// One of a person's devices, 1 to 65535, chosen at random when the device is set up.
class DeviceId {
 public:
  constexpr DeviceId() = default;
  constexpr explicit DeviceId(std::uint16_t value) : value_(value) {}

  static std::optional<DeviceId> parse(std::string_view digits);

  constexpr std::uint16_t value() const { return value_; }
  constexpr bool valid() const { return value_ != 0; }
  std::string digits() const { return std::to_string(value_); }
  constexpr auto operator<=>(const DeviceId&) const = default;

 private:
  std::uint16_t value_ = 0;
};

// A group of one owner. Ids mean nothing to anybody but that owner and never reach a watcher.
class GroupId {
 public:
  constexpr GroupId() = default;
  constexpr explicit GroupId(std::uint32_t value) : value_(value) {}

  static std::optional<GroupId> parse(std::string_view digits);

  constexpr std::uint32_t value() const { return value_; }
  std::string digits() const { return std::to_string(value_); }
  constexpr auto operator<=>(const GroupId&) const = default;

 private:
  std::uint32_t value_ = 0;
};

// The built-in group of whoever is in no group.
inline constexpr GroupId kOther{0};
// In a StatusEdit only: every group the owner made (not `other`: strangers are never meant by "everybody").
inline constexpr GroupId kEveryGroup{0xFFFF'FFFF};

// Orders the changes of one owner, whichever device made them and however late they come: milliseconds since
// 1970 in the upper 48 bits, the device in the lower 16, so that two devices never make the same one.
// A device never goes backwards, and past what it has seen of others (a hybrid logical clock).
class Revision {
 public:
  constexpr Revision() = default;
  constexpr explicit Revision(std::uint64_t value) : value_(value) {}

  // The next revision of `device` at `now`, above `seen` whatever the clock says.
  static constexpr Revision next(Instant now, DeviceId device, Revision seen) {
    const auto clock = static_cast<std::uint64_t>(std::max<std::int64_t>(now.time_since_epoch().count(), 1));
    const std::uint64_t above = (seen.value_ >> 16) + 1;
    return Revision{(std::max(clock, above) << 16) | device.value()};
  }

  constexpr std::uint64_t value() const { return value_; }
  constexpr Instant made_at() const {
    return Instant{std::chrono::milliseconds{static_cast<std::int64_t>(value_ >> 16)}};
  }
  constexpr DeviceId device() const { return DeviceId{static_cast<std::uint16_t>(value_ & 0xFFFF)}; }
  constexpr auto operator<=>(const Revision&) const = default;

 private:
  std::uint64_t value_ = 0;
};

}  // namespace facet

template <>
struct std::hash<facet::UserId> {
  std::size_t operator()(facet::UserId id) const noexcept {
    // Numbers of one region differ in their last digits only: spread them (Fibonacci hashing).
    return static_cast<std::size_t>(id.value() * 0x9E37'79B9'7F4A'7C15ULL);
  }
};
