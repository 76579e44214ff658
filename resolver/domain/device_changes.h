#pragma once

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"

// How what is told of a device changes whether the presentity is there. Internal to the domain.
namespace facet::resolver {

// `device` was reached by something new at `now`; `before` is what was known of it (nullptr: nothing). Works
// out until when it counts, keeps it, forgets another one where there are too many, and adds the timers and,
// what follows from it for the automatic statuses to `decision`.
void put_heard(Presentity& presentity, DeviceId id, Device device, const Device* before, Time now,
               std::chrono::seconds grace, Decision& decision);

// The timer that was set for `at`. A device that was heard of since has another one, or none.
void time_is_up(Presentity& presentity, DeviceId id, Time at, Decision& decision);

// The same for the timer of its call.
void call_is_over(Presentity& presentity, DeviceId id, Time at, Decision& decision);

}  // namespace facet::resolver
