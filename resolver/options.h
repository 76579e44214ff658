#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace facet::resolver {

// What stood on the command line.
struct Options {
  std::filesystem::path config;
  bool check_only = false;
};

// nullopt: `exit_code` is to be returned at once (help, version, or a mistake that has been told).
std::optional<Options> parse_options(int argc, char** argv, int& exit_code);

}  // namespace facet::resolver
