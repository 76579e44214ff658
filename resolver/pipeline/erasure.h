#pragma once

#include "resolver/pipeline/core.h"

namespace facet::resolver {

// Empties every topic that the account of the mark's user fills or receives; when the broker has taken it
// all, removes its records, and only then counts the mark as taken. Nothing, when that was done before: a
// mark comes again after a crash. On the publisher's thread, without `core.mutex`.
void erase(Core& core, const Mark& mark);

}  // namespace facet::resolver
