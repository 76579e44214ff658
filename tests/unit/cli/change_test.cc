#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using client::SyncReport;
using test::at;
using test::Bench;
using test::PhoneState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const UserId kBob{4915112345678};
const UserId kXiaoming{8613800138001};

class Change : public testing::Test {
 protected:
  Change() {
    bench.phone.contacts = {{kBob, "Bob"}, {kXiaoming, "王小明"}};
    bench.phone.add_group("Family", {kBob});
    bench.phone.add_group("同事");
  }
  Bench bench;
};

TEST_F(Change, OfStatusReachesTheLibraryAsTyped) {
  const auto ran = bench.facet({"status", "set", "driving", "-g", "family", "--group", "同事", "--note",
                                "on the A9", "--for", "1h30m"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "Family: Driving until 13:30 “on the A9” — delivered\n"
            "同事: Driving until 13:30 “on the A9” — delivered\n");
  EXPECT_THAT(ran.err, IsEmpty());
  ASSERT_EQ(bench.phone.set.size(), 1U);  // one message, however many groups
  const auto& [groups, setting] = bench.phone.set.front();
  EXPECT_THAT(groups, ElementsAre(GroupId{1}, GroupId{2}));
  EXPECT_EQ(setting, (Setting{Activity::driving, "on the A9", at("2026-11-23T13:30"), kNoTime}));
}

TEST_F(Change, OfAllGroupsIsOneWord) {
  EXPECT_EQ(bench.facet({"status", "set", "--all", "dnd", "--until", "18:00"}).out,
            "All groups: Do not disturb until 18:00 — delivered\n");
  EXPECT_THAT(bench.phone.set.at(0).first, ElementsAre(kEveryGroup));
  EXPECT_EQ(bench.phone.set.at(0).second.until, at("2026-11-23T18:00"));
}

TEST_F(Change, OfOneContactIsForThatContactAlone) {
  const auto ran = bench.facet({"status", "set", "busy", "--contact", "Bob", "-c", "+86 138 0013 8001",
                                "--note", "later", "--for", "2h"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out,
            "+49 1511 2345678: Busy until 14:00 “later” — delivered\n"
            "+86 138 0013 8001: Busy until 14:00 “later” — delivered\n");
  EXPECT_THAT(bench.phone.set, IsEmpty()) << "no group is told anything";
  EXPECT_EQ(bench.phone.rules[kBob].override_setting,
            (Setting{Activity::busy, "later", at("2026-11-23T14:00"), kNoTime}));
  const auto shown = bench.facet({"status"});
  EXPECT_THAT(shown.out, HasSubstr("Single contacts, whatever their group is told:\n"));
  EXPECT_THAT(shown.out, HasSubstr("+49 1511 2345678   Busy"));
  const auto json = bench.facet({"status", "--json"}).json();
  ASSERT_EQ(json.at("overrides").size(), 2U);
  EXPECT_EQ(json["overrides"][0]["setting"]["activity"], "busy");

  const auto cleared = bench.facet({"status", "clear", "--contact", "Bob", "--json"});
  EXPECT_EQ(cleared.exit, 0) << cleared.err;
  EXPECT_EQ(cleared.json()["cleared"], nlohmann::json({kBob.digits()}));
  EXPECT_FALSE(bench.phone.rules[kBob].override_setting);
  EXPECT_EQ(bench.facet({"status", "clear"}).exit, 2);
}

TEST_F(Change, OfOneContactAndOfGroupsAreTwoCommands) {
  for (const auto& more : {std::vector<const char*>{"--all"}, {"-g", "Family"}}) {
    std::vector<const char*> words{"status", "set", "busy", "-c", "Bob"};
    words.insert(words.end(), more.begin(), more.end());
    const auto ran = bench.facet(words);
    EXPECT_EQ(ran.exit, 2);
    EXPECT_THAT(ran.err, HasSubstr("once more with --group"));
  }
  EXPECT_TRUE(bench.phone.rules.empty());
  EXPECT_EQ(bench.phone.synced, 0);
}

// A program that passes the names on must not depend on the language.
TEST_F(Change, NamesTheGroupsForProgramsInNoLanguage) {
  for (const char* language : {"en", "zh"}) {
    const auto ran =
        bench.facet({"--lang", language, "--json", "status", "set", "busy", "-g", "other", "-g", "family"});
    EXPECT_EQ(ran.json()["groups"], nlohmann::json({"other", "Family"})) << language;
  }
  EXPECT_EQ(bench.facet({"--json", "status", "set", "busy", "--all"}).json()["groups"],
            nlohmann::json::array());
}

TEST_F(Change, OfStatusTakesEveryWordForAnActivity) {
  const std::pair<const char*, Activity> words[] = {
      {"standby", Activity::available},  {"Available", Activity::available},
      {"DND", Activity::do_not_disturb}, {"do-not-disturb", Activity::do_not_disturb},
      {"in_call", Activity::in_call},    {"Holiday", Activity::holiday},
  };
  for (const auto& [word, activity] : words) {
    EXPECT_EQ(bench.facet({"status", "set", word, "--group", "other"}).exit, 0) << word;
    EXPECT_EQ(bench.phone.set.back().second.activity, activity) << word;
    EXPECT_THAT(bench.phone.set.back().first, ElementsAre(kOther));
  }
}

TEST_F(Change, WithABadValueChangesNothingAndSaysTheNextStep) {
  const std::string long_note(257, 'x');
  const std::pair<std::vector<const char*>, const char*> cases[] = {
      {{"drivin", "--all"}, "Did you mean 'driving'?"},
      {{"driving"}, "--group NAME"},
      {{"driving", "--all", "-g", "Family"}, "leave it or --group out"},
      {{"driving", "-g", "Famly"}, "no group 'Famly'. Did you mean 'Family'? `facet group list` shows all."},
      {{"driving", "--all", "--for", "1x"}, "write for example 45m"},
      {{"driving", "--all", "--until", "25:00"}, "write for example 18:00"},
      {{"driving", "--all", "--until", "2026-01-01T00:00"}, "is over already"},
      {{"driving", "--all", "--for", "1h", "--until", "18:00"}, "give one of them"},
      {{"driving", "--all", "--note", long_note.c_str()}, "257 bytes"},
      {{"driving", "--all", "--note", "two\nlines"}, "line ends"},
      {{"driving", "--all", "--note", "\xff"}, "no UTF-8 text"},
  };
  for (const auto& [words, message] : cases) {
    std::vector<const char*> all{"status", "set"};
    all.insert(all.end(), words.begin(), words.end());
    all.push_back("--json");
    const auto ran = bench.facet(all);
    EXPECT_EQ(ran.exit, 2) << message << ran.err;
    EXPECT_THAT(ran.err, HasSubstr(message));
    EXPECT_EQ(ran.json()["ok"], false);
  }
  EXPECT_THAT(bench.phone.set, IsEmpty());
  EXPECT_EQ(bench.phone.synced, 0);
}

TEST_F(Change, OfAllGroupsNeedsOne) {
  bench.phone.groups.clear();
  const auto ran = bench.facet({"status", "set", "free", "--all"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.err, HasSubstr("facet group create"));
}

TEST_F(Change, WithoutAConnectionIsSaved) {
  bench.phone.on_sync = [](PhoneState&) -> Result<SyncReport> { return fail(client::errc::unreachable); };
  const auto ran = bench.facet({"status", "set", "free", "-g", "Family"});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_EQ(ran.out, "Family: Free — saved; will be sent when the server can be reached\n");
  EXPECT_EQ(ran.err, "facet: broker.example:1883 cannot be reached now\n");
  EXPECT_EQ(bench.phone.set.size(), 1U);
}

TEST_F(Change, OfflineIsOnlySaved) {
  const auto ran = bench.facet({"--offline", "status", "set", "free", "-g", "Family"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.out, "Family: Free — saved; `facet sync` sends it\n");
  EXPECT_EQ(bench.phone.synced, 0);
  EXPECT_EQ(bench.phone.waiting, 1U);
}

TEST_F(Change, WaitsForItsReceiptAsLongAsTold) {
  bench.facet({"group", "create", "A"});
  EXPECT_EQ(bench.phone.limit, std::chrono::seconds{10});
  bench.facet({"group", "create", "B", "--timeout", "60"});
  EXPECT_EQ(bench.phone.limit, std::chrono::seconds{60});
}

TEST_F(Change, OvertakenByANewerOneSaysSo) {
  bench.phone.on_sync = [](PhoneState&) -> Result<SyncReport> { return SyncReport{1, 0, 1, {}, 0}; };
  const auto ran = bench.facet({"group", "rank", "Family", "2"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_THAT(ran.err, HasSubstr("a newer change"));
}

TEST_F(Change, OfMembersTakesNumbersOfTheRegionAndNames) {
  const auto ran =
      bench.facet({"group", "add", "同事", "138 0013 8002", "bob", "王小明", "+49 151 12345678", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.json()["added"], nlohmann::json({"8613800138002", "4915112345678", "8613800138001"}));
  EXPECT_THAT(bench.phone.groups[1].members, ElementsAre(UserId{8613800138002}, kBob, kXiaoming));
}

TEST_F(Change, OfMembersMayBeUntilADate) {
  const auto ran = bench.facet({"group", "add", "同事", "Bob", "--until", "2026-12-24T18:00"});
  EXPECT_EQ(ran.out, "同事: added 1 until 2026-12-24 18:00 — delivered\n") << ran.err;
  EXPECT_EQ(bench.phone.groups[1].untils.at(kBob), at("2026-12-24T18:00"));
  EXPECT_EQ(bench.facet({"group", "add", "同事", "王小明", "--for", "2h", "--json"}).json()["until"],
            "2026-11-23T14:00:00Z");
  EXPECT_EQ(bench.facet({"group", "list", "同事"}).out,
            "Name    Number             Until\n"
            "Bob     +49 1511 2345678   2026-12-24 18:00\n"
            "王小明  +86 138 0013 8001  14:00\n");
  EXPECT_EQ(bench.facet({"group", "list", "Family"}).out,
            "Name  Number\n"
            "Bob   +49 1511 2345678\n");
  EXPECT_EQ(bench.facet({"group", "add", "同事", "Bob", "--until", "18:00", "--for", "1h"}).exit, 2);
  EXPECT_EQ(bench.facet({"group", "add", "同事", "Bob", "--until", "2026-01-01T00:00"}).exit, 2);
}

TEST_F(Change, OfMembersIsAllOrNothing) {
  bench.phone.contacts.push_back({UserId{4915100000001}, "Bob"});
  const std::pair<const char*, const char*> cases[] = {
      {"Bob", "+49 1511 2345678, +49 1510 0000001"},
      {"Bobb", "no contact 'Bobb'. Did you mean 'Bob'?"},
      {"12", "too short"},
      {"110", "service number"},
  };
  for (const auto& [person, message] : cases) {
    const auto ran = bench.facet({"group", "add", "同事", "王小明", person});
    EXPECT_EQ(ran.exit, 2) << person;
    EXPECT_THAT(ran.err, HasSubstr(message)) << person;
  }
  EXPECT_THAT(bench.phone.groups[1].members, IsEmpty());
}

TEST_F(Change, OfMembersRemovesOnlyWhoIsThere) {
  const auto missing = bench.facet({"group", "remove", "Family", "Bob", "王小明"});
  EXPECT_EQ(missing.exit, 2);
  EXPECT_THAT(missing.err, HasSubstr("+86 138 0013 8001 is not in 'Family'"));
  EXPECT_THAT(bench.phone.groups[0].members, ElementsAre(kBob));
  EXPECT_EQ(bench.facet({"group", "remove", "Family", "Bob"}).out, "Family: removed 1 — delivered\n");
  EXPECT_THAT(bench.phone.groups[0].members, IsEmpty());
}

// `other` is everybody else: it has no list, and nobody can be taken out of it.
TEST_F(Change, OfOtherHasNoMembers) {
  EXPECT_EQ(bench.facet({"group", "list", "other"}).out, "other: everybody who is in none of your groups\n");
  EXPECT_THAT(bench.facet({"group", "remove", "other", "Bob"}).err, Not(HasSubstr("shows who is")));
}

TEST_F(Change, OfAGroup) {
  EXPECT_EQ(bench.facet({"group", "create", "Work", "--rank", "7"}).out, "Work: created — delivered\n");
  EXPECT_EQ(bench.phone.groups[2].rank, 7);
  EXPECT_EQ(bench.facet({"group", "rank", "work", "9"}).out, "Work: rank 9 — delivered\n");
  EXPECT_EQ(bench.phone.groups[2].rank, 9);
  EXPECT_EQ(bench.facet({"group", "rename", "Work", "Office"}).out, "Work: now called Office — delivered\n");
  EXPECT_EQ(bench.facet({"group", "delete", "Office"}).out,
            "Office: deleted; its 0 members stay your contacts — delivered\n");
  EXPECT_EQ(bench.phone.groups.size(), 2U);
  const auto again = bench.facet({"group", "create", "Family"});
  EXPECT_EQ(again.exit, 1);
  EXPECT_THAT(again.err, HasSubstr("`facet group add`"));
}

TEST_F(Change, ToARankOutOfRangeIsRefused) {
  for (const char* rank : {"0", "1001", "x", "1.5"}) {
    EXPECT_EQ(bench.facet({"group", "rank", "Family", rank}).exit, 2) << rank;
    EXPECT_EQ(bench.facet({"group", "create", "New", "--rank", rank}).exit, 2) << rank;
  }
  EXPECT_EQ(bench.phone.groups[0].rank, 1);
  EXPECT_EQ(bench.phone.groups.size(), 2U);
}

}  // namespace
}  // namespace facet::cli
