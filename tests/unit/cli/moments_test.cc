#include "client/cli/moments.h"

#include <gtest/gtest.h>

#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using namespace std::chrono_literals;
using test::at;

TEST(ShownTime, NamesTheDayOnlyWhenItIsNotToday) {
  const Time now = at("2026-11-30T12:00");
  EXPECT_EQ(shown_time(at("2026-11-30T18:05"), now, test::utc()), "18:05");
  EXPECT_EQ(shown_time(at("2026-12-01T18:05"), now, test::utc()), "tomorrow 18:05");
  EXPECT_EQ(shown_time(at("2026-12-02T18:05"), now, test::utc()), "2026-12-02 18:05");
  EXPECT_EQ(shown_time(at("2026-11-29T18:05"), now, test::utc()), "2026-11-29 18:05");
  EXPECT_EQ(shown_time(kNoTime, now, test::utc()), "");
}

TEST(ShownAgo, IsRelativeWhileThatHelps) {
  const Time now = at("2026-11-30T23:00");
  EXPECT_EQ(shown_ago(now, now, test::utc()), "just now");
  EXPECT_EQ(shown_ago(now - 59s, now, test::utc()), "just now");
  EXPECT_EQ(shown_ago(now - 60s, now, test::utc()), "1 min ago");
  EXPECT_EQ(shown_ago(now - 119min, now, test::utc()), "1 h ago");
  EXPECT_EQ(shown_ago(now - 12h, now, test::utc()), "12 h ago");
  EXPECT_EQ(shown_ago(now - 13h, now, test::utc()), "10:00");
  EXPECT_EQ(shown_ago(now + 5s, now, test::utc()), "23:00");  // the server's clock is ahead of ours
  EXPECT_EQ(shown_ago(kNoTime, now, test::utc()), "");
}

TEST(Iso8601, IsInUtc) {
  EXPECT_EQ(iso8601(at("2026-12-24T17:00")), "2026-12-24T17:00:00Z");
}

}  // namespace
}  // namespace facet::cli
