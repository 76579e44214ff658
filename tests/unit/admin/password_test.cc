#include <gmock/gmock.h>
#include <sys/stat.h>

#include "broker-plugin/credentials/password_hash.h"
#include "tests/support/process.h"
#include "tests/unit/admin/run_admin.h"

namespace facet::admin::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr auto kPassword = "horse battery staple";

bool lets_in(const Bench& bench, const std::string& name, const std::string& password) {
  const auto users = bench.users();
  const auto* user = users.find(name);
  return user != nullptr && door::verify_password(user->password_hash, password);
}

// What is typed stands in nothing that is shown, and not in the file.
void expect_kept_secret(const Bench& bench, const Ran& ran, const std::string& password) {
  EXPECT_THAT(ran.all(), Not(HasSubstr(password)));
  EXPECT_THAT(testing_support::read_file(bench.file), Not(HasSubstr(password)));
}

TEST(Password, IsTheLineOfStandardInputWhenThatIsNoTerminal) {
  Bench bench;
  for (const auto* behind : {"", "\n", "\r\n", "\nand more\n"}) {
    bench.input = std::string{kPassword} + behind;
    const auto ran = bench.admin({"user", "add", "1"});
    EXPECT_EQ(ran.exit, 0) << ran.err;
    EXPECT_EQ(ran.out, "");
    expect_kept_secret(bench, ran, kPassword);
    EXPECT_TRUE(lets_in(bench, "1", kPassword));
    ASSERT_EQ(bench.admin({"user", "remove", "1"}).exit, 0);
  }
  EXPECT_TRUE(bench.asked.empty());
}

TEST(Password, IsTheLineOfAPrivateFile) {
  Bench bench;
  const auto secret = bench.write("secret", std::string{kPassword} + "\n");
  const auto ran = bench.admin({"user", "add", "1", "--password-file", secret});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  expect_kept_secret(bench, ran, kPassword);
  EXPECT_TRUE(lets_in(bench, "1", kPassword));
}

TEST(Password, AFileThatOthersMayReadIsRefusedWithTheCommandThatMendsIt) {
  Bench bench;
  const auto secret = bench.write("secret", kPassword);
  ASSERT_EQ(::chmod(secret.c_str(), 0640), 0);
  const auto ran = bench.admin({"user", "add", "1", "--password-file", secret});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.err, HasSubstr("chmod 600 " + secret));
  EXPECT_FALSE(std::filesystem::exists(bench.file));
}

TEST(Password, AFileOfSeveralLinesOrOfNoneIsRefused) {
  Bench bench;
  for (const auto& text : {std::string{"horse battery\nhorse battery\n"}, std::string{}, std::string{"\n"},
                           std::string(10'000, 'x')}) {
    EXPECT_EQ(bench.admin({"user", "add", "1", "--password-file", bench.write("secret", text)}).exit, 1);
  }
  EXPECT_FALSE(std::filesystem::exists(bench.file));
}

TEST(Password, IsAskedForTwiceOnATerminal) {
  Bench bench;
  bench.in_is_terminal = true;
  bench.typed = {kPassword, kPassword};
  const auto ran = bench.admin({"user", "add", "1"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(bench.asked, ElementsAre(StartsWith("New password of 1"), StartsWith("Once more")));
  expect_kept_secret(bench, ran, kPassword);
  EXPECT_TRUE(lets_in(bench, "1", kPassword));
}

TEST(Password, TwoThatDifferChangeNothing) {
  Bench bench;
  bench.in_is_terminal = true;
  bench.typed = {kPassword, std::string{kPassword} + "r"};
  const auto ran = bench.admin({"user", "add", "1"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.all(), Not(HasSubstr(kPassword)));
  EXPECT_FALSE(std::filesystem::exists(bench.file));
}

TEST(Password, IsNotAskedForWhenItCouldNotBeUsed) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "1", "--generate"}).exit, 0);
  bench.in_is_terminal = true;
  EXPECT_EQ(bench.admin({"user", "add", "1"}).exit, 1);
  EXPECT_EQ(bench.admin({"user", "passwd", "2"}).exit, 1);
  EXPECT_TRUE(bench.asked.empty());
}

TEST(Password, AWeakOneIsRefused) {
  Bench bench;
  bench.input = "hunter2\n";
  const auto ran = bench.admin({"--json", "user", "add", "1"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.json()["error"], "weak_password");
  EXPECT_THAT(ran.all(), Not(HasSubstr("hunter2")));
}

// A script takes it with $(…): nothing else may stand there.
TEST(Password, AGeneratedOneIsAllThatStandsOnStandardOutput) {
  Bench bench;
  const auto ran = bench.admin({"user", "add", "1", "--generate"});
  ASSERT_EQ(ran.exit, 0);
  ASSERT_EQ(ran.out.size(), 27U);
  EXPECT_TRUE(lets_in(bench, "1", ran.out.substr(0, 26)));
  EXPECT_THAT(ran.err, Not(HasSubstr(ran.out.substr(0, 26))));
  const auto again = bench.admin({"user", "passwd", "1", "--generate", "--json"});
  ASSERT_EQ(again.exit, 0);
  EXPECT_TRUE(lets_in(bench, "1", again.json()["password"]));
  EXPECT_FALSE(lets_in(bench, "1", ran.out.substr(0, 26)));
}

TEST(Password, IsTakenAway) {
  Bench bench;
  bench.input = kPassword;
  ASSERT_EQ(bench.admin({"user", "add", "1"}).exit, 0);
  EXPECT_EQ(bench.admin({"user", "passwd", "1", "--no-password"}).exit, 0);
  EXPECT_EQ(bench.users().find("1")->password_hash, "");
}

// Everybody on the machine can read command lines. It is refused, and not even repeated.
TEST(Password, IsNeverTakenFromTheCommandLine) {
  Bench bench;
  const auto ran = bench.admin({"--json", "user", "add", "1", "horse-battery"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_EQ(ran.json()["error"], "usage");
  EXPECT_THAT(ran.all(), Not(HasSubstr("horse")));
  const auto option = bench.admin({"user", "add", "1", "--password=horse-battery"});
  EXPECT_EQ(option.exit, 2);
  EXPECT_THAT(option.all(), Not(HasSubstr("horse")));
}

}  // namespace
}  // namespace facet::admin::test
