#include "client/lib/ranks.h"

#include <gtest/gtest.h>

namespace facet::client {
namespace {

constexpr GroupId kA{1};
constexpr GroupId kB{2};
constexpr GroupId kC{3};
constexpr GroupId kNew{9};

TEST(Ranks, NewGroupRanksBelowAllOthers) {
  EXPECT_EQ(place({}, kNew, {}), (Ranks{{kNew, 1}}));
  EXPECT_EQ(place({{kA, 1}, {kB, 7}}, kNew, {}), (Ranks{{kNew, 8}}));
}

// Nobody else moves when the place is free.
TEST(Ranks, FreePlaceMovesNobody) {
  EXPECT_EQ(place({{kA, 1}, {kB, 5}}, kNew, 3), (Ranks{{kNew, 3}}));
}

// The one who stood there, and only who is in the way then, moves down.
TEST(Ranks, TakenPlaceIsMadeFree) {
  EXPECT_EQ(place({{kA, 1}, {kB, 2}, {kC, 4}}, kNew, 1), (Ranks{{kNew, 1}, {kA, 2}, {kB, 3}}));
}

TEST(Ranks, GroupThatMovesLeavesItsOldPlace) {
  EXPECT_EQ(place({{kA, 1}, {kB, 2}, {kC, 3}}, kC, 1), (Ranks{{kC, 1}, {kA, 2}, {kB, 3}}));
  EXPECT_EQ(place({{kA, 1}, {kB, 2}, {kC, 3}}, kA, 3), (Ranks{{kA, 3}, {kC, 4}}));
}

// At the end of the numbers all are numbered anew, in the same order.
TEST(Ranks, NumbersAnewWhenTheyRunOut) {
  EXPECT_EQ(place({{kA, 10}, {kB, 1'000}}, kNew, {}), (Ranks{{kA, 1}, {kB, 2}, {kNew, 3}}));
}

}  // namespace
}  // namespace facet::client
