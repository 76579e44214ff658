#include "client/cli/suggest.h"

#include <gtest/gtest.h>

namespace facet::cli {
namespace {

const std::vector<std::string> kGroups{"Family", "Friends", "Work", "家人", "同事"};

TEST(Suggestion, IsTheLikeliestOfWhatThereIs) {
  const std::pair<const char*, const char*> cases[] = {
      {"Famly", "Family"}, {"family", "Family"}, {"Fmaily", "Family"},  {"FRIEND", "Friends"},
      {"wrok", "Work"},    {"家入", "家人"},     {"Familyy", "Family"},
  };
  for (const auto& [typed, meant] : cases) EXPECT_EQ(nearest(typed, kGroups), meant) << typed;
}

TEST(Suggestion, IsNotMadeForSomethingElse) {
  for (const char* typed : {"", "x", "Sports club", "老师", "Fork lift", "W"}) {
    EXPECT_EQ(nearest(typed, kGroups), std::nullopt) << typed;
  }
  EXPECT_EQ(nearest(std::string(10'000, 'a'), kGroups), std::nullopt);
  EXPECT_EQ(did_you_mean("x", kGroups), "");
}

TEST(Suggestion, IsASentence) {
  EXPECT_EQ(did_you_mean("Famly", kGroups), " Did you mean 'Family'?");
}

}  // namespace
}  // namespace facet::cli
