#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/system/guarded_broker.h"
#include "tests/system/people.h"

// A broker with the plugin and an account of every role, and no resolver: a test's own client speaks as one.
namespace facet::system_test {

using testing_support::eventually;

class DoorFixture : public ::testing::Test {
 protected:
  explicit DoorFixture(GuardedBroker::More more = {})
      : broker_({{kAlice.digits(), "phone"},
                 {kBob.digits(), "phone"},
                 {kCarol.digits(), "phone"},
                 {"facet-resolver", "resolver"},
                 {"facet-operator", "operator"},
                 {"gateway-65001", "gateway"},
                 {"interop", "tester"}},
                GuardedBroker::Guard::plugin, [more](const std::filesystem::path& dir) {
                  return "plugin_opt_tester_role true\nsys_interval 1\n" + (more ? more(dir) : std::string{});
                }) {}

  std::unique_ptr<MqttClient> login(const std::string& name, const std::string& suffix = "1",
                                    int version = 4) {
    auto client = std::make_unique<MqttClient>(broker_.as(name, suffix, version));
    EXPECT_TRUE(client->connected()) << name << ": " << client->connect_result() << "\n" << broker_.log();
    return client;
  }
  std::unique_ptr<MqttClient> login(UserId user, const std::string& device = "1", int version = 4) {
    return login(user.digits(), device, version);
  }

  // Everything that was on its way to this client has arrived.
  static void settle(MqttClient& client) { client.subscribe("facet/v1/ops/none"); }

  static std::set<std::string> topics_of(const std::vector<MqttClient::Message>& messages) {
    std::set<std::string> topics;
    for (const auto& message : messages) topics.insert(message.topic);
    return topics;
  }

  static Bytes report(std::uint64_t revision = 1) {
    return encode(DeviceReport{Revision{revision}, DeviceState::idle});
  }

  GuardedBroker broker_;
};

}  // namespace facet::system_test
