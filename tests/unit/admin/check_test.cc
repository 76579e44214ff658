#include <gmock/gmock.h>

#include "tests/unit/admin/run_admin.h"

namespace facet::admin::test {
namespace {

using testing::HasSubstr;

TEST(Check, CountsTheUsersOfEveryRole) {
  Bench bench;
  for (const auto* number : {"1", "2", "3"})
    ASSERT_EQ(bench.admin({"user", "add", number, "--no-password"}).exit, 0);
  ASSERT_EQ(bench.admin({"user", "add", "gateway-65000", "--no-password"}).exit, 0);
  ASSERT_EQ(bench.admin({"user", "disable", "2"}).exit, 0);
  const auto ran = bench.admin({"check"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.out,
            bench.file.string() + " is right; users: 4\n  phone: 3, of them disabled: 1\n  gateway: 1\n");
  const auto json = bench.admin({"check", "--json"}).json();
  EXPECT_EQ(json["users"], 4);
  EXPECT_EQ(json["roles"]["phone"]["users"], 3);
  EXPECT_EQ(json["roles"]["phone"]["disabled"], 1);
  EXPECT_EQ(json["roles"]["tester"]["users"], 0);
}

TEST(Check, SaysWhereADamagedFileIsDamaged) {
  Bench bench;
  bench.write("credentials", "facet-credentials 1\n1 phone enabled - -\nend 2\n");
  const auto ran = bench.admin({"--json", "check"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.json()["error"], "damaged");
  EXPECT_THAT(ran.err, HasSubstr("line 3"));
}

}  // namespace
}  // namespace facet::admin::test
