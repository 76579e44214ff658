#pragma once

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"

// What the deciders share about a presentity that may be off. Internal to the domain.
namespace facet::resolver {

// The mark of everybody whose View depends on whether `presentity` is there.
inline Target presence_of(const Presentity& presentity) {
  return {TargetKind::presence, presentity.id(), 0};
}

// `group`'s setting shows something else now. While the presentity is off that is nobody's business: when it
// is back, all are shown what the rules say then.
void tell_audience(const Presentity& presentity, const GroupState& group, Time now, Decision& decision);

}  // namespace facet::resolver
