#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "client/cli/exit_code.h"
#include "client/cli/world.h"

// --help, --version, and the answers to command lines that are wrong.
namespace facet::cli {

// The look of --help in the chosen language, with the exit codes below the command's own.
void shape_help(CLI::App& facet);

// For when all commands are there: what stands below the sections of `facet`'s own --help has plain headings,
// in the chosen language.
void name_sections(CLI::App& facet);

// What parse() threw: help and version on stdout, a mistake on stderr with the next step (with `json` also on
// stdout).
Exit answer_usage(const CLI::App& facet, const CLI::ParseError& error, bool json, World& world);

// Needed before the parser is made, whose own texts are in that language.
std::optional<std::string> value_of_option(int argc, const char* const* argv, std::string_view option);
bool has_word(int argc, const char* const* argv, std::string_view word);

}  // namespace facet::cli
