#include <gmock/gmock.h>
#include <sys/stat.h>

#include "broker-plugin/credentials/password_hash.h"
#include "tests/support/process.h"
#include "tests/unit/admin/run_admin.h"

namespace facet::admin::test {
namespace {

using door::Role;
using testing::HasSubstr;
using testing::Not;
using testing_support::read_file;

TEST(UserAddFrom, AddsAllOfAList) {
  Bench bench;
  const auto list = bench.write("list",
                                "# the first of many\n"
                                "8613800138000 phone horse battery staple\n"
                                "\n"
                                "+12025550123 phone  leading blank\r\n"
                                "facet-resolver resolver correct-horse");
  const auto ran = bench.admin({"user", "add", "--from", list, "--cost", "generated", "--json"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.json()["added"], 3);
  const auto users = bench.users();
  EXPECT_EQ(users.size(), 3U);
  EXPECT_TRUE(door::verify_password(users.find("8613800138000")->password_hash, "horse battery staple"));
  EXPECT_TRUE(door::verify_password(users.find("12025550123")->password_hash, " leading blank"));
  EXPECT_TRUE(door::verify_password(users.find("facet-resolver")->password_hash, "correct-horse"));
  EXPECT_EQ(users.find("facet-resolver")->role, Role::resolver);
}

// Passwords of people cost what those of people must, unless somebody says that they are random.
TEST(UserAddFrom, HashesAtTheCostOfChosenPasswordsUnlessToldOtherwise) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "--from", bench.write("list", "1 phone horse battery\n")}).exit, 0);
  EXPECT_THAT(bench.users().find("1")->password_hash, HasSubstr("m=19456,t=2"));
  ASSERT_EQ(bench
                .admin({"user", "add", "--from", bench.write("list", "2 phone horse battery\n"), "--cost",
                        "generated"})
                .exit,
            0);
  EXPECT_THAT(bench.users().find("2")->password_hash, HasSubstr("m=64,t=1"));
}

TEST(UserAddFrom, OneMistakeAndNobodyIsAdded) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "7", "--no-password"}).exit, 0);
  const auto before = read_file(bench.file);
  const std::string good = "1 phone horse battery\n";
  for (const auto& bad :
       {"2 king horse battery", "2 phone", "2 phone ", "2 phone short", "2", "x_y tester secret-secret",
        "1 phone horse battery", "+1 phone horse battery", "2 resolver horse battery"}) {
    const auto ran = bench.admin(
        {"--json", "user", "add", "--cost", "generated", "--from", bench.write("list", good + bad + "\n")});
    EXPECT_EQ(ran.exit, 1) << bad;
    EXPECT_EQ(ran.json()["error"], "bad_list") << bad;
    EXPECT_THAT(ran.err, HasSubstr("line 2")) << bad;
    for (const auto* secret : {"horse", "secret", "short"}) EXPECT_THAT(ran.all(), Not(HasSubstr(secret)));
  }
  const auto exists = bench.admin(
      {"user", "add", "--cost", "generated", "--from", bench.write("list", good + "7 phone 12345678\n")});
  EXPECT_EQ(exists.exit, 1);
  EXPECT_EQ(read_file(bench.file), before);
}

TEST(UserAddFrom, AnEmptyListOrOneOpenToOthersIsRefused) {
  Bench bench;
  EXPECT_EQ(bench.admin({"user", "add", "--from", bench.write("list", "# nobody\n\n")}).exit, 1);
  const auto list = bench.write("list", "1 phone horse battery\n");
  ASSERT_EQ(::chmod(list.c_str(), 0604), 0);
  EXPECT_EQ(bench.admin({"user", "add", "--from", list}).exit, 1);
  EXPECT_FALSE(std::filesystem::exists(bench.file));
}

TEST(UserAddFrom, StandsAlone) {
  Bench bench;
  const auto list = bench.write("list", "1 phone horse battery\n");
  EXPECT_EQ(bench.admin({"user", "add", "2", "--from", list}).exit, 2);
  EXPECT_EQ(bench.admin({"user", "add", "--from", list, "--generate"}).exit, 2);
  EXPECT_EQ(bench.admin({"user", "add", "--from", list, "--role", "phone"}).exit, 2);
  EXPECT_EQ(bench.admin({"user", "add", "2", "--cost", "chosen"}).exit, 2);
  EXPECT_EQ(bench.admin({"user", "add", "--from", list, "--cost", "free"}).exit, 2);
  EXPECT_FALSE(std::filesystem::exists(bench.file));
}

// Benchmarks and installations come with that many.
TEST(UserAddFrom, TenThousandAreOneWrite) {
  Bench bench;
  std::string text;
  for (int i = 0; i < 10'000; ++i) {
    text += std::to_string(8'613'800'000'000 + i) + " phone generated-" + std::to_string(i) + "\n";
  }
  const auto ran = bench.admin({"user", "add", "--cost", "generated", "--from", bench.write("list", text)});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(bench.users().size(), 10'000U);
  EXPECT_TRUE(door::verify_password(bench.users().find("8613800009999")->password_hash, "generated-9999"));
}

}  // namespace
}  // namespace facet::admin::test
