#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using nlohmann::json;
using test::at;
using test::Bench;

const UserId kBob{4915112345678};

class JsonForm : public testing::Test {
 protected:
  JsonForm() {
    bench.env["LANG"] = "zh_CN.UTF-8";  // which must not be seen in any of them
    bench.phone.contacts = {{kBob, "Bob"}};
    auto& group = bench.phone.add_group("Family", {kBob});
    group.base = {Activity::free, "", kNoTime, at("2026-11-20T08:00")};
    group.temporary = Setting{Activity::driving, "A9", at("2026-11-23T13:00"), at("2026-11-23T11:00")};
  }
  Bench bench;
};

constexpr const char* kFamily = R"({"id":"1","name":"Family","rank":1,"members":1,
  "setting":{"activity":"driving","note":"A9","until":"2026-11-23T13:00:00Z","changed_at":"2026-11-23T11:00:00Z"},
  "base":{"activity":"free","note":"","until":null,"changed_at":"2026-11-20T08:00:00Z"},
  "temporary":{"activity":"driving","note":"A9","until":"2026-11-23T13:00:00Z","changed_at":"2026-11-23T11:00:00Z"}})";
constexpr const char* kOthers =
    R"({"id":"0","name":"other","rank":null,"members":0,"setting":null,"base":null,"temporary":null})";

TEST_F(JsonForm, OfStatus) {
  bench.phone.waiting = 2;
  EXPECT_EQ(bench.facet({"status", "--json"}).json(),
            (json{{"ok", true},
                  {"user", "8613800138000"},
                  {"device", "7"},
                  {"groups", {json::parse(kFamily), json::parse(kOthers)}},
                  {"overrides", json::array()},
                  {"waiting", 2},
                  {"erased_at", nullptr}}));
}

TEST_F(JsonForm, OfAnExpiredSettingIsTheBaseAgain) {
  bench.now = at("2026-11-23T13:00");
  EXPECT_EQ(bench.facet({"status", "--json"}).json()["groups"][0]["setting"]["activity"], "free");
}

TEST_F(JsonForm, OfGroups) {
  EXPECT_EQ(bench.facet({"group", "list", "--json"}).json()["groups"][0], json::parse(kFamily));
  const json one = bench.facet({"group", "list", "family", "--json"}).json();
  EXPECT_EQ(one["group"]["members"],
            json::parse(R"([{"number":"4915112345678","name":"Bob","until":null}])"));
}

TEST_F(JsonForm, OfContacts) {
  EXPECT_EQ(bench.facet({"contacts", "list", "--json"}).json(),
            json::parse(R"({"ok":true,"contacts":[{"number":"4915112345678","name":"Bob"}]})"));
}

TEST_F(JsonForm, OfASetStatus) {
  EXPECT_EQ(bench.facet({"status", "set", "busy", "-g", "Family", "--for", "1h", "--json"}).json(),
            json::parse(R"({"all":false,"groups":["Family"],
      "setting":{"activity":"busy","note":"","until":"2026-11-23T13:00:00Z","changed_at":null},"ok":true,
      "delivery":{"state":"delivered","accepted":1,"stale":0,"refused":[],"waiting":0}})"));
}

TEST_F(JsonForm, OfViewsTellsUnknownFromOff) {
  bench.phone.views = {
      {kBob, "Bob", View{Activity::off, "", kNoTime, kNoTime}},
      {UserId{33123456789}, "", std::nullopt},
      {UserId{33123456780}, "New", View{static_cast<Activity>(42), "?", at("2026-11-23T11:00"), kNoTime}}};
  EXPECT_EQ(bench.facet({"watch", "--once", "--json"}).json()["views"], json::parse(R"([
      {"number":"4915112345678","name":"Bob","view":{"activity":"off","note":"","changed_at":null,"until":null}},
      {"number":"33123456789","name":"","view":null},
      {"number":"33123456780","name":"New","view":{"activity":"unknown","activity_number":42,"note":"?",
       "changed_at":"2026-11-23T11:00:00Z","until":null}}])"));
}

TEST_F(JsonForm, OfAnswers) {
  bench.phone.on_ask = [](const std::vector<UserId>& asked) -> Result<std::vector<Answer>> {
    return std::vector<Answer>{{asked.at(0), View{Activity::meeting, "", kNoTime, kNoTime}}};
  };
  EXPECT_EQ(bench.facet({"ask", "Bob", "--json"}).json(), json::parse(R"({"ok":true,"answers":[
      {"presentity":"4915112345678","view":{"activity":"meeting","note":"","changed_at":null,"until":null}}]})"));
}

// The server takes 64 at a time.
TEST_F(JsonForm, OfManyAnswersIsInTheOrderAsked) {
  std::vector<std::size_t> sizes;
  bench.phone.on_ask = [&](const std::vector<UserId>& asked) -> Result<std::vector<Answer>> {
    sizes.push_back(asked.size());
    std::vector<Answer> answers;
    for (const UserId one : asked) answers.push_back({one, View{Activity::free, "", kNoTime, kNoTime}});
    return answers;
  };
  std::vector<std::string> numbers;
  for (int i = 79; i >= 10; --i) numbers.push_back("+49151123456" + std::to_string(i));
  std::vector<const char*> words{"--json", "ask"};
  for (const std::string& number : numbers) words.push_back(number.c_str());
  words.push_back(numbers.front().c_str());  // nobody is asked twice
  const json answers = bench.facet(words).json()["answers"];
  ASSERT_EQ(answers.size(), numbers.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    EXPECT_EQ(answers[i]["presentity"], numbers[i].substr(1));
  }
  EXPECT_EQ(sizes, (std::vector<std::size_t>{limits::kPresentitiesPerRequest, 6}));
}

// One object and nothing else, also where people would be told something.
TEST_F(JsonForm, IsOneLineOfEveryCommand) {
  bench.phone.on_ask = [](const auto&) -> Result<std::vector<Answer>> { return std::vector<Answer>{}; };
  const std::vector<const char*> commands[] = {
      {"contacts", "list", "--json"},
      {"group", "list", "--json"},
      {"group", "create", "New", "--json"},
      {"group", "rank", "New", "5", "--json"},
      {"group", "add", "New", "Bob", "--json"},
      {"group", "remove", "New", "Bob", "--json"},
      {"group", "rename", "New", "Newer", "--json"},
      {"group", "delete", "Newer", "--json"},
      {"status", "--json"},
      {"status", "set", "free", "--all", "--json"},
      {"watch", "--once", "--json"},
      {"ask", "Bob", "--json"},
      {"sync", "--json"},
      {"group", "list", "Nobody", "--json"},
      {"nonsense", "--json"},
      {"status", "set", "--json"},
  };
  for (const auto& words : commands) {
    const auto ran = bench.facet(words);
    EXPECT_EQ(std::count(ran.out.begin(), ran.out.end(), '\n'), 1) << ran.out;
    EXPECT_EQ(ran.json()["ok"], ran.exit == 0) << ran.out;
  }
}

}  // namespace
}  // namespace facet::cli
