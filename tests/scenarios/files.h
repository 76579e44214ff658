#pragma once

#include <string>
#include <vector>

#include "tests/scenarios/script.h"

namespace facet::scenarios {

// The names of the files of scenarios, without their ending, in alphabetical order.
std::vector<std::string> files();
// The scenarios of one of them. ScriptError: it cannot be read as such.
std::vector<Scenario> read(const std::string& name);

}  // namespace facet::scenarios
