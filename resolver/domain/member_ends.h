#pragma once

#include <vector>

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"
#include "resolver/domain/terms.h"

// Memberships that end by themselves. A contact has one timer for each moment at which one of its
// memberships ends, however many do.
namespace facet::resolver {

// The moments, ascending, each once.
std::vector<Time> membership_ends(const Presentity& presentity, UserId contact);

// After a change of the contact's memberships; `before`: what membership_ends said before it.
void move_member_timers(const Presentity& presentity, UserId contact, const std::vector<Time>& before,
                        Time now, Decision& decision);

// The timer that was set for `at`: takes out what has ended and tells the contact, if it sees something else
// now.
void end_memberships(Presentity& presentity, UserId contact, Time at, const Terms& terms, Decision& decision);

}  // namespace facet::resolver
