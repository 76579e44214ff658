#include "client/cli/when.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include "client/cli/exit_code.h"
#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using std::chrono::seconds;
using test::at;

struct DurationCase {
  const char* typed;
  seconds meant;
};

TEST(Duration, IsReadAsPeopleWriteIt) {
  const DurationCase cases[] = {
      {"45m", 45min},
      {"1h30m", 90min},
      {"90m", 90min},
      {"2d", days{2}},
      {"1w2d", days{9}},
      {"90s", 90s},
      {"1h 30m", 90min},
      {" 1 h ", 1h},
      {"1H30M", 90min},
      {"366d", days{366}},
      {"1w2d3h4m5s", days{9} + 3h + 4min + 5s},
  };
  for (const auto& [typed, meant] : cases) {
    const auto duration = parse_duration(typed);
    ASSERT_TRUE(duration) << typed;
    EXPECT_EQ(*duration, meant) << typed;
  }
}

TEST(Duration, OfAnyOtherFormIsRefusedWithAnExample) {
  for (const char* typed : {"", " ", "1", "h", "1x", "1h30", "30m1h", "1h1h", "-1h", "1.5h", "1h,30m", "0m",
                            "367d", "99999999w", "123456789s", "1時", "1h\n30m"}) {
    const auto duration = parse_duration(typed);
    ASSERT_FALSE(duration) << typed;
    EXPECT_EQ(duration.error().code, errc::bad_value) << typed;
    EXPECT_GT(duration.error().detail.size(), 20U) << typed;
  }
}

struct UntilCase {
  const char* typed;
  const char* meant;  // UTC
};

TEST(Until, IsTheNextTimeThatTheClockShows) {
  const Time now = at("2026-11-23T12:00");
  const UntilCase cases[] = {
      {"18:00", "2026-11-23T18:00"},
      {"12:01", "2026-11-23T12:01"},
      {"12:00", "2026-11-24T12:00"},  // now is over
      {"11:59", "2026-11-24T11:59"},
      {"0:30", "2026-11-24T00:30"},
      {"8:05", "2026-11-24T08:05"},
      {"18:00:00", "2026-11-23T18:00"},
      {"2026-12-24T18:00", "2026-12-24T18:00"},
      {"2026-12-24 18:00", "2026-12-24T18:00"},
      {"2026-12-24t18:00", "2026-12-24T18:00"},
      {"2026-12-24T18:00:00Z", "2026-12-24T18:00"},
      {"2026-11-23T12:01", "2026-11-23T12:01"},
      {"2027-11-23T12:00", "2027-11-23T12:00"},
  };
  for (const auto& [typed, meant] : cases) {
    const auto until = parse_until(typed, now, test::utc());
    ASSERT_TRUE(until) << typed << ": " << until.error().detail;
    EXPECT_EQ(*until, at(meant)) << typed;
  }
}

TEST(Until, TomorrowMayBeTheNextMonthOrYear) {
  EXPECT_EQ(*parse_until("06:00", at("2026-12-31T23:00"), test::utc()), at("2027-01-01T06:00"));
  EXPECT_EQ(*parse_until("06:00", at("2028-02-28T23:00"), test::utc()), at("2028-02-29T06:00"));
}

TEST(Until, OfAnyOtherFormIsRefusedWithAnExample) {
  const Time now = at("2026-11-23T12:00");
  for (const char* typed : {"",
                            "18",
                            "24:00",
                            "18:60",
                            "18:0",
                            "18:00:60",
                            "6pm",
                            "18:00 ",
                            "tomorrow",
                            "2026-12-24",
                            "2026-13-01T10:00",
                            "2026-02-29T10:00",
                            "2026-11-31T10:00",
                            "26-12-24T18:00",
                            "2026-12-24T18:00+01:00",
                            "18:00Z",
                            "2026-12-24T",
                            "2026-11-23T12:00",
                            "2026-11-23T11:59",
                            "1970-01-01T00:00",
                            "2027-11-25T12:00",
                            "9999-12-31T23:59"}) {
    const auto until = parse_until(typed, now, test::utc());
    ASSERT_FALSE(until) << typed;
    EXPECT_EQ(until.error().code, errc::bad_value) << typed;
    EXPECT_GT(until.error().detail.size(), 20U) << typed;
  }
}

// Central European time by its rule, so that no zone files are needed: summer from the last Sunday of March,
// 2:00, to the last of October, 3:00.
class InBerlin : public testing::Test {
 protected:
  InBerlin() {
    setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
    zone = system_zone();
  }
  ~InBerlin() override {
    unsetenv("TZ");
    tzset();
  }
  Zone zone;
};

TEST_F(InBerlin, AClockTimeIsOfTheZone) {
  EXPECT_EQ(*parse_until("18:00", at("2026-11-23T12:00"), zone), at("2026-11-23T17:00"));
  EXPECT_EQ(*parse_until("18:00", at("2026-07-01T12:00"), zone), at("2026-07-01T16:00"));
  EXPECT_EQ(*parse_until("2026-07-01T18:00", at("2026-01-01T12:00"), zone), at("2026-07-01T16:00"));
  EXPECT_EQ(*parse_until("2026-07-01T18:00Z", at("2026-01-01T12:00"), zone), at("2026-07-01T18:00"));
}

TEST_F(InBerlin, TomorrowAfterTheChangeOfClocksIsTheSameClockTime) {
  EXPECT_EQ(*parse_until("18:00", at("2026-03-28T20:00"), zone), at("2026-03-29T16:00"));
  EXPECT_EQ(*parse_until("18:00", at("2026-10-24T20:00"), zone), at("2026-10-25T17:00"));
}

// 2026-03-29 goes from 01:59 to 03:00.
TEST_F(InBerlin, ATimeThatIsLeftOutIsAsMuchLater) {
  EXPECT_EQ(*parse_until("02:30", at("2026-03-28T20:00"), zone), at("2026-03-29T01:30"));  // shows 03:30
}

// 2026-10-25 has 02:30 twice, at 00:30 and 01:30 UTC.
TEST_F(InBerlin, OfATimeThatComesTwiceTheNextCounts) {
  EXPECT_EQ(*parse_until("02:30", at("2026-10-24T20:00"), zone), at("2026-10-25T00:30"));
  EXPECT_EQ(*parse_until("02:30", at("2026-10-25T00:45"), zone), at("2026-10-25T01:30"));
  EXPECT_EQ(*parse_until("02:30", at("2026-10-25T01:45"), zone), at("2026-10-26T01:30"));
}

}  // namespace
}  // namespace facet::cli
