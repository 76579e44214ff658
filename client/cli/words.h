#pragma once

#include <string>

#include "client/cli/style.h"
#include "schemas/activity.h"

namespace facet::cli {

// "Driving", "Do not disturb" in the chosen language. A number this version does not know is busy-like.
std::string shown(Activity activity);
Colour colour_of(Activity activity);

// "available (standby), free, busy, …": what `facet status set` takes.
std::string known_activities();

}  // namespace facet::cli
