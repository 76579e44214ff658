#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using test::Bench;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(CommandLine, HelpOfEveryCommandHasExamples) {
  Bench bench;
  const std::vector<const char*> commands[] = {
      {"init", "--help"},
      {"contacts", "import", "--help"},
      {"contacts", "list", "--help"},
      {"group", "list", "--help"},
      {"group", "create", "--help"},
      {"group", "add", "--help"},
      {"group", "remove", "--help"},
      {"group", "rank", "--help"},
      {"group", "rename", "--help"},
      {"group", "delete", "--help"},
      {"status", "--help"},
      {"status", "set", "--help"},
      {"status", "clear", "--help"},
      {"watch", "--help"},
      {"ask", "--help"},
      {"blocked", "--help"},
      {"automatic", "--help"},
      {"schedule", "list", "--help"},
      {"schedule", "add", "--help"},
      {"schedule", "remove", "--help"},
      {"zone", "--help"},
      {"call", "--help"},
      {"call", "start", "--help"},
      {"call", "end", "--help"},
      {"log", "--help"},
      {"export", "--help"},
      {"account", "erase", "--help"},
      {"sync", "--help"},
      {"decode", "--help"},
  };
  for (const auto& words : commands) {
    const auto ran = bench.facet(words);
    EXPECT_EQ(ran.exit, 0);
    EXPECT_THAT(ran.out, HasSubstr("Examples:\n  ")) << *words.begin();
    EXPECT_THAT(ran.err, IsEmpty());
  }
  EXPECT_EQ(bench.phone.opened, 0);
}

TEST(CommandLine, HelpTellsTheExitCodes) {
  Bench bench;
  const auto ran = bench.facet({"--help"});
  EXPECT_EQ(ran.exit, 0);
  for (const char* code : {"  0  ", "  1  ", "  2  ", "  3  ", "  4  ", "  5  "})
    EXPECT_THAT(ran.out, HasSubstr(code));
  EXPECT_THAT(bench.facet({"--version"}).out, testing::MatchesRegex("facet [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST(CommandLine, HelpSortsTheCommandsByWhatTheyAreFor) {
  Bench bench;
  const auto all = bench.facet({"--help"}).out;
  std::size_t at = 0;
  for (const char* word :
       {"\nSetting up:", "\n  init ", "\nWhat you show:", "\n  schedule ", "\nWho sees it:", "\n  blocked ",
        "\nWhat you are shown:", "\n  watch ", "\nServer and data:", "\n  export "}) {
    const auto next = all.find(word, at);
    ASSERT_NE(next, std::string::npos) << word << all;
    at = next;
  }
  EXPECT_THAT(bench.facet({"group", "--help"}).out, HasSubstr("\nCommands:"));
  EXPECT_THAT(bench.facet({"--lang", "zh", "group", "add", "--help"}).out, Not(HasSubstr("Options")));
}

TEST(CommandLine, AMistakeIsAnsweredWithTheNextStep) {
  Bench bench;
  const std::pair<std::vector<const char*>, const char*> cases[] = {
      {{}, "`facet --help` shows how."},
      {{"stauts"}, "Did you mean 'status'?"},
      {{"group"}, "`facet group --help` shows how."},
      {{"group", "creat", "x"}, "Did you mean 'create'?"},
      {{"status", "set", "free", "--gruop", "x"}, "Did you mean '--group'?"},
      {{"status", "--jsn"}, "Did you mean '--json'?"},
      {{"group", "add", "Family"}, "NUMBER is required. `facet group add --help` shows how."},
      {{"--timeout", "0", "sync"}, "--timeout"},
      {{"--timeout", "x", "sync"}, "--timeout"},
      {{"--lang", "fr", "sync"}, "--lang"},
  };
  for (const auto& [words, message] : cases) {
    const auto ran = bench.facet(words);
    EXPECT_EQ(ran.exit, 2) << message;
    EXPECT_THAT(ran.err, HasSubstr(message));
    EXPECT_THAT(ran.out, IsEmpty());
  }
  EXPECT_EQ(bench.phone.opened, 0);
}

TEST(CommandLine, GlobalOptionsMayStandAnywhere) {
  Bench bench;
  const std::vector<const char*> places[] = {
      {"--json", "group", "list"}, {"group", "--json", "list"}, {"group", "list", "--json"}};
  for (const auto& words : places) {
    EXPECT_EQ(bench.facet(words).json()["ok"], true);
  }
}

TEST(CommandLine, BracketsInANoteAreText) {
  Bench bench;
  bench.phone.add_group("Family");
  EXPECT_EQ(bench.facet({"status", "set", "free", "-g", "Family", "--note", "[a,b] {c}"}).exit, 0);
  EXPECT_EQ(bench.phone.set.at(0).second.note, "[a,b] {c}");
}

TEST(CommandLine, ColoursStandOnATerminalWithoutNoColor) {
  Bench bench;
  auto& group = bench.phone.add_group("Family");
  group.base.activity = Activity::busy;
  EXPECT_THAT(bench.facet({"status"}).out, Not(HasSubstr("\033[")));
  bench.terminal = true;
  EXPECT_THAT(bench.facet({"status"}).out, HasSubstr("\033[31mBusy"));
  bench.env["NO_COLOR"] = "1";
  EXPECT_THAT(bench.facet({"status"}).out, Not(HasSubstr("\033[")));
  bench.env["NO_COLOR"] = "";
  bench.env["TERM"] = "dumb";
  EXPECT_THAT(bench.facet({"status"}).out, Not(HasSubstr("\033[")));
}

TEST(CommandLine, StatusTellsWhatStillWaits) {
  Bench bench;
  bench.phone.waiting = 3;
  EXPECT_THAT(bench.facet({"status"}).out, HasSubstr("not yet acknowledged by the server: 3; `facet sync`"));
  bench.phone.waiting = 0;
  EXPECT_THAT(bench.facet({"status"}).out, Not(HasSubstr("acknowledged")));
}

}  // namespace
}  // namespace facet::cli
