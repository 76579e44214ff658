#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace facet {

// What somebody is doing (RFC 4480 activities). The numbers are the wire's (fbs/common.fbs) and fixed for
// ever. A number this version does not know is kept as it is and shown as "busy-like, unknown".
enum class Activity : std::uint8_t {
  unset = 0,  // no activity: never a person's status
  available = 1,
  free = 2,
  busy = 3,
  meeting = 4,
  driving = 5,
  do_not_disturb = 6,
  in_call = 7,
  off = 8,
  away = 9,
  sleeping = 10,
  travelling = 11,
  holiday = 12,
};

inline constexpr Activity kKnownActivities[] = {
    Activity::available, Activity::free,           Activity::busy,       Activity::meeting,
    Activity::driving,   Activity::do_not_disturb, Activity::in_call,    Activity::off,
    Activity::away,      Activity::sleeping,       Activity::travelling, Activity::holiday,
};

// Newer versions may add activities up to here; beyond it a payload is refused.
inline constexpr std::uint8_t kLastActivity = 63;

constexpr bool is_sendable(Activity activity) {
  return activity != Activity::unset && static_cast<std::uint8_t>(activity) <= kLastActivity;
}

// "driving", "do_not_disturb"; "unknown" for a number this version does not know.
std::string_view name(Activity activity);

// The reverse, also with '-' for '_' and with "standby" and "dnd", which people type. Unknown: nullopt.
std::optional<Activity> parse_activity(std::string_view word);

}  // namespace facet
