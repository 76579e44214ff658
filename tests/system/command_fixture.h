#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/system/people.h"
#include "tests/system/site.h"

// The `facet` command as a person uses it: built, with a profile folder for each phone, against a real broker
// and resolver.
namespace facet::system_test {

using Json = nlohmann::json;

class Command : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(site_.ready()) << site_.resolver_log(); }

  std::string profile(const std::string& name) const { return site_.path() / ("phone-" + name); }
  Ran facet(const std::string& who, std::vector<std::string> arguments) const {
    std::vector<std::string> argv{FACET_COMMAND, "--profile", profile(who), "--lang", "en"};
    argv.insert(argv.end(), arguments.begin(), arguments.end());
    return run(argv);
  }
  Json json(const std::string& who, std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "--json");
    const Ran ran = facet(who, std::move(arguments));
    Json parsed = Json::parse(ran.out, nullptr, false);
    EXPECT_FALSE(parsed.is_discarded()) << ran.out << ran.err;
    return parsed;
  }
  void init(const std::string& who, UserId number) const {
    const Ran ran = run({FACET_COMMAND, "--profile", profile(who), "init", "--number", "+" + number.digits(),
                         "--region", "CN", "--broker", "127.0.0.1:" + std::to_string(site_.port())},
                        {}, {"FACET_PASSWORD=" + password_of(number.digits())});
    ASSERT_EQ(ran.status, 0) << ran.out << ran.err;
  }
  // What the person is shown of `of`, after asking the server for everything: the activity, or "".
  std::string seen(const std::string& who, UserId of) const {
    const Ran ran = facet(who, {"--json", "watch", "--once"});
    const Json all = Json::parse(ran.out, nullptr, false);
    if (all.is_discarded()) return "unreadable: " + ran.out + ran.err;
    for (const auto& view : all.is_array() ? all : all.value("contacts", all.value("views", Json::array()))) {
      if (view.value("number", "") == of.digits() && !view["view"].is_null()) return view["view"]["activity"];
    }
    return "";
  }

  Site site_{{kAlice, kBob, kCarol}};
};

}  // namespace facet::system_test
