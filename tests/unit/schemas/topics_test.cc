#include "schemas/topics.h"

#include <gtest/gtest.h>

namespace facet::topics {
namespace {

constexpr UserId kUser{8613800138000};
constexpr UserId kLongest{999'999'999'999'999};

struct Row {
  std::string text;
  Topic topic;
};

const Row kTable[] = {
    {"facet/v1/up/8613800138000/7/groups", Up{kUser, DeviceId{7}, UpKind::groups}},
    {"facet/v1/up/8613800138000/65535/status", Up{kUser, DeviceId{65535}, UpKind::status}},
    {"facet/v1/up/1/1/device", Up{UserId{1}, DeviceId{1}, UpKind::device}},
    {"facet/v1/up/999999999999999/7/ask", Up{kLongest, DeviceId{7}, UpKind::ask}},
    {"facet/v1/up/8613800138000/7/watch", Up{kUser, DeviceId{7}, UpKind::watch}},
    {"facet/v1/up/8613800138000/7/account", Up{kUser, DeviceId{7}, UpKind::account}},
    {"facet/v1/up/8613800138000/7/query", Up{kUser, DeviceId{7}, UpKind::query}},
    {"facet/v1/in/1/999999999999999", In{UserId{1}, kLongest}},
    {"facet/v1/own/8613800138000/0", Own{kUser, kOther}},
    {"facet/v1/own/8613800138000/4294967295", Own{kUser, kEveryGroup}},
    {"facet/v1/own/8613800138000/3/members", OwnMembers{kUser, GroupId{3}}},
    {"facet/v1/re/8613800138000/7", Re{kUser, DeviceId{7}}},
    {"facet/v1/link/8613800138000/7", Link{kUser, DeviceId{7}}},
    {"$CONTROL/facet/v1/fanout", FanOut{}},
    {"facet/v1/ops/resolver/main/health", Ops{"resolver/main/health"}},
};

TEST(Topics, AreBuiltAndTakenApart) {
  for (const Row& row : kTable) {
    EXPECT_EQ(build(row.topic), row.text);
    EXPECT_EQ(parse(row.text), std::optional{row.topic}) << row.text;
  }
}

std::vector<std::string> hostile() {
  using namespace std::string_literals;
  return {
      "",
      "/",
      "facet",
      "facet/v1",
      "facet/v1/",
      "facet/v1//",
      "facet/v2/in/1/2",
      "Facet/v1/in/1/2",
      "/facet/v1/in/1/2",
      " facet/v1/in/1/2",
      "facet/v1/in/1/2 ",
      "facet/v1/in/1/2/",
      "facet/v1/in//2",
      "facet/v1/in/1",
      "facet/v1/in/1/",
      "facet/v1/in/1/2/3",
      "facet/v1/in/+/2",
      "facet/v1/in/1/+",
      "facet/v1/in/1/#",
      "facet/v1/#",
      "#",
      "+/v1/in/1/2",
      "facet/v1/in/01/2",
      "facet/v1/in/1/02",
      "facet/v1/in/0/2",
      "facet/v1/in/00/2",
      "facet/v1/in/-1/2",
      "facet/v1/in/+1/2",
      "facet/v1/in/1e3/2",
      "facet/v1/in/0x1/2",
      "facet/v1/in/1.0/2",
      "facet/v1/in/1 /2",
      "facet/v1/in/ 1/2",
      "facet/v1/in/1000000000000000/2",
      "facet/v1/in/1/9999999999999999",
      "facet/v1/in/18446744073709551617/2",
      "facet/v1/in/99999999999999999999999999999999/2",
      "facet/v1/in/１/2",
      "facet/v1/in/٣/2",
      "facet/v1/in/1\0/2"s,
      "facet/v1/in/1/2\0"s,
      "\0"s,
      "facet/v1/in/1\0002/2"s,
      "facet/v1/in/1/2\n",
      "facet/v1/in/a/2",
      "facet/v1/IN/1/2",
      "facet/v1/up/1/1",
      "facet/v1/up/1/1/",
      "facet/v1/up/1/1/group",
      "facet/v1/up/1/1/groups/",
      "facet/v1/up/1/1/groups/1",
      "facet/v1/up/1/0/groups",
      "facet/v1/up/1/65536/groups",
      "facet/v1/up/1/+/groups",
      "facet/v1/up/1/1/+",
      "facet/v1/up/1/1/#",
      "facet/v1/up/1/1/GROUPS",
      "facet/v1/own/1/4294967296",
      "facet/v1/own/1/00",
      "facet/v1/own/1/1/member",
      "facet/v1/own/1/1/members/",
      "facet/v1/own/1//members",
      "facet/v1/own/1/+/members",
      "facet/v1/in/1/2/members",
      "facet/v1/re/1/0",
      "facet/v1/re/1/1/members",
      "facet/v1/link/1/70000",
      "facet/v1/link/1/+",
      "$CONTROL/facet/v1/fanout/",
      "$CONTROL/facet/v1/fanou",
      "$CONTROL/facet/v1/fanout/1",
      "$control/facet/v1/fanout",
      "$CONTROL/+/v1/fanout",
      "$SYS/broker",
      "$share/g/facet/v1/in/1/2",
      "facet/v1/ops",
      "facet/v1/ops/",
      "facet/v1/ops/#",
      "facet/v1/ops/+/x",
      "facet/v1/ops//x",
      "facet/v1/ops/x/",
      "facet/v1/ops/x//y",
      "facet/v1/ops/x\0y"s,
      "facet/v1/ops/x\ny",
      "facet/v1/ops/é",
      std::string(70'000, '/'),
      "facet/v1/in/" + std::string(70'000, '1') + "/2",
  };
}

TEST(Topics, EverythingElseIsNoneOfOurs) {
  for (const auto& text : hostile()) EXPECT_EQ(parse(text), std::nullopt) << text.substr(0, 80);
  for (const char* kind : {"watches", "Query", "account ", "queries", "erase"}) {
    EXPECT_EQ(parse(std::string{"facet/v1/up/1/1/"} + kind), std::nullopt) << kind;
  }
}

// Whatever is taken apart is built the same again: no two spellings of one topic.
TEST(Topics, HaveOneSpelling) {
  for (const Row& row : kTable) {
    for (std::size_t at = 0; at <= row.text.size(); ++at) {
      for (const char c : {'0', '1', '/', '+', '#', ' ', '\0', 'a'}) {
        std::string text = row.text;
        text.insert(at, 1, c);
        if (const auto topic = parse(text)) {
          EXPECT_EQ(build(*topic), text);
        }
        text.erase(at, 2);
        if (const auto topic = parse(text)) {
          EXPECT_EQ(build(*topic), text);
        }
      }
    }
  }
}

TEST(Topics, FiltersAreNoTopics) {
  const std::string filters[] = {
      every_up(), every_link(), every_in(kUser), every_own(kUser), every_own_members(kUser), every_op()};
  for (const auto& filter : filters) EXPECT_EQ(parse(filter), std::nullopt) << filter;
  EXPECT_EQ(every_up(), "facet/v1/up/+/+/+");
  EXPECT_EQ(every_link(), "facet/v1/link/+/+");
  EXPECT_EQ(every_in(kUser), "facet/v1/in/8613800138000/+");
  EXPECT_EQ(every_own(kUser), "facet/v1/own/8613800138000/+");
  EXPECT_EQ(every_own_members(kUser), "facet/v1/own/8613800138000/+/members");
  EXPECT_EQ(every_op(), "facet/v1/ops/#");
}

TEST(Topics, OfAResolversOps) {
  EXPECT_EQ(resolver_op("main", "health"), "facet/v1/ops/resolver/main/health");
  EXPECT_EQ(parse(resolver_op("a-1", "counters")), std::optional{Topic{Ops{"resolver/a-1/counters"}}});
}

TEST(Topics, OfThePluginsOps) {
  EXPECT_EQ(plugin_op(), "facet/v1/ops/plugin");
  EXPECT_EQ(parse(plugin_op()), std::optional{Topic{Ops{"plugin"}}});
}

TEST(Topics, KindsHaveTheNamesOfTheirTopics) {
  EXPECT_EQ(name(UpKind::groups), "groups");
  EXPECT_EQ(name(UpKind::status), "status");
  EXPECT_EQ(name(UpKind::device), "device");
  EXPECT_EQ(name(UpKind::ask), "ask");
  EXPECT_EQ(name(UpKind::watch), "watch");
  EXPECT_EQ(name(UpKind::account), "account");
  EXPECT_EQ(name(UpKind::query), "query");
}

}  // namespace
}  // namespace facet::topics
