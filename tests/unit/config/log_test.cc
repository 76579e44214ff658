#include "resolver/log/log.h"

#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <sstream>
#include <thread>

#include "resolver/log/counters.h"
#include "resolver/log/pseudonym.h"

namespace facet::resolver {
namespace {

using namespace std::chrono_literals;

class LogTest : public testing::Test {
 protected:
  LogOptions options(LogLevel level, LogFormat format) {
    return {.level = level, .format = format, .to = &lines_, .now = [this] { return now_; }};
  }
  // Everything after the time, which is checked and cut off.
  std::string line() {
    const std::string all = lines_.str();
    lines_.str("");
    static const std::regex kTime(R"(^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z )");
    EXPECT_TRUE(std::regex_search(all, kTime)) << all;
    return all.substr(std::min<std::size_t>(all.size(), 25));
  }

  std::ostringstream lines_;
  std::chrono::steady_clock::time_point now_{};
};

// One event, its fields in the order given; quotes only where a reader needs them.
TEST_F(LogTest, TextIsLogfmt) {
  Log log(options(LogLevel::info, LogFormat::text));
  log.info("connected", {{"broker", "127.0.0.1:1883"},
                         {"present", true},
                         {"count", 3},
                         {"big", 1ULL << 63},
                         {"ms", 1.5},
                         {"why", "not authorized"},
                         {"none", ""},
                         {"eq", std::string("a=b")}});
  EXPECT_EQ(line(),
            "info connected broker=127.0.0.1:1883 present=true count=3 big=9223372036854775808 ms=1.5 "
            "why=\"not authorized\" none=\"\" eq=\"a=b\"\n");
}

// The same as one JSON object a line.
TEST_F(LogTest, JsonIsOneObjectALine) {
  Log log(options(LogLevel::info, LogFormat::json));
  log.warning("lost", {{"why", "a \"quoted\" \\ thing"}, {"count", -3}, {"nan", std::nan("")}});
  const std::string all = lines_.str();
  static const std::regex kLine(
      R"re(^\{"time":"\d{4}-\d\d-\d\dT[0-9:.]{12}Z","level":"warning","event":"lost",)re"
      R"re("why":"a \\"quoted\\" \\\\ thing","count":-3,"nan":null\}\n$)re");
  EXPECT_TRUE(std::regex_match(all, kLine)) << all;
}

// Bytes of a stranger cannot begin a new line, forge a field or break the JSON.
TEST_F(LogTest, HostileTextStaysInItsField) {
  const std::string hostile = "a\nfake event=1 \"\x1b[2J\xff";
  {
    Log log(options(LogLevel::info, LogFormat::text));
    log.info("refused", {{"why", hostile}});
    EXPECT_EQ(line(), "info refused why=\"a\\\\x0afake event=1 \\\"\\\\x1b[2J\\\\xff\"\n");
  }
  Log log(options(LogLevel::info, LogFormat::json));
  log.info("refused", {{"why", hostile}});
  EXPECT_NE(lines_.str().find(R"("why":"a\\x0afake event=1 \"\\x1b[2J\\xff")"), std::string::npos)
      << lines_.str();
}

// Long text is cut, and not in the middle of a character.
TEST_F(LogTest, LongTextIsCut) {
  Log log(options(LogLevel::info, LogFormat::text));
  std::string text(kLogTextBytes - 1, 'x');
  text += "\xC3\xA4 and more";
  log.info("e", {{"t", text}});
  EXPECT_EQ(line(), "info e t=" + std::string(kLogTextBytes - 1, 'x') + "...\n");
}

// Levels below the chosen one are not written.
TEST_F(LogTest, LevelsFilter) {
  Log log(options(LogLevel::warning, LogFormat::text));
  log.debug("a");
  log.info("b");
  EXPECT_EQ(lines_.str(), "");
  log.warning("c");
  EXPECT_EQ(line(), "warning c\n");
  log.error("d");
  EXPECT_EQ(line(), "error d\n");
  EXPECT_FALSE(log.enabled(LogLevel::info));
  EXPECT_TRUE(log.enabled(LogLevel::error));
}

// A phone number stands in debug lines only; elsewhere the same person has the same name in every line,
// another person another one, and it cannot be found by trying all numbers, because another process names
// otherwise.
TEST_F(LogTest, NumbersAreForDebugOnly) {
  const UserId alice{8'613'800'138'000};
  const UserId bob{8'613'800'138'001};
  Log log(options(LogLevel::debug, LogFormat::text));
  log.info("a", {{"user", alice}});
  const std::string first = line();
  EXPECT_TRUE(std::regex_match(first, std::regex("info a user=u-[0-9a-f]{8}\n"))) << first;
  log.info("a", {{"user", alice}});
  EXPECT_EQ(line(), first);
  log.info("a", {{"user", bob}});
  EXPECT_NE(line(), first);
  log.debug("a", {{"user", alice}});
  const std::string name = first.substr(12, 10);
  EXPECT_EQ(line(), "debug a user=8613800138000/" + name + "\n");

  Log other(options(LogLevel::debug, LogFormat::text));
  other.info("a", {{"user", alice}});
  EXPECT_NE(line(), first);
  for (const auto write : {&Log::info, &Log::warning, &Log::error}) {
    (log.*write)("a", {{"user", alice}, {"topic", Private{"facet/v1/up/8613800138000/1/status"}}});
    EXPECT_EQ(line().find("86138"), std::string::npos);
  }
  log.debug("a", {{"topic", Private{"facet/v1/up/8613800138000/1/status"}}});
  EXPECT_EQ(line(), "debug a topic=facet/v1/up/8613800138000/1/status\n");
}

// A flood of one event is a few lines a minute and a number; other events are not held up by it.
TEST_F(LogTest, FloodsAreCounted) {
  Log log(options(LogLevel::info, LogFormat::text));
  for (int i = 0; i < 100; ++i) log.limited(LogLevel::warning, 2, "flood", {{"i", i}});
  EXPECT_EQ(line().substr(0, 18), "warning flood i=0\n");
  log.limited(LogLevel::info, 2, "other");
  EXPECT_EQ(line(), "info other\n");
  now_ += 59s;
  log.limited(LogLevel::warning, 2, "flood");
  EXPECT_EQ(lines_.str(), "");
  now_ += 1s;
  log.limited(LogLevel::warning, 2, "flood");
  EXPECT_EQ(line(), "warning flood suppressed=99\n");
  log.limited(LogLevel::warning, 2, "flood");
  EXPECT_EQ(line(), "warning flood\n");
}

// What is held back when the process ends is told then.
TEST_F(LogTest, TheEndTellsWhatWasHeldBack) {
  {
    Log log(options(LogLevel::info, LogFormat::text));
    for (int i = 0; i < 5; ++i) log.limited(LogLevel::warning, 1, "flood");
    line();
  }
  EXPECT_EQ(line(), "warning lines_suppressed of=flood suppressed=4\n");
}

// Lines of several threads do not mix.
TEST_F(LogTest, LinesAreWhole) {
  {
    Log log(options(LogLevel::info, LogFormat::text));
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&log] {
        for (int i = 0; i < 200; ++i) log.info("event", {{"text", "some words"}, {"user", UserId{7}}});
      });
    }
  }
  std::istringstream lines(lines_.str());
  static const std::regex kLine(R"(^\S+Z info event text="some words" user=u-[0-9a-f]{8}$)");
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count)
    ASSERT_TRUE(std::regex_match(line, kLine)) << line;
  EXPECT_EQ(count, 800);
}

TEST(LogWords, AreParsed) {
  EXPECT_EQ(parse_log_level("warning"), LogLevel::warning);
  EXPECT_EQ(parse_log_level("Warning"), std::nullopt);
  EXPECT_EQ(parse_log_format("json"), LogFormat::json);
  EXPECT_EQ(parse_log_format(""), std::nullopt);
}

// The same name is the same counter; a snapshot holds all of them by name.
TEST(CountersTest, CountAndSnapshot) {
  Counters counters;
  Counter& sent = counters.counter("bus.sent");
  counters.counter("alpha").set(7);
  std::vector<std::jthread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1'000; ++i) counters.counter("bus.sent").add();
    });
  }
  threads.clear();
  EXPECT_EQ(&counters.counter("bus.sent"), &sent);
  EXPECT_EQ(counters.snapshot(), (Counters::Snapshot{{"alpha", 7}, {"bus.sent", 4'000}}));
}

}  // namespace
}  // namespace facet::resolver
