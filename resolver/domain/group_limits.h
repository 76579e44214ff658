#pragma once

#include <optional>

#include "resolver/domain/outcome.h"

namespace facet::resolver {

// Whether the presentity stays within limits.h when `edit` is applied. Counts what would be there afterwards
// and at the most; changes nothing.
std::optional<Denial> check_group_limits(const Presentity& presentity, const GroupsEdit& edit);

// The same for contacts that only have an override or a block.
std::optional<Denial> check_contact_limits(const Presentity& presentity, const StatusEdit& edit);

}  // namespace facet::resolver
