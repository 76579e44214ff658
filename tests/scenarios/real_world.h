#pragma once

#include <memory>

#include "tests/scenarios/world.h"

namespace facet::scenarios {

// Mosquitto with Facet's plugin, the facet-resolver process, and phones that speak MQTT. Nobody moves its
// clock, and it has the settings that it is installed with.
std::unique_ptr<World> real_world();

}  // namespace facet::scenarios
