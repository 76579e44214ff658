#include "tests/scenarios/files.h"

#include <algorithm>
#include <filesystem>

#include "tests/support/process.h"

namespace facet::scenarios {

std::vector<std::string> files() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(FACET_SCENARIOS)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(".txt") && name != "CMakeLists.txt") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<Scenario> read(const std::string& name) {
  const std::filesystem::path path = std::filesystem::path{FACET_SCENARIOS} / (name + ".txt");
  return parse("tests/scenarios/" + name + ".txt", testing_support::read_file(path));
}

}  // namespace facet::scenarios
