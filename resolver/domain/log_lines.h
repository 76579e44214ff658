#pragma once

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"

// What a change gave to whom, for the owner's log: worked out from what it made dirty.
namespace facet::resolver {

// A change that the owner made: logged also when nobody saw anything of it. Not when all of it was stale.
void log_change(const Presentity& presentity, Cause cause, DeviceId device, Time now, Decision& decision);
// What came by itself: logged only when somebody was shown something by it.
void log_automatic(const Presentity& presentity, Cause cause, DeviceId device, Time now, Decision& decision);

}  // namespace facet::resolver
