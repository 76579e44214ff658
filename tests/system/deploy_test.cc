#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/system/people.h"

// ./deploy/up as a newcomer uses it, with the programs of this build.
namespace facet::system_test {
namespace {

using namespace testing_support;

class Deploy : public ::testing::Test {
 protected:
  void TearDown() override { up({"--down"}); }

  Ran up(std::vector<std::string> arguments) const {
    std::vector<std::string> argv{std::string{FACET_SOURCE_DIR} + "/deploy/up", "--data", data()};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return run(argv, {}, {}, std::chrono::seconds{60});
  }
  Ran start(std::uint16_t port) const {
    return up({"--detach", "--port", std::to_string(port), "--build-dir", FACET_BUILD_DIR});
  }
  std::string data() const { return dir_.path() / "state"; }
  // What `who`'s phone shows of Alice.
  std::string seen(const std::string& who) const {
    const Ran ran = run({FACET_COMMAND, "--profile", data() + "/phones/" + who, "--json", "watch", "--once"});
    const auto json = nlohmann::json::parse(ran.out, nullptr, false);
    if (json.is_discarded()) return ran.out + ran.err;
    const auto at = ran.out.find("\"activity\":\"");
    return at == std::string::npos ? "" : ran.out.substr(at + 12, ran.out.find('"', at + 12) - at - 12);
  }

  TempDir dir_;
  std::uint16_t port_ = free_port();
};

TEST_F(Deploy, OneCommandShowsTwoPhonesTwoFacesAndStopsWhenToldTo) {
  const Ran first = start(port_);
  ASSERT_EQ(first.status, 0) << first.out << first.err;
  EXPECT_NE(first.out.find("Meeting"), std::string::npos) << first.out;
  EXPECT_NE(first.out.find("Driving"), std::string::npos) << first.out;
  EXPECT_EQ(seen("bob"), "meeting");
  EXPECT_EQ(seen("carol"), "driving");

  const Ran second = start(free_port());
  EXPECT_NE(second.status, 0) << "a second start on the same folder";
  EXPECT_NE(second.err.find("--down"), std::string::npos) << "it says how to stop the first: " << second.err;
  EXPECT_EQ(seen("bob"), "meeting") << "and leaves it alone";

  EXPECT_EQ(up({"--down"}).status, 0);
  const Ran offline = run({FACET_COMMAND, "--profile", data() + "/phones/bob", "--timeout", "1", "sync"});
  EXPECT_NE(offline.status, 0) << "it is down";
}

TEST_F(Deploy, StateSurvivesARestartAndAPortInUseIsSaid) {
  ASSERT_EQ(start(port_).status, 0);
  const Ran set = run({FACET_COMMAND, "--profile", data() + "/phones/alice", "status", "set", "holiday",
                       "--group", "Colleagues"});
  ASSERT_EQ(set.status, 0) << set.err;
  ASSERT_EQ(up({"--down"}).status, 0);

  Process squatter({"mosquitto", "-p", std::to_string(port_)}, dir_.path() / "squatter.log");
  ASSERT_TRUE(eventually(
      [&] { return read_file(dir_.path() / "squatter.log").find("running") != std::string::npos; }));
  const Ran in_use = start(port_);
  EXPECT_NE(in_use.status, 0);
  EXPECT_NE(in_use.err.find("--port"), std::string::npos) << in_use.err;
  squatter.end(15);

  ASSERT_EQ(start(port_).status, 0);
  EXPECT_EQ(seen("bob"), "holiday");
  EXPECT_EQ(seen("carol"), "driving");
}

}  // namespace
}  // namespace facet::system_test
