#pragma once

#include <array>
#include <cstdint>

#include "resolver/pipeline/render.h"

namespace facet::resolver {

// Stands for messages of any size: BLAKE2b, 256 bits, over all that there is of them. That two that differ
// have the same one is out of the question.
using Fingerprint = std::array<std::uint8_t, 32>;
Fingerprint fingerprint(const Messages& messages);

}  // namespace facet::resolver
