#include <gtest/gtest.h>

#include <csignal>

#include "schemas/topics.h"
#include "tests/system/command_fixture.h"

// The `facet` command as a person uses it, against a real broker and resolver.
namespace facet::system_test {
namespace {

TEST_F(Command, AnAddressBookATwoStatusesAndEachContactSeesItsOwn) {
  init("alice", kAlice);
  init("bob", kBob);
  init("carol", kCarol);
  EXPECT_EQ(facet("bob", {"accept", "+" + kAlice.digits()}).status, 0);
  EXPECT_EQ(facet("carol", {"accept", "+" + kAlice.digits()}).status, 0);

  const std::string book = std::string{FACET_SOURCE_DIR} + "/deploy/sample.vcf";
  const Json dry = json("alice", {"contacts", "import", book, "--dry-run"});
  EXPECT_TRUE(dry.at("dry_run"));
  EXPECT_EQ(json("alice", {"contacts", "list"}).dump().find("8001"), std::string::npos)
      << "a dry run changes nothing";
  const Ran import = facet("alice", {"contacts", "import", book});
  ASSERT_EQ(import.status, 0) << import.out << import.err;

  ASSERT_EQ(facet("alice", {"status", "set", "meeting", "--group", "Colleagues"}).status, 0);
  const Ran driving =
      facet("alice", {"status", "set", "driving", "--group", "Family", "--note", "home by 7"});
  ASSERT_EQ(driving.status, 0) << driving.err;
  EXPECT_TRUE(eventually([&] { return seen("bob", kAlice) == "meeting"; })) << seen("bob", kAlice);
  EXPECT_TRUE(eventually([&] { return seen("carol", kAlice) == "driving"; })) << seen("carol", kAlice);

  const Json answer = json("bob", {"ask", "+" + kAlice.digits()});
  EXPECT_NE(answer.dump().find("meeting"), std::string::npos) << answer.dump();
  EXPECT_EQ(answer.dump().find("Colleagues"), std::string::npos) << "a group's name reached a watcher";
  const Json bobs = json("alice", {"view-as", "+" + kBob.digits()}).at("watchers").at(0);
  EXPECT_EQ(bobs.at("group"), "Colleagues");
  EXPECT_EQ(bobs.at("view").at("activity"), "meeting");

  ASSERT_EQ(facet("alice", {"block", "+" + kBob.digits()}).status, 0);
  EXPECT_TRUE(eventually([&] { return seen("bob", kAlice) == "off"; }));
  ASSERT_EQ(facet("carol", {"mute", "+" + kAlice.digits()}).status, 0);
  EXPECT_TRUE(eventually([&] { return seen("carol", kAlice).empty(); })) << seen("carol", kAlice);
  EXPECT_EQ(json("carol", {"sources"}).at("sources").at(0).at("stance"), "muted");
}

TEST_F(Command, WhatIsSetWithoutAServerIsSavedAndSentLater) {
  init("alice", kAlice);
  init("bob", kBob);
  ASSERT_EQ(facet("bob", {"accept", "+" + kAlice.digits()}).status, 0);
  site_.stop_broker(SIGTERM);
  ASSERT_EQ(facet("alice", {"--offline", "group", "create", "Work"}).status, 0);
  EXPECT_EQ(facet("alice", {"--timeout", "2", "group", "add", "Work", "+" + kBob.digits()}).status, 3);
  EXPECT_EQ(facet("alice", {"--timeout", "2", "status", "set", "busy", "--group", "Work"}).status, 3);
  site_.start_broker();
  ASSERT_TRUE(site_.ready());
  const Ran sync = facet("alice", {"sync"});
  EXPECT_EQ(sync.status, 0) << sync.out << sync.err;
  EXPECT_TRUE(eventually([&] { return seen("bob", kAlice) == "busy"; }));
}

TEST_F(Command, WhileWatchIsOnlineAnotherCommandOfTheSamePhoneGoesThroughIt) {
  init("alice", kAlice);
  init("bob", kBob);
  ASSERT_EQ(facet("bob", {"accept", "+" + kAlice.digits()}).status, 0);
  const auto log = site_.path() / "watch.log";
  Process watch({FACET_COMMAND, "--profile", profile("alice"), "--json", "watch"}, log);
  ASSERT_TRUE(eventually([&] { return read_file(log).find("\"online\":true") != std::string::npos; }))
      << read_file(log);
  EXPECT_EQ(facet("alice", {"group", "create", "Work"}).status, 0);
  EXPECT_EQ(facet("alice", {"group", "add", "Work", "+" + kBob.digits()}).status, 0);
  EXPECT_EQ(facet("alice", {"status", "set", "free", "--group", "Work"}).status, 0);
  EXPECT_TRUE(eventually([&] { return seen("bob", kAlice) == "free"; }));

  // And what Bob, whom she has put into a group, tells arrives in Alice's running table.
  ASSERT_EQ(facet("bob", {"group", "create", "Friends"}).status, 0);
  ASSERT_EQ(facet("bob", {"group", "add", "Friends", "+" + kAlice.digits()}).status, 0);
  ASSERT_EQ(facet("bob", {"status", "set", "holiday", "--group", "Friends"}).status, 0);
  EXPECT_TRUE(eventually([&] { return read_file(log).find("holiday") != std::string::npos; }))
      << read_file(log);
  EXPECT_EQ(watch.end(SIGINT), 0);
}

TEST_F(Command, AReinstalledPhoneFindsItsGroupsAgain) {
  init("alice", kAlice);
  ASSERT_EQ(facet("alice", {"group", "create", "Family"}).status, 0);
  ASSERT_EQ(facet("alice", {"group", "add", "Family", "+" + kCarol.digits()}).status, 0);
  ASSERT_EQ(facet("alice", {"status", "set", "travelling", "--group", "Family"}).status, 0);
  init("new-phone", kAlice);
  ASSERT_EQ(facet("new-phone", {"sync"}).status, 0);
  const std::string status = json("new-phone", {"status"}).dump();
  EXPECT_NE(status.find("Family"), std::string::npos) << status;
  EXPECT_NE(status.find("travelling"), std::string::npos) << status;
  EXPECT_NE(json("new-phone", {"group", "list"}).dump().find("\"members\":1"), std::string::npos);
}

TEST_F(Command, ASecondDeviceThatMakesTheSameGroupsDoesNotRearrangeThem) {
  init("alice", kAlice);
  const std::string book = std::string{FACET_SOURCE_DIR} + "/deploy/sample.vcf";
  ASSERT_EQ(facet("alice", {"contacts", "import", book}).status, 0);
  ASSERT_EQ(facet("alice", {"group", "rank", "Family", "50"}).status, 0);
  ASSERT_EQ(facet("alice", {"group", "rank", "Friends", "40"}).status, 0);
  const Json before = json("alice", {"group", "list"});

  // Set up without the server, so it does not know of the first one's groups when it imports.
  const Ran offline =
      run({FACET_COMMAND, "--profile", profile("tablet"), "--offline", "init", "--number",
           "+" + kAlice.digits(), "--region", "CN", "--broker", "127.0.0.1:" + std::to_string(site_.port())},
          {}, {"FACET_PASSWORD=" + password_of(kAlice.digits())});
  ASSERT_EQ(offline.status, 0) << offline.err;
  ASSERT_EQ(facet("tablet", {"--offline", "contacts", "import", book}).status, 0);
  ASSERT_EQ(facet("tablet", {"sync"}).status, 0);
  ASSERT_EQ(facet("alice", {"sync"}).status, 0);
  EXPECT_EQ(json("alice", {"group", "list"}), before);
  ASSERT_EQ(facet("tablet", {"sync"}).status, 0);
  EXPECT_EQ(json("tablet", {"group", "list"}), before);
}

TEST_F(Command, DecodeTurnsWhatMosquittoSubPrintsIntoJsonLines) {
  BarePhone alice(site_, kAlice);
  BarePhone bob(site_, kBob);
  ASSERT_TRUE(alice.come_online());
  ASSERT_TRUE(bob.come_online());
  ASSERT_TRUE(alice.accepted(alice.edit_groups({new_group(kFamily, 1, {kBob})})));
  ASSERT_TRUE(alice.accepted(alice.tell(kFamily, Activity::driving)));
  ASSERT_TRUE(bob.comes_to_show(kAlice, Activity::driving));
  const Ran sub = run({"mosquitto_sub", "-h", "127.0.0.1", "-p", std::to_string(site_.port()), "-u",
                       kBob.digits(), "-P", password_of(kBob.digits()), "-i", kBob.digits() + "-64999", "-t",
                       topics::every_in(kBob), "-F", "%t %x", "-C", "1", "-W", "5"});
  ASSERT_EQ(sub.status, 0) << sub.err;
  const Ran decode = run({FACET_COMMAND, "decode"}, sub.out);
  ASSERT_EQ(decode.status, 0) << decode.err;
  const Json line = Json::parse(decode.out);
  EXPECT_EQ(line.at("kind"), "view");
  EXPECT_EQ(line.at("watcher"), kBob.digits());
  EXPECT_EQ(line.at("presentity"), kAlice.digits());
  EXPECT_EQ(line.at("payload").at("activity"), "driving");
}

TEST_F(Command, AWrongPasswordIsSaidAsSuch) {
  init("alice", kAlice);
  const Ran ran =
      run({FACET_COMMAND, "--profile", profile("mallory"), "init", "--number", "+" + kBob.digits(),
           "--region", "CN", "--broker", "127.0.0.1:" + std::to_string(site_.port())},
          {}, {"FACET_PASSWORD=guess"});
  EXPECT_EQ(ran.status, 5) << ran.out << ran.err;
}

class AddressBooks : public Command, public ::testing::WithParamInterface<std::string> {};

TEST_P(AddressBooks, EveryCardIsImportedOrReported) {
  init("alice", kAlice);
  const std::string file = std::string{FACET_SOURCE_DIR} + "/tests/data/vcf/" + GetParam();
  const std::string text = read_file(file);
  std::size_t cards = 0;
  for (std::size_t at = 0; (at = text.find("BEGIN:VCARD", at)) != std::string::npos; ++at) ++cards;
  const Json report = json("alice", {"contacts", "import", file});
  const Json counts = report.at("counts");
  EXPECT_GE(counts.at("cards_imported"), 3);
  EXPECT_EQ(counts.at("cards_imported").get<std::size_t>() + counts.at("cards_skipped").get<std::size_t>(),
            cards)
      << report.dump(1);
  EXPECT_GT(report.at("skipped").size(), 0U) << "each sample has a broken card";
}

INSTANTIATE_TEST_SUITE_P(Exports, AddressBooks,
                         ::testing::Values("android.vcf", "iphone.vcf", "outlook.vcf", "gmail.vcf",
                                           "nextcloud.vcf"),
                         [](const auto& test) { return test.param.substr(0, test.param.find('.')); });

}  // namespace
}  // namespace facet::system_test
