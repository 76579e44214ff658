#pragma once

#include <cstddef>
#include <vector>

#include "resolver/domain/presentity.h"

// What an owner is told of its own: who sees what of it, and why.
namespace facet::resolver {

// Also of a stranger: what a request of it would be answered now.
Seen seen_by(const Presentity& presentity, UserId watcher, Time now);

// Contacts behind `after` who have a View, an override or a block, ascending, at most `max`; fewer: no more.
std::vector<Seen> seen_by_contacts(const Presentity& presentity, UserId after, std::size_t max, Time now);

}  // namespace facet::resolver
