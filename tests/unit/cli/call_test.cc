#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using test::at;
using test::Bench;
using testing::HasSubstr;

TEST(Call, BeginsAndEnds) {
  Bench bench;
  EXPECT_EQ(bench.facet({"call"}).out, "in no call\n");
  const auto ran = bench.facet({"call", "start"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out, "in a call — delivered\n");
  bench.phone.in_call_since = at("2026-11-23T11:30");
  EXPECT_EQ(bench.facet({"call"}).out, "in a call since 11:30\n");
  EXPECT_EQ(bench.facet({"call", "--json"}).json()["since"], "2026-11-23T11:30:00Z");
  EXPECT_EQ(bench.facet({"call", "end"}).out, "the call is over — delivered\n");
  EXPECT_EQ(bench.phone.in_call_since, std::nullopt);
}

TEST(Call, ThatNobodyTellsTheServerOfIsOnlySaved) {
  Bench bench;
  bench.phone.tells_calls = false;
  const auto ran = bench.facet({"call", "start", "--timeout", "2"});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_THAT(ran.out, HasSubstr("`facet watch`"));
  EXPECT_EQ(bench.phone.limit, std::chrono::seconds{2});
  const auto json = bench.facet({"call", "start", "--json"}).json();
  EXPECT_EQ(json["ok"], false);
  EXPECT_EQ(json["told"], false);
  EXPECT_EQ(bench.facet({"--offline", "call", "start"}).exit, 0);
  EXPECT_EQ(bench.phone.limit, std::chrono::seconds{0}) << "with --offline nobody is waited for";
}

}  // namespace
}  // namespace facet::cli
