#include "client/cli/width.h"

#include <gtest/gtest.h>

namespace facet::cli {
namespace {

struct Case {
  const char* text;
  std::size_t columns;
};

TEST(DisplayWidth, CountsColumnsOfATerminal) {
  const Case cases[] = {
      {"", 0},         {"Bob", 3},         {"王小明", 6}, {"同事abc", 7}, {"e\u0301", 1 /* combining */},
      {"日本語、", 8}, {"Ｆａｃｅｔ", 10}, {"🚗", 2},      {"한국어", 6},  {"Zoë", 3},
  };
  for (const auto& [text, columns] : cases) EXPECT_EQ(display_width(text), columns) << text;
}

TEST(Fit, CutsAtAWholeCharacterAndMarksIt) {
  EXPECT_EQ(fit("王小明", 6), "王小明");
  EXPECT_EQ(fit("王小明", 5), "王小…");
  EXPECT_EQ(fit("王小明", 4), "王…");  // half of 小 does not fit
  EXPECT_EQ(fit("王小明", 1), "…");
  EXPECT_EQ(fit("Driving", 4), "Dri…");
  EXPECT_EQ(fit("Driving", 0), "");
  for (std::size_t columns = 0; columns < 12; ++columns) {
    EXPECT_LE(display_width(fit("a王b小c明d", columns)), columns);
  }
}

// A note of somebody else must not move the cursor, colour the screen or turn the line around.
TEST(Clean, LeavesNothingThatActsOnATerminal) {
  EXPECT_EQ(clean("a\033[31mb"), "a\uFFFD[31mb");
  EXPECT_EQ(clean("a\nb\tc\x7f"), "a\uFFFDb\uFFFDc\uFFFD");
  EXPECT_EQ(clean("\u009b31m"), "\uFFFD31m");  // C1: another way to begin an escape sequence
  EXPECT_EQ(clean("\u202Egnp.exe"), "\uFFFDgnp.exe");
  EXPECT_EQ(clean("a\u2028b"), "a\uFFFDb");
  EXPECT_EQ(clean("王 Zoë 🚗"), "王 Zoë 🚗");
}

TEST(CodePoints, ReadBrokenUtf8AsReplacement) {
  const char32_t r = 0xFFFD;
  EXPECT_EQ(code_points("\xff"), std::u32string({r}));
  EXPECT_EQ(code_points("\xe7\x8e"), std::u32string({r, r}));                // cut off
  EXPECT_EQ(code_points("\xc0\xaf"), std::u32string({r, r}));                // not the shortest form
  EXPECT_EQ(code_points("\xed\xa0\x80"), std::u32string({r, r, r}));         // a surrogate
  EXPECT_EQ(code_points("\xf4\x90\x80\x80"), std::u32string({r, r, r, r}));  // beyond Unicode
  EXPECT_EQ(code_points("\xe7\x8e\x8b"), U"王");
}

}  // namespace
}  // namespace facet::cli
