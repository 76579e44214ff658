#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "client/cli/world.h"

namespace facet::cli {

// The whole `facet` command: reads the command line, runs one command, and gives the exit status
// (exit_code.h). Throws nothing.
int run_facet(int argc, const char* const* argv, World& world);

// FACET_PROFILE, XDG_DATA_HOME/facet, HOME/.local/share/facet; empty when none of them is set.
std::filesystem::path default_profile(const std::function<std::optional<std::string>(const char*)>& env);

}  // namespace facet::cli
