#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "tests/system/command_fixture.h"

// Whom Alice shows what, beyond a status for each group: typed by her, seen by Bob and Carol.
namespace facet::system_test {
namespace {

class FacesCommands : public Command {
 protected:
  void SetUp() override {
    Command::SetUp();
    for (const auto& [who, number] : {std::pair{"alice", kAlice}, {"bob", kBob}, {"carol", kCarol}}) {
      init(who, number);
    }
    do_it("bob", {"accept", plus(kAlice)});
    do_it("carol", {"accept", plus(kAlice)});
    prepare("alice", {{"group", "create", "Family"},
                      {"group", "add", "Family", plus(kBob), plus(kCarol)},
                      {"status", "set", "free", "--group", "Family"}});
  }
  static std::string plus(UserId number) { return "+" + number.digits(); }
  void do_it(const std::string& who, std::vector<std::string> words) const {
    std::string typed;
    for (const std::string& word : words) typed += word + " ";
    const Ran ran = facet(who, std::move(words));
    ASSERT_EQ(ran.status, 0) << typed << ran.out << ran.err;
  }
  // Changes that nobody has to see one by one: kept, then sent together.
  void prepare(const std::string& who, std::vector<std::vector<std::string>> changes) const {
    for (auto& words : changes) {
      words.insert(words.begin(), "--offline");
      do_it(who, std::move(words));
    }
    do_it(who, {"sync"});
  }
  void expect_seen(const std::string& who, const std::string& activity) const {
    EXPECT_TRUE(eventually([&] { return seen(who, kAlice) == activity; }))
        << who << " sees '" << seen(who, kAlice) << "', not '" << activity << "'";
  }
};

TEST_F(FacesCommands, AStatusForOneContactIsSeenByThatContactAlone) {
  do_it("alice", {"status", "set", "holiday", "--contact", plus(kBob), "--note", "on the island"});
  expect_seen("bob", "holiday");
  expect_seen("carol", "free");
  EXPECT_EQ(json("alice", {"view-as", plus(kBob)}).at("watchers").at(0).at("rule"), "override_setting");
  const Json overrides = json("alice", {"status"}).at("overrides");
  ASSERT_EQ(overrides.size(), 1U);
  EXPECT_EQ(overrides[0].at("number"), kBob.digits());

  do_it("alice", {"status", "clear", "--contact", plus(kBob)});
  expect_seen("bob", "free");
}

TEST_F(FacesCommands, ACallIsSeenAsEachGroupAllowsWhileThePhoneIsOnline) {
  prepare("alice", {{"group", "create", "Colleagues", "--rank", "1"},
                    {"group", "add", "Colleagues", plus(kCarol)},
                    {"status", "set", "free", "--group", "Colleagues"},
                    {"automatic", "Colleagues", "--call", "busy"}});
  EXPECT_EQ(facet("alice", {"call", "start"}).status, 3) << "nobody is online to say so";
  do_it("alice", {"call", "end", "--offline"});

  const auto log = site_.path() / "watch.log";
  Process watch({FACET_COMMAND, "--profile", profile("alice"), "--json", "watch"}, log);
  ASSERT_TRUE(eventually([&] { return read_file(log).find("\"online\":true") != std::string::npos; }))
      << read_file(log);
  do_it("alice", {"call", "start"});
  expect_seen("bob", "in_call");
  expect_seen("carol", "busy");
  do_it("alice", {"call", "end"});
  expect_seen("bob", "free");
  expect_seen("carol", "free");
  EXPECT_EQ(watch.end(SIGINT), 0);
}

TEST_F(FacesCommands, AScheduleIsInForceAtOnceAndFoundByAnotherDevice) {
  do_it("alice", {"zone", "Asia/Shanghai"});
  do_it("alice", {"schedule", "add", "Family", "sleeping", "--from", "00:00", "--to", "24:00"});
  expect_seen("bob", "sleeping");
  init("tablet", kAlice);
  do_it("tablet", {"sync", "--timeout", "20"});
  const Json found = json("tablet", {"schedule", "list"});
  EXPECT_EQ(found.at("zone"), "Asia/Shanghai");
  EXPECT_EQ(found, json("alice", {"schedule", "list"}));
  do_it("alice", {"schedule", "remove", "Family", "1"});
  expect_seen("bob", "free");
}

TEST_F(FacesCommands, AnExportHoldsWhatWasSetAlsoOnAPhoneThatWasSetUpAnew) {
  prepare("alice",
          {{"status", "set", "away", "--contact", plus(kCarol)},
           {"block", plus(kDave)},
           {"mute", plus(kDave)},
           {"automatic", "Family", "--off", "away"},
           {"schedule", "add", "Family", "busy", "--days", "mon-fri", "--from", "09:00", "--to", "17:00"},
           {"group", "add", "Family", plus(kDave), "--for", "2d"},
           {"zone", "Asia/Shanghai"}});
  init("tablet", kAlice);
  for (const std::string who : {"alice", "tablet"}) {
    const std::string file = site_.path() / (who + ".json");
    const Ran ran = facet(who, {"export", file});
    ASSERT_EQ(ran.status, 0) << ran.out << ran.err;
    EXPECT_EQ(ran.err, "") << who;
    EXPECT_EQ(std::filesystem::status(file).permissions(),
              std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    const Json data = Json::parse(read_file(file));
    EXPECT_EQ(data.at("up_to_date"), true) << who;
    const Json family = data.at("groups").at(0);
    EXPECT_EQ(family.at("base").at("activity"), "free") << who;
    EXPECT_EQ(family.at("members").size(), 3U) << who;
    EXPECT_EQ(family.at("members").dump().find("T"), family.at("members").dump().rfind("T")) << "one end";
    EXPECT_EQ(family.at("automatic").at("off"), "away") << who;
    EXPECT_EQ(family.at("schedule").at(0).at("to"), "17:00") << who;
    EXPECT_EQ(data.at("overrides").at(0).at("number"), kCarol.digits()) << who;
    EXPECT_EQ(data.at("blocked").at(0).at("number"), kDave.digits()) << who;
    EXPECT_FALSE(data.at("zone").is_null()) << who;
    EXPECT_FALSE(data.at("log").empty()) << who;
    EXPECT_EQ(read_file(file).find(password_of(kAlice.digits())), std::string::npos) << "the password";
  }
  const Json log = json("alice", {"log", "--last", "1"});
  EXPECT_EQ(log.value("log", Json::array()).size(), 1U) << log.dump();
}

TEST_F(FacesCommands, AnErasedAccountIsGoneFromEverybodysViews) {
  expect_seen("bob", "free");
  expect_seen("carol", "free");
  const Ran wrong =
      run({FACET_COMMAND, "--profile", profile("alice"), "account", "erase"}, plus(kBob) + "\n");
  EXPECT_EQ(wrong.status, 2) << wrong.err;
  expect_seen("bob", "free");
  const Ran erased =
      run({FACET_COMMAND, "--profile", profile("alice"), "account", "erase"}, plus(kAlice) + "\n");
  EXPECT_EQ(erased.status, 0) << erased.out << erased.err;
  expect_seen("bob", "");
  expect_seen("carol", "");
  EXPECT_EQ(json("alice", {"status", "set", "busy", "--all"}).at("error"), "erased");
}

}  // namespace
}  // namespace facet::system_test
