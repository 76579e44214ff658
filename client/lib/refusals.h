#pragma once

#include <string>

#include "schemas/messages.h"

namespace facet::client {

// What a refusal means for the person, and the next step: "over_limit (groups_per_user, at most 100): ...".
std::string explain(const Receipt& receipt);

}  // namespace facet::client
