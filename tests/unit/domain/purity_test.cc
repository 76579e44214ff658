#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <string>

// resolver/domain knows the standard library and the types of schemas/, and nothing else: no I/O, no clock,
// no library, no adapter.
namespace {

namespace fs = std::filesystem;

const std::set<std::string> kStandard = {
    "algorithm",   "array", "chrono",        "compare", "cstddef",  "cstdint", "functional", "iterator",
    "limits",      "map",   "memory",        "numeric", "optional", "set",     "span",       "string",
    "string_view", "tuple", "unordered_map", "utility", "variant",  "vector"};
const std::set<std::string> kSchemas = {"schemas/messages.h", "schemas/ids.h", "schemas/activity.h",
                                        "schemas/limits.h"};

bool is_allowed(const std::string& line) {
  const auto open = line.find_first_of("<\"", 8);
  const auto close = line.find_first_of(">\"", open + 1);
  if (open == std::string::npos || close == std::string::npos) return false;
  const std::string header = line.substr(open + 1, close - open - 1);
  if (line[open] == '<') return kStandard.contains(header);
  return header.starts_with("resolver/domain/") || kSchemas.contains(header);
}

TEST(Purity, TheDomainIncludesNothingButTheStandardLibraryAndSchemasTypes) {
  std::size_t files = 0;
  std::size_t includes = 0;
  for (const auto& entry : fs::directory_iterator(fs::path{FACET_SOURCE_DIR} / "resolver" / "domain")) {
    ++files;
    std::ifstream file(entry.path());
    for (std::string line; std::getline(file, line);) {
      if (!line.starts_with("#include")) continue;
      ++includes;
      EXPECT_TRUE(is_allowed(line)) << entry.path().filename() << ": " << line;
    }
  }
  EXPECT_GT(files, 10U);
  EXPECT_GT(includes, 30U);
}

// The moment is an argument: the domain has no clock of its own.
TEST(Purity, TheDomainNeverAsksWhatTimeItIs) {
  for (const auto& entry : fs::directory_iterator(fs::path{FACET_SOURCE_DIR} / "resolver" / "domain")) {
    std::ifstream file(entry.path());
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    for (const char* word : {"_clock", "::now(", "time(nullptr", "rand(", "thread_local"}) {
      EXPECT_EQ(text.find(word), std::string::npos) << entry.path().filename() << ": " << word;
    }
  }
}

}  // namespace
