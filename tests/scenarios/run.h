#pragma once

#include <string>

#include "tests/scenarios/script.h"
#include "tests/scenarios/world.h"

namespace facet::scenarios {

// Plays a scenario up to the first thing that is not as it says. Empty: everything is; else
// "file:line: step: what is wrong".
std::string run(const Scenario& scenario, World& world, resolver::Zones& zones);

}  // namespace facet::scenarios
