#pragma once

#include <optional>

#include "resolver/domain/presentity.h"

// A group's weekly schedule on the time line. Read in the zone of the presentity, across daylight saving
// changes: 09:00 is 09:00 on the owner's clock, whatever that is in UTC that day.
namespace facet::resolver {

// One entry on one day.
struct Occurrence {
  const ScheduleEntry* entry = nullptr;  // of the group's schedule
  Time from;                             // not before the schedule, or the zone, was given
  Time to;                               // excluded
  Time since;                            // it has been the one in force since then
};

// The one in force at `now`; of several the first in the schedule.
std::optional<Occurrence> occurrence_at(const Presentity& presentity, const GroupState& group, Time now);

// The one that was in force before nothing was; nullopt when one is in force at `now`, or never was.
std::optional<Occurrence> last_ended(const Presentity& presentity, const GroupState& group, Time now);

// When an entry next begins or ends, after `now`; kNoTime: never.
Time next_boundary(const Presentity& presentity, const GroupState& group, Time now);

}  // namespace facet::resolver
