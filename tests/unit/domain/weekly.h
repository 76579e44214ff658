#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/unit/domain/story.h"

// Words for tests of schedules.
namespace facet::resolver::test {

using namespace std::chrono;
using Watchers = std::vector<UserId>;

inline constexpr std::uint8_t kDaily = 0x7F;
inline constexpr std::uint8_t kWeekdays = 0x1F;
inline constexpr std::uint8_t kMondays = 0x01;
inline constexpr sys_days kMonday{2026y / 11 / 30};  // a week after the story begins

constexpr std::uint16_t at(int hour, int minute = 0) {
  return static_cast<std::uint16_t>(hour * 60 + minute);
}

inline ScheduleEntry entry(std::uint8_t days, std::uint16_t from, std::uint16_t to, Activity activity,
                           std::string note = {}) {
  return {days, from, to, activity, std::move(note)};
}

inline const ScheduleEntry kOffice = entry(kWeekdays, at(9), at(18), Activity::meeting, "office");
inline const ScheduleEntry kLunch = entry(kWeekdays, at(12), at(13), Activity::away, "lunch");

// Bob is in the family, which is told to be free, and has this schedule since the week before.
inline Owner family(Schedule schedule, Time now = kMonday) {
  Owner owner;
  owner.group("Family", 1).with({kBob}).tells("Family", kFree).schedules("Family", std::move(schedule));
  owner.waits_until(now).told();
  return owner;
}

inline View view(Activity activity, const char* note, Time changed_at, Time until) {
  return {activity, note, changed_at, until};
}

}  // namespace facet::resolver::test
