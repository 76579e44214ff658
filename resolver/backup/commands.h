#pragma once

#include <filesystem>

// What `facet-resolver backup`, `restore` and `verify` print and return: 0 done and whole; 1 could not be
// done; 3 what was to be read is damaged. Results go to stdout, mistakes to stderr, each with the next step.
namespace facet::resolver {

int backup_command(const std::filesystem::path& store, const std::filesystem::path& to);
int restore_command(const std::filesystem::path& from, const std::filesystem::path& store);
int verify_command(const std::filesystem::path& dir);

}  // namespace facet::resolver
