#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "client/cli/catalogue_zh.h"
#include "client/cli/exit_code.h"
#include "client/cli/mo_catalogue.h"
#include "client/cli/tr.h"
#include "client/cli/words.h"
#include "client/lib/contacts/errors.h"
#include "schemas/activity.h"
#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using test::Bench;
using testing::HasSubstr;
using Env = std::map<std::string, std::string>;

struct InChinese {
  InChinese() { use_language(Language::chinese); }
  ~InChinese() { use_language(Language::english); }
};

struct Case {
  std::optional<std::string_view> option;
  Env env;
  Language language;
};

TEST(Language, IsTheOptionThenTheEnvironment) {
  const Case cases[] = {
      {{}, {}, Language::english},
      {{}, {{"LANG", "zh_CN.UTF-8"}}, Language::chinese},
      {{}, {{"LANG", "zh"}}, Language::chinese},
      {{}, {{"LANG", "zh-Hans"}}, Language::chinese},
      {{}, {{"LANG", "zha"}}, Language::english},
      {{}, {{"LANG", "de_DE.UTF-8"}}, Language::english},
      {{}, {{"LANG", "zh_CN"}, {"LC_MESSAGES", "C"}}, Language::english},
      {{}, {{"LC_MESSAGES", "C"}, {"LC_ALL", "zh_CN"}}, Language::chinese},
      {{}, {{"LC_ALL", ""}, {"LANG", "zh_CN"}}, Language::chinese},
      {{}, {{"FACET_LANG", "en"}, {"LC_ALL", "zh_CN"}}, Language::english},
      {"zh", {{"FACET_LANG", "en"}}, Language::chinese},
      {"en", {{"LANG", "zh_CN"}}, Language::english},
  };
  for (const auto& [option, env, language] : cases) {
    const auto lookup = [&env = env](const char* name) {
      const auto found = env.find(name);
      return found == env.end() ? std::nullopt : std::optional{found->second};
    };
    EXPECT_EQ(language_of(option, lookup), language) << env.size();
  }
}

// The places in braces, in any order: a translation with another one would fail when it is shown.
std::multiset<std::string> places(std::string_view text) {
  std::multiset<std::string> found;
  for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
    const std::size_t end = text.find('}', at);
    if (end != std::string_view::npos && end - at <= 2) found.emplace(text.substr(at, end - at + 1));
  }
  return found;
}

TEST(Catalogue, EveryTranslationFillsTheSamePlaces) {
  const auto catalogue = MoCatalogue::open(catalogue_zh());
  ASSERT_TRUE(catalogue);
  EXPECT_GT(catalogue->size(), 200U);
  for (std::size_t i = 1; i < catalogue->size(); ++i) {
    const auto [message, translation] = catalogue->entry(i);
    const std::set<std::string> wanted = [&, text = message] {
      const auto all = places(text);
      return std::set<std::string>(all.begin(), all.end());
    }();
    const auto there = places(translation);
    EXPECT_EQ(std::set<std::string>(there.begin(), there.end()), wanted) << message;
    EXPECT_STREQ(catalogue->find(message), translation);
  }
  EXPECT_EQ(catalogue->find("no message of ours"), nullptr);
}

TEST(Catalogue, RefusesWhatIsNone) {
  const std::string good{catalogue_zh()};
  EXPECT_FALSE(MoCatalogue::open(""));
  EXPECT_FALSE(MoCatalogue::open(std::string(28, '\0')));
  for (const std::size_t size : {std::size_t{27}, std::size_t{100}, good.size() - 1}) {
    EXPECT_FALSE(MoCatalogue::open(std::string_view{good}.substr(0, size))) << size;
  }
}

// client/lib/contacts speaks English; its sentences stand in the catalogue by hand.
TEST(Catalogue, KnowsEveryErrorOfAnAddressBook) {
  const InChinese chinese;
  for (int code = 1; code <= static_cast<int>(contacts::errc::impossible_length); ++code) {
    const std::string message = make_error_code(static_cast<contacts::errc>(code)).message();
    EXPECT_NE(tr(message.c_str()), message);
  }
}

TEST(Words, EveryActivityHasItsOwnInBothLanguages) {
  std::set<std::string> english;
  std::set<std::string> chinese;
  for (const Activity activity : kKnownActivities) {
    english.insert(shown(activity));
    const InChinese now;
    chinese.insert(shown(activity));
  }
  EXPECT_EQ(english.size(), std::size(kKnownActivities));
  EXPECT_EQ(chinese.size(), std::size(kKnownActivities));
  EXPECT_EQ(shown(Activity::available), "Standby");
  EXPECT_EQ(shown(static_cast<Activity>(42)), "Busy (unknown kind)");
  EXPECT_EQ(shown(Activity::unset), "Unknown");
}

TEST(Chinese, IsSpokenToPeople) {
  Bench bench;
  bench.phone.add_group("家人");
  EXPECT_EQ(bench.facet({"--lang", "zh", "status", "set", "meeting", "-g", "家人", "--until", "18:00"}).out,
            "家人：会议中 直到 18:00 — 已送达\n");
  EXPECT_THAT(bench.facet({"group", "list", "家入", "--lang=zh"}).err, HasSubstr("您是不是要找“家人”？"));
  EXPECT_THAT(bench.facet({"--lang", "zh", "--help"}).out, HasSubstr("退出码"));
  EXPECT_THAT(bench.facet({"--lang", "zh", "status", "set", "--help"}).out, HasSubstr("选项"));
}

TEST(Chinese, IsNotSpokenToPrograms) {
  Bench bench;
  bench.phone.add_group("家人");
  const auto json = bench.facet({"--lang", "zh", "--json", "status", "set", "meeting", "--all"}).json();
  EXPECT_EQ(json["setting"]["activity"], "meeting");
  EXPECT_EQ(json["delivery"]["state"], "delivered");
}

}  // namespace
}  // namespace facet::cli
