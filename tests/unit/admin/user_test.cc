#include <gmock/gmock.h>
#include <sys/stat.h>

#include "broker-plugin/credentials/credentials_file.h"
#include "broker-plugin/credentials/password_hash.h"
#include "tests/support/process.h"
#include "tests/unit/admin/run_admin.h"

namespace facet::admin::test {
namespace {

using door::Role;
using testing::HasSubstr;
using testing::Not;
using testing_support::read_file;

TEST(UserAdd, MakesTheFileForItsMakerAloneAndSaysHowTheBrokerGetsToRead) {
  Bench bench;
  const auto ran = bench.admin({"user", "add", "8613800138000", "--generate"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  struct stat about {};
  ASSERT_EQ(::stat(bench.file.c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777, 0600U);
  EXPECT_THAT(ran.err, HasSubstr("chgrp mosquitto " + bench.file.string()));
  EXPECT_THAT(bench.admin({"user", "add", "1", "--generate"}).err, Not(HasSubstr("chgrp")));
}

TEST(UserAdd, TakesANumberAsPeopleWriteIt) {
  Bench bench;
  EXPECT_EQ(bench.admin({"user", "add", "+86 138-0013 (8000)", "--no-password"}).exit, 0);
  ASSERT_NE(bench.users().find("8613800138000"), nullptr);
  EXPECT_EQ(bench.users().find("8613800138000")->role, Role::phone);
}

TEST(UserAdd, TellsTheRoleByTheNameWhereThatSaysIt) {
  Bench bench;
  EXPECT_EQ(bench.admin({"user", "add", "gateway-65000", "--no-password"}).exit, 0);
  EXPECT_EQ(bench.users().find("gateway-65000")->role, Role::gateway);
  const auto ran = bench.admin({"user", "add", "facet-resolver", "--no-password"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.err, HasSubstr("--role"));
  EXPECT_EQ(bench.admin({"user", "add", "facet-resolver", "--role", "resolver", "--no-password"}).exit, 0);
  EXPECT_EQ(bench.users().find("facet-resolver")->role, Role::resolver);
}

TEST(UserAdd, ANameThatDoesNotSuitItsRoleIsWrongUsage) {
  Bench bench;
  for (const auto& words : std::vector<std::vector<std::string>>{{"1", "resolver"},
                                                                 {"facet-resolver", "phone"},
                                                                 {"facet-resolver", "gateway"},
                                                                 {"gateway-65000", "tester"},
                                                                 {"facet-resolver", "king"}}) {
    EXPECT_EQ(bench.admin({"user", "add", words[0], "--role", words[1], "--no-password"}).exit, 2);
  }
  EXPECT_FALSE(std::filesystem::exists(bench.file));
}

TEST(UserAdd, OfOneWhoIsThereChangesNothingAndNamesPasswd) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "1", "--generate"}).exit, 0);
  const auto before = read_file(bench.file);
  const auto ran = bench.admin({"--json", "user", "add", "1", "--generate"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.err, HasSubstr("user passwd 1"));
  EXPECT_EQ(ran.json()["error"], "exists");
  EXPECT_FALSE(ran.json()["ok"]);
  EXPECT_EQ(read_file(bench.file), before);
}

// Every other command would only make a wrong path look right.
TEST(User, OnlyAddMakesTheFile) {
  Bench bench;
  for (const auto& words : std::vector<std::vector<std::string>>{{"user", "passwd", "1", "--generate"},
                                                                 {"user", "disable", "1"},
                                                                 {"user", "enable", "1"},
                                                                 {"user", "remove", "1"},
                                                                 {"user", "list"},
                                                                 {"psk", "add", "1", "7"},
                                                                 {"psk", "remove", "1", "7"},
                                                                 {"check"}}) {
    EXPECT_EQ(bench.admin(words).exit, 1) << words.back();
  }
  EXPECT_TRUE(std::filesystem::is_empty(bench.dir.path()));
  bench.file = bench.dir.path() / "none" / "credentials";
  const auto ran = bench.admin({"user", "add", "1", "--generate"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.err, HasSubstr("no such folder"));
  EXPECT_EQ(ran.out, "");
}

TEST(User, IsDisabledAndEnabledWithPasswordAndKeysKept) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "1", "--generate"}).exit, 0);
  ASSERT_EQ(bench.admin({"psk", "add", "1", "7"}).exit, 0);
  const auto before = bench.users();
  EXPECT_EQ(bench.admin({"user", "disable", "1"}).exit, 0);
  EXPECT_FALSE(bench.users().find("1")->enabled);
  EXPECT_EQ(bench.users().find("1")->password_hash, before.find("1")->password_hash);
  EXPECT_EQ(bench.admin({"user", "enable", "1"}).exit, 0);
  EXPECT_EQ(bench.users(), before);
}

TEST(User, IsRemovedWithEverything) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "1", "--generate"}).exit, 0);
  ASSERT_EQ(bench.admin({"user", "add", "2", "--generate"}).exit, 0);
  EXPECT_EQ(bench.admin({"user", "remove", "1"}).exit, 0);
  EXPECT_EQ(bench.users().find("1"), nullptr);
  EXPECT_NE(bench.users().find("2"), nullptr);
}

TEST(User, WhoIsNotThereIsToldOf) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "1", "--generate"}).exit, 0);
  const auto before = read_file(bench.file);
  for (const auto& words : std::vector<std::vector<std::string>>{{"user", "passwd", "2", "--generate"},
                                                                 {"user", "disable", "2"},
                                                                 {"user", "enable", "2"},
                                                                 {"user", "remove", "2"},
                                                                 {"psk", "add", "2", "7"},
                                                                 {"psk", "remove", "2", "7"}}) {
    auto with_json = words;
    with_json.emplace_back("--json");
    const auto ran = bench.admin(with_json);
    EXPECT_EQ(ran.exit, 1) << words[1];
    EXPECT_EQ(ran.json()["error"], "not_found") << words[1];
  }
  EXPECT_EQ(read_file(bench.file), before);
}

TEST(UserList, IsATableForPeople) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "8613800138000", "--no-password"}).exit, 0);
  ASSERT_EQ(bench.admin({"user", "add", "facet-resolver", "--role", "resolver", "--generate"}).exit, 0);
  ASSERT_EQ(bench.admin({"psk", "add", "8613800138000", "9"}).exit, 0);
  ASSERT_EQ(bench.admin({"psk", "add", "8613800138000", "7"}).exit, 0);
  ASSERT_EQ(bench.admin({"user", "disable", "facet-resolver"}).exit, 0);
  EXPECT_EQ(bench.admin({"user", "list"}).out,
            "NAME            ROLE      STATE     PASSWORD  DEVICES\n"
            "8613800138000   phone     enabled   no        7,9\n"
            "facet-resolver  resolver  disabled  yes       -\n");
}

TEST(UserList, HasColoursOnATerminalOnlyAndNotAgainstNoColor) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "1", "--no-password"}).exit, 0);
  ASSERT_EQ(bench.admin({"user", "disable", "1"}).exit, 0);
  EXPECT_THAT(bench.admin({"user", "list"}).out, Not(HasSubstr("\033")));
  bench.out_is_terminal = true;
  EXPECT_THAT(bench.admin({"user", "list"}).out, HasSubstr("\033[33mdisabled\033[0m"));
  bench.env["NO_COLOR"] = "1";
  EXPECT_THAT(bench.admin({"user", "list"}).out, Not(HasSubstr("\033")));
}

TEST(UserList, IsOneObjectALineForPrograms) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "1", "--generate"}).exit, 0);
  ASSERT_EQ(bench.admin({"psk", "add", "1", "7"}).exit, 0);
  ASSERT_EQ(bench.admin({"user", "add", "2", "--no-password"}).exit, 0);
  EXPECT_EQ(bench.admin({"user", "list", "--json"}).out,
            R"({"name":"1","role":"phone","state":"enabled","password":true,"devices":["7"]})"
            "\n"
            R"({"name":"2","role":"phone","state":"enabled","password":false,"devices":[]})"
            "\n");
}

// One command too many must not turn a damaged file into a small, whole one.
TEST(User, ADamagedOrOpenFileIsLeftAsItIs) {
  Bench bench;
  bench.write("credentials", "facet-credentials 1\n1 phone enabled - -\n");
  const auto before = read_file(bench.file);
  const auto damaged = bench.admin({"user", "add", "2", "--generate"});
  EXPECT_EQ(damaged.exit, 1);
  EXPECT_EQ(damaged.out, "");
  EXPECT_EQ(read_file(bench.file), before);
  bench.write("credentials", "facet-credentials 1\nend 0\n");
  ASSERT_EQ(::chmod(bench.file.c_str(), 0644), 0);
  const auto open = bench.admin({"user", "add", "2", "--generate"});
  EXPECT_EQ(open.exit, 1);
  EXPECT_THAT(open.err, HasSubstr("chmod o="));
}

TEST(User, TheFileIsNamedByTheOptionElseTheEnvironment) {
  Bench bench;
  bench.env["FACET_CREDENTIALS"] = bench.file;
  EXPECT_EQ(bench.bare({"user", "add", "1", "--generate"}).exit, 0);
  EXPECT_EQ(bench.users().size(), 1U);
  EXPECT_EQ(bench.bare({"--file", (bench.dir.path() / "other").string(), "check"}).exit, 1);
}

}  // namespace
}  // namespace facet::admin::test
