#include "broker-plugin/door/permissions.h"

#include <gtest/gtest.h>

#include <set>

// The whole table: every role, every kind of topic, one's own and somebody else's; what is not listed is
// denied.
namespace facet::door {
namespace {

constexpr UserId kMe{8613800138000};
constexpr DeviceId kDevice{7};

Who who(Role role) {
  Who who;
  who.role = role;
  switch (role) {
    case Role::phone:
      return Who{role, "8613800138000", kMe, kDevice, false};
    case Role::gateway:
      return Who{role, "gateway-65001", {}, DeviceId{65001}, false};
    case Role::tester:
      return Who{role, "interop", {}, {}, false};
    default:
      return Who{role, "service", {}, {}, false};
  }
}

// One of each kind of topic there is, mine and others'.
const std::set<std::string> kTopics = {
    "facet/v1/up/8613800138000/7/groups", "facet/v1/up/8613800138000/7/status",
    "facet/v1/up/8613800138000/7/device", "facet/v1/up/8613800138000/7/ask",
    "facet/v1/up/8613800138000/7/watch", "facet/v1/up/8613800138000/7/account",
    "facet/v1/up/8613800138000/7/query", "facet/v1/up/8613800138001/7/account",
    "facet/v1/up/8613800138000/7/accounts", "facet/v1/up/8613800138000/8/status",
    "facet/v1/up/8613800138001/7/status", "facet/v1/up/8613800138001/65001/status",
    "facet/v1/in/8613800138000/8613800138001", "facet/v1/in/8613800138001/8613800138000",
    "facet/v1/own/8613800138000/11", "facet/v1/own/8613800138000/11/members", "facet/v1/own/8613800138001/11",
    "facet/v1/own/8613800138001/11/members", "facet/v1/re/8613800138000/7", "facet/v1/re/8613800138000/8",
    "facet/v1/re/8613800138001/7", "facet/v1/re/8613800138001/65001", "facet/v1/link/8613800138000/7",
    "facet/v1/link/8613800138001/7", "facet/v1/ops/plugin", "facet/v1/ops/resolver/one/state",
    "facet/v1/ops/resolver/one/epoch", "$CONTROL/facet/v1/fanout", "$CONTROL/dynamic-security/v1",
    "$SYS/broker/uptime", "test/interop/a", "test/other/a", "test/interop", "anything",
    "facet/v2/up/8613800138000/7/status", "facet/v1/up/8613800138000/7/status/more",
    "facet/v1/up/8613800138000/7", "/facet/v1/ops/plugin",
    // Names that a careless comparison would take for mine.
    "facet/v1/in/86138001380001/1", "facet/v1/in/861380013800/1", "facet/v1/up/8613800138000/77/status"};

using Allowed = std::set<std::string>;

Allowed allowed(bool (*may)(const Who&, std::string_view), Role role) {
  Allowed result;
  for (const auto& topic : kTopics) {
    if (may(who(role), topic)) result.insert(topic);
  }
  return result;
}

TEST(Permissions, WhoMayPublishWhere) {
  EXPECT_EQ(allowed(may_publish, Role::phone),
            (Allowed{"facet/v1/up/8613800138000/7/groups", "facet/v1/up/8613800138000/7/status",
                     "facet/v1/up/8613800138000/7/device", "facet/v1/up/8613800138000/7/ask",
                     "facet/v1/up/8613800138000/7/watch", "facet/v1/up/8613800138000/7/account",
                     "facet/v1/up/8613800138000/7/query"}));
  EXPECT_EQ(allowed(may_publish, Role::gateway), (Allowed{"facet/v1/up/8613800138001/65001/status"}));
  EXPECT_EQ(
      allowed(may_publish, Role::resolver),
      (Allowed{"facet/v1/in/8613800138000/8613800138001", "facet/v1/in/8613800138001/8613800138000",
               "facet/v1/in/86138001380001/1", "facet/v1/in/861380013800/1", "facet/v1/own/8613800138000/11",
               "facet/v1/own/8613800138000/11/members", "facet/v1/own/8613800138001/11",
               "facet/v1/own/8613800138001/11/members", "facet/v1/re/8613800138000/7",
               "facet/v1/re/8613800138000/8", "facet/v1/re/8613800138001/7",
               "facet/v1/re/8613800138001/65001", "facet/v1/link/8613800138000/7",
               "facet/v1/link/8613800138001/7", "facet/v1/ops/resolver/one/state",
               "facet/v1/ops/resolver/one/epoch", "$CONTROL/facet/v1/fanout"}));
  EXPECT_EQ(allowed(may_publish, Role::operate), Allowed{});
  EXPECT_EQ(allowed(may_publish, Role::tester), (Allowed{"test/interop/a"}));
}

TEST(Permissions, WhoMayReadWhat) {
  EXPECT_EQ(allowed(may_read, Role::phone),
            (Allowed{"facet/v1/in/8613800138000/8613800138001", "facet/v1/own/8613800138000/11",
                     "facet/v1/own/8613800138000/11/members", "facet/v1/re/8613800138000/7"}));
  EXPECT_EQ(allowed(may_read, Role::gateway),
            (Allowed{"facet/v1/in/8613800138000/8613800138001", "facet/v1/in/8613800138001/8613800138000",
                     "facet/v1/in/86138001380001/1", "facet/v1/in/861380013800/1",
                     "facet/v1/re/8613800138001/65001"}));
  EXPECT_EQ(allowed(may_read, Role::resolver),
            (Allowed{"facet/v1/up/8613800138000/7/groups", "facet/v1/up/8613800138000/7/status",
                     "facet/v1/up/8613800138000/7/device", "facet/v1/up/8613800138000/7/ask",
                     "facet/v1/up/8613800138000/7/watch", "facet/v1/up/8613800138000/7/account",
                     "facet/v1/up/8613800138000/7/query", "facet/v1/up/8613800138001/7/account",
                     "facet/v1/up/8613800138000/8/status", "facet/v1/up/8613800138000/77/status",
                     "facet/v1/up/8613800138001/7/status", "facet/v1/up/8613800138001/65001/status",
                     "facet/v1/link/8613800138000/7", "facet/v1/link/8613800138001/7", "facet/v1/ops/plugin",
                     "facet/v1/ops/resolver/one/state", "facet/v1/ops/resolver/one/epoch"}));
  EXPECT_EQ(allowed(may_read, Role::operate),
            (Allowed{"facet/v1/ops/plugin", "facet/v1/ops/resolver/one/state", "$SYS/broker/uptime"}));
  EXPECT_EQ(allowed(may_read, Role::tester), (Allowed{"test/interop/a"}));
}

TEST(Permissions, APhoneSubscribesOnlyWhatStaysWithItsOwn) {
  const Who me = who(Role::phone);
  for (const char* filter : {"facet/v1/in/8613800138000/+", "facet/v1/in/8613800138000/8613800138001",
                             "facet/v1/own/8613800138000/+", "facet/v1/own/8613800138000/+/members",
                             "facet/v1/own/8613800138000/#", "facet/v1/own/8613800138000/11",
                             "facet/v1/own/8613800138000/11/members", "facet/v1/re/8613800138000/7"}) {
    EXPECT_TRUE(may_subscribe(me, filter)) << filter;
  }
  for (const char* filter : {"#",
                             "+/#",
                             "+/+/+/+/+",
                             "facet/#",
                             "facet/v1/+/8613800138000/+",
                             "facet/v1/in/+/+",
                             "facet/v1/in/#",
                             "facet/v1/in/8613800138000/#",
                             "facet/v1/in/8613800138000/x",
                             "facet/v1/in/8613800138000/",
                             "facet/v1/own/8613800138000/11/x",
                             "facet/v1/own/8613800138000/#/members",
                             "facet/v1/in/8613800138000/+/+",
                             "facet/v1/in/8613800138000",
                             "facet/v1/in/8613800138001/+",
                             "facet/v1/in/86138001380001/+",
                             "facet/v1/own/+/+",
                             "facet/v1/re/8613800138000/+",
                             "facet/v1/re/8613800138000/8",
                             "facet/v1/re/+/7",
                             "facet/v1/up/8613800138000/7/+",
                             "facet/v1/link/+/+",
                             "facet/v1/ops/#",
                             "$SYS/#",
                             "$CONTROL/#",
                             "$share/g/facet/v1/in/8613800138000/+",
                             "$share/g/#",
                             ""}) {
    EXPECT_FALSE(may_subscribe(me, filter)) << filter;
  }
}

}  // namespace
}  // namespace facet::door
