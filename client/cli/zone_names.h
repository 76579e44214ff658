#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

// Names of time zones ("Europe/Berlin"), as this machine knows them.
namespace facet::cli {

// The zone of this process: TZ, else what /etc/localtime points to, else /etc/timezone. nullopt: none of them
// names one. `root` is "/", or another folder in a test.
std::optional<std::string> system_zone_name(const std::function<std::optional<std::string>(const char*)>& env,
                                            const std::filesystem::path& root);

// Whether there is such a zone; a machine without a list of them takes whatever is written like one, and
// leaves the rest to the server.
bool is_zone(const std::string& name, const std::filesystem::path& root);

}  // namespace facet::cli
