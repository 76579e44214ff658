#pragma once

#include "resolver/config/config.h"

namespace facet::resolver {

// Opens the store, connects, resolves until a signal, ends in order. Returns the process's exit status;
// whatever went wrong has been told on stderr, with what to do.
int run(const Config& config);

}  // namespace facet::resolver
