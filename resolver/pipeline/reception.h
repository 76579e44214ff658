#pragma once

#include <vector>

#include "resolver/pipeline/core.h"

namespace facet::resolver {

// Whose topics are filled or emptied by what a watcher decided about its own reception. `watcher` is as it is
// after the decision. With `core.mutex` held. An error is the store's.
Result<std::vector<Target>> targets_of(Core& core, const Presentity& watcher, const Reception& reception);

}  // namespace facet::resolver
