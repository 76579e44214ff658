#pragma once

#include <string>

#include "resolver/domain/presentity.h"
#include "tests/simulation/requests.h"

namespace facet::simulation {

// Each note says for whom it was written, so that a leak is seen at once: "g17.4", for group 17; "e.5", for
// every group; "o.6", for others; "c8613.7", for one contact. The number behind the dot is another each time.
std::string note_for(GroupId group, std::uint64_t number);
std::string note_for(UserId contact, std::uint64_t number);

// Why `watcher` must not be shown `view` of a presentity whose records are `state`; empty: it may. Looks at
// the records themselves: who is in which group, who is blocked, and what is said now.
std::string leak(const resolver::Presentity& state, UserId watcher, const View& view, Time now);

// What a change says, on one line.
std::string text(const Change& change);

}  // namespace facet::simulation
