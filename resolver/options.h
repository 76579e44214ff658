#pragma once

#include <filesystem>
#include <optional>

namespace facet::resolver {

enum class Command { run, check, backup, restore, verify };

// What stood on the command line.
struct Options {
  Command command = Command::run;
  std::filesystem::path config = "/etc/facet/resolver.toml";
  std::filesystem::path dir;  // of the backup; for verify empty: the store of the configuration
};

// nullopt: `exit_code` is to be returned at once (help, version, or a mistake that has been told).
std::optional<Options> parse_options(int argc, char** argv, int& exit_code);

}  // namespace facet::resolver
