#include "resolver/domain/zone_table.h"

#include <gtest/gtest.h>

namespace facet::resolver {
namespace {

using namespace std::chrono;

constexpr Time kSpring = sys_days{2026y / 3 / 29} + 1h;
constexpr Time kAutumn = sys_days{2026y / 10 / 25} + 1h;
const ZoneTable kBerlin{{{Time::min(), 1h}, {kSpring, 2h}, {kAutumn, 1h}}};

local_seconds on(local_days day, seconds time) {
  return day + time;
}

TEST(ZoneTable, AChangeCountsFromItsMomentOn) {
  EXPECT_EQ(offset_at(kBerlin, Time{}), 1h);
  EXPECT_EQ(offset_at(kBerlin, kSpring - 1s), 1h);
  EXPECT_EQ(offset_at(kBerlin, kSpring), 2h);
  EXPECT_EQ(offset_at(kBerlin, kAutumn - 1s), 2h);
  EXPECT_EQ(offset_at(kBerlin, kAutumn), 1h);
  EXPECT_EQ(offset_at(kBerlin, kAutumn + years{50}), 1h);
}

TEST(ZoneTable, LocalTimeIsUtcAndTheOffset) {
  EXPECT_EQ(to_local(kBerlin, kSpring - 1s), on(local_days{2026y / 3 / 29}, 2h - 1s));
  EXPECT_EQ(to_local(kBerlin, kSpring), on(local_days{2026y / 3 / 29}, 3h));
}

TEST(ZoneTable, OfALocalTimeThatComesTwiceItIsTheFirst) {
  const local_days day{2026y / 10 / 25};
  EXPECT_EQ(to_utc(kBerlin, on(day, 2h - 1s)), kAutumn - 1h - 1s);
  EXPECT_EQ(to_utc(kBerlin, on(day, 2h)), kAutumn - 1h);
  EXPECT_EQ(to_utc(kBerlin, on(day, 3h - 1s)), kAutumn - 1s);
  EXPECT_EQ(to_utc(kBerlin, on(day, 3h)), kAutumn + 1h) << "comes once";
}

TEST(ZoneTable, ALocalTimeThatDoesNotComeIsTheMomentTheClocksJump) {
  const local_days day{2026y / 3 / 29};
  EXPECT_EQ(to_utc(kBerlin, on(day, 2h - 1s)), kSpring - 1s);
  for (const seconds time : {2h + 0s, 2h + 1s, 3h - 1s, 3h + 0s}) {
    EXPECT_EQ(to_utc(kBerlin, on(day, time)), kSpring) << time.count();
  }
  EXPECT_EQ(to_utc(kBerlin, on(day, 3h + 1s)), kSpring + 1s);
}

TEST(ZoneTable, WithoutAnyChangeItIsUtc) {
  const ZoneTable none;
  EXPECT_EQ(offset_at(none, kSpring), 0s);
  EXPECT_EQ(to_utc(none, to_local(none, kSpring)), kSpring);
}

TEST(ZoneTable, WithOneOffsetItIsThatAlways) {
  const ZoneTable kolkata{{{Time::min(), 5h + 30min}}};
  EXPECT_EQ(offset_at(kolkata, kNoTime), 5h + 30min);
  EXPECT_EQ(to_utc(kolkata, to_local(kolkata, kSpring)), kSpring);
}

}  // namespace
}  // namespace facet::resolver
