#pragma once

#include "resolver/domain/outcome.h"

// How one GroupEdit changes a group, part by part, last writer wins. Internal to the domain.
namespace facet::resolver {

// Adds the writes and the owner's own dirty topics to `decision`; what watchers see is ViewChanges' business.
void apply(Presentity& presentity, const GroupEdit& edit, Revision revision, Time now, Tally& tally,
           Decision& decision);

// Keeps what is remembered of removals within limits: older than kRemovalMemory is dropped, and beyond
// kRemovalsPerUser whole groups' removals are folded into their floor.
void forget_removals(Presentity& presentity, Instant now, Decision& decision);

}  // namespace facet::resolver
