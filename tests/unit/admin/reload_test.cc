#include <gmock/gmock.h>
#include <unistd.h>

#include <csignal>

#include "broker-plugin/admin/process_name.h"
#include "tests/support/process.h"
#include "tests/unit/admin/run_admin.h"

namespace facet::admin::test {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing_support::eventually;
using testing_support::Process;
using testing_support::read_file;

class Reload : public testing::Test {
 protected:
  Reload() { EXPECT_EQ(bench_.admin({"user", "add", "1", "--no-password"}).exit, 0); }
  Ran disable(const std::string& pid_file) {
    return bench_.admin({"--json", "--reload", pid_file, "user", "disable", "1"});
  }
  Bench bench_;
};

TEST_F(Reload, SendsTheBrokerSighup) {
  // By its name a broker; it ends of the signal, so that its status shows which one it was.
  const auto broker = bench_.dir.path() / "mosquitto";
  fs::copy_file("/bin/sleep", broker);
  const auto pid_file = bench_.dir.path() / "pid";
  Process process({"sh", "-c", "echo $$ >'" + pid_file.string() + "'; exec '" + broker.string() + "' 60"},
                  bench_.dir.path() / "log");
  ASSERT_TRUE(eventually([&] {
    const auto pid = parse_pid(read_file(pid_file));
    return pid && process_name(*pid) == "mosquitto";
  }));
  const auto ran = disable(pid_file);
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_TRUE(ran.json()["ok"]);
  EXPECT_EQ(process.wait(std::chrono::seconds{10}), -SIGHUP);
}

// A pid file that was left behind may name anybody: were this test sent the signal, it would end.
TEST_F(Reload, SendsNobodyElseAnything) {
  const auto ran = disable(bench_.write("pid", std::to_string(::getpid()) + "\n"));
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.err, HasSubstr("admin_test"));
  EXPECT_EQ(ran.json()["error"], "not_told");
  EXPECT_EQ(ran.json()["name"], "1");
  EXPECT_FALSE(bench_.users().find("1")->enabled);  // the change is made all the same
}

TEST_F(Reload, WhatIsNoPidFileIsToldOfAfterTheChange) {
  for (const auto& text : {"", "x", "0", "1", "-1", "-4711", "12 34", "99999999999999999999"}) {
    EXPECT_EQ(disable(bench_.write("pid", text)).exit, 1) << text;
  }
  EXPECT_EQ(disable(bench_.dir.path() / "none").exit, 1);
}

// The password is stored: who does not see it now never will.
TEST_F(Reload, AGeneratedPasswordIsShownThoughTheBrokerCouldNotBeTold) {
  const auto ran = bench_.admin({"--reload", bench_.write("pid", "x"), "user", "passwd", "1", "--generate"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.out.size(), 27U);
}

TEST_F(Reload, WithoutItOneLineSaysWhatIsLeftToDo) {
  const auto ran = bench_.admin({"user", "disable", "1"});
  EXPECT_THAT(ran.err, HasSubstr("SIGHUP"));
  EXPECT_EQ(ran.err.find("SIGHUP"), ran.err.rfind("SIGHUP"));
  EXPECT_THAT(bench_.admin({"user", "list"}).err, Not(HasSubstr("SIGHUP")));
}

}  // namespace
}  // namespace facet::admin::test
