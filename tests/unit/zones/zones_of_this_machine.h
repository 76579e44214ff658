#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

#include "resolver/adapters/zones/iana_zones.h"

namespace facet::resolver::testing {

inline constexpr const char* kZoneInfo = "/usr/share/zoneinfo";

inline std::unique_ptr<Zones> zones_of_this_machine() {
  auto zones = open_iana_zones(kZoneInfo);
  EXPECT_TRUE(zones) << zones.error().message();
  return zones ? std::move(*zones) : nullptr;
}

// Every name that the machine's tz database lists for people.
inline std::vector<std::string> every_name(Zones& zones) {
  namespace fs = std::filesystem;
  std::vector<std::string> names;
  for (const auto& entry : fs::recursive_directory_iterator(kZoneInfo)) {
    const auto name = entry.path().lexically_relative(kZoneInfo).string();
    if (zones.find(name) != nullptr) names.push_back(name);
  }
  return names;
}

}  // namespace facet::resolver::testing
