#include "client/cli/table.h"

#include <gtest/gtest.h>

#include "client/cli/width.h"

namespace facet::cli {
namespace {

using Lines = std::vector<std::string>;

const Style kPlain{false};

TEST(Table, AlignsChineseByItsWidth) {
  Table table{{"Name", ">Age", "Status"}};
  table.add({{"王小明"}, {"7"}, {"Free"}});
  table.add({{"Bob"}, {"42"}, {"开会"}});
  EXPECT_EQ(table.lines(kPlain), (Lines{"Name    Age  Status", "王小明    7  Free", "Bob      42  开会"}));
}

TEST(Table, EndsNoLineInBlanks) {
  Table table{{"A", "B", "C"}};
  table.add({{"long text"}, {""}, {""}});
  table.add({{""}, {""}, {"x"}});
  EXPECT_EQ(table.lines(kPlain), (Lines{"A          B  C", "long text", "              x"}));
}

TEST(Table, KeepsEveryLineWithinTheWindow) {
  Table table{{"Name", ">N", "Note"}};
  table.add({{"王小明王小明王小明"}, {"12345"}, {"a long note that goes on, 很长的备注"}});
  for (std::size_t width = 1; width < 70; ++width) {
    for (const std::string& line : table.lines(kPlain, width)) EXPECT_LE(display_width(line), width) << line;
  }
}

TEST(Table, ColoursOnlyWhenAsked) {
  Table table{{"A", "B"}};
  table.add({{"x", Colour::red}, {"y"}});
  EXPECT_EQ(table.lines(kPlain)[1], "x  y");
  EXPECT_EQ(table.lines(Style{true})[1], "\033[31mx\033[0m  y");
}

TEST(Table, CleansWhatItShows) {
  Table table{{"A"}};
  table.add({{"x\033[2Jy"}});
  EXPECT_EQ(table.lines(kPlain)[1].find('\033'), std::string::npos);
}

}  // namespace
}  // namespace facet::cli
