#include "client/cli/week.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/cli/tr.h"

namespace facet::cli {
namespace {

using testing::ElementsAre;

TEST(Week, DaysAreTypedAsRangesAndLists) {
  const std::pair<const char*, int> cases[] = {
      {"mon", 0x01},     {"Sunday", 0x40},   {"mon-fri", 0x1F},       {"MON-FRI", 0x1F}, {"sat,sun", 0x60},
      {"fri-mon", 0x71}, {"mon, wed", 0x05}, {"tue - thu,sat", 0x2E}, {"daily", 0x7F},   {"weekdays", 0x1F},
      {"weekend", 0x60}, {"mon-sun", 0x7F},  {"sun-sun", 0x40},
  };
  for (const auto& [text, days] : cases) {
    const auto parsed = parse_days(text);
    ASSERT_TRUE(parsed.has_value()) << text;
    EXPECT_EQ(*parsed, days) << text;
  }
}

TEST(Week, WhatIsNoDayIsRefused) {
  for (const char* text :
       {"", "m", "mo", "mon-", "-fri", "mon,,tue", "mon,", "monfri", "1-5", "mon-fri-sun"}) {
    EXPECT_FALSE(parse_days(text).has_value()) << text;
  }
}

TEST(Week, DaysAreShownAsShortAsPossible) {
  EXPECT_EQ(shown_days(0x1F), "Mon–Fri");
  EXPECT_EQ(shown_days(0x60), "Sat, Sun");
  EXPECT_EQ(shown_days(0x7F), "every day");
  EXPECT_EQ(shown_days(0x75), "Mon, Wed, Fri–Sun");
  use_language(Language::chinese);
  EXPECT_EQ(shown_days(0x1F), "周一至周五");
  use_language(Language::english);
  EXPECT_THAT(day_words(0x41), ElementsAre("mon", "sun"));
}

TEST(Week, TimesOfTheDayAreMinutes) {
  EXPECT_EQ(parse_clock("00:00").value(), 0);
  EXPECT_EQ(parse_clock("9:05").value(), 545);
  EXPECT_EQ(parse_clock("23:59").value(), 1439);
  EXPECT_EQ(parse_clock("24:00").value(), 0) << "the midnight at the end of the day";
  for (const char* text : {"", "9", "24:01", "12:60", "09:00:30", "2026-12-24T18:00"}) {
    EXPECT_FALSE(parse_clock(text).has_value()) << text;
  }
  EXPECT_EQ(shown_clock(545), "09:05");
}

}  // namespace
}  // namespace facet::cli
