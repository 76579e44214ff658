#include <csignal>

#include "tests/system/door_fixture.h"

// What any MQTT client may expect of a broker still holds with the plugin in it: the behaviours that the
// Eclipse Paho interoperability tests look at, tried by a client of the role `tester` on its own topics.
namespace facet::system_test {
namespace {

constexpr const char* kName = "interop";
constexpr const char* kTopic = "test/interop/a/b";

class DoorInterop : public DoorFixture, public ::testing::WithParamInterface<int> {
 protected:
  MqttClient::Options tester(const std::string& suffix) const {
    return broker_.as(kName, suffix, GetParam());
  }
  // A session that outlives its connection.
  MqttClient::Options persistent(const std::string& suffix) const {
    auto options = tester(suffix);
    options.clean = false;
    if (GetParam() == 5) options.session_expiry = 60;
    return options;
  }
  static bool comes(const MqttClient& client, std::size_t count) {
    return eventually([&] { return client.messages().size() >= count; });
  }
};

TEST_P(DoorInterop, EachQosArrivesOnce) {
  MqttClient client(tester("1"));
  ASSERT_EQ(client.subscribe("test/interop/#", 2), 2);
  for (const int qos : {0, 1, 2}) ASSERT_TRUE(client.send(kTopic, "qos " + std::to_string(qos), qos));
  ASSERT_TRUE(comes(client, 3));
  settle(client);
  std::vector<std::string> payloads;
  for (const auto& message : client.messages()) payloads.push_back(message.payload);
  EXPECT_EQ(payloads, (std::vector<std::string>{"qos 0", "qos 1", "qos 2"}));
}

TEST_P(DoorInterop, RetainedMessagesAreKeptReplacedAndTakenAway) {
  MqttClient writer(tester("1"));
  for (const int qos : {0, 1, 2}) {
    ASSERT_TRUE(writer.send("test/interop/r/" + std::to_string(qos), "old", qos, true));
    ASSERT_TRUE(writer.send("test/interop/r/" + std::to_string(qos), "new", qos, true));
  }
  {
    MqttClient reader(tester("2"));
    reader.subscribe("test/interop/r/+", 2);
    ASSERT_TRUE(comes(reader, 3));
    for (const auto& message : reader.messages()) {
      EXPECT_EQ(message.payload, "new");
      EXPECT_TRUE(message.retained);
    }
    writer.send("test/interop/r/0", "live", 1, true);
    ASSERT_TRUE(comes(reader, 4));
    EXPECT_FALSE(reader.messages().back().retained) << "to who is there already it is like any other";
  }
  for (const int qos : {0, 1, 2}) writer.send("test/interop/r/" + std::to_string(qos), "", 1, true);
  MqttClient later(tester("3"));
  later.subscribe("test/interop/r/+", 2);
  settle(later);
  EXPECT_TRUE(later.messages().empty());
}

// One copy, or one for each subscription: both are allowed [MQTT-3.3.4], none or the wrong payload is not.
TEST_P(DoorInterop, OverlappingSubscriptions) {
  MqttClient client(tester("1"));
  client.subscribe("test/interop/#", 2);
  client.subscribe("test/interop/+/b", 1);
  ASSERT_TRUE(client.send(kTopic, "x", 2));
  ASSERT_TRUE(comes(client, 1));
  settle(client);
  EXPECT_LE(client.messages().size(), 2U);
}

TEST_P(DoorInterop, WhatComesWhileASessionIsAwayWaitsForIt) {
  {
    MqttClient reader(persistent("1"));
    ASSERT_EQ(reader.subscribe("test/interop/#", 2), 2);
  }
  MqttClient writer(tester("2"));
  ASSERT_TRUE(writer.send(kTopic, "one", 1));
  ASSERT_TRUE(writer.send(kTopic, "two", 2));
  MqttClient reader(persistent("1"));
  ASSERT_TRUE(comes(reader, 2));
  settle(reader);
  EXPECT_EQ(reader.messages().size(), 2U);
}

TEST_P(DoorInterop, ASessionAndWhatWaitsForItOutliveARestartOfTheBroker) {
  {
    MqttClient reader(persistent("1"));
    ASSERT_EQ(reader.subscribe("test/interop/#", 1), 1);
  }
  ASSERT_TRUE(MqttClient(tester("2")).send(kTopic, "one", 1));
  broker_.stop(SIGTERM);
  broker_.start();
  ASSERT_TRUE(MqttClient(tester("2")).send(kTopic, "two", 1));
  MqttClient reader(persistent("1"));
  ASSERT_TRUE(comes(reader, 2)) << reader.messages().size();
}

TEST_P(DoorInterop, AWillIsPublishedWhenItsClientIsLostAndNotWhenItLeaves) {
  MqttClient reader(tester("1"));
  reader.subscribe("test/interop/#", 1);
  auto options = tester("2");
  options.will = MqttClient::Will{"test/interop/will", "lost", false};
  { MqttClient leaves(options); }
  {
    MqttClient lost(options);
    lost.drop();
  }
  ASSERT_TRUE(comes(reader, 1));
  settle(reader);
  EXPECT_EQ(reader.messages().size(), 1U);
}

TEST_P(DoorInterop, UnsubscribingEndsIt) {
  MqttClient client(tester("1"));
  client.subscribe("test/interop/a/+", 1);
  client.subscribe("test/interop/end", 1);
  ASSERT_TRUE(client.unsubscribe("test/interop/a/+"));
  client.send(kTopic, "not this", 1);
  client.send("test/interop/end", "this", 1);
  ASSERT_TRUE(comes(client, 1));
  EXPECT_EQ(client.messages().front().payload, "this");
}

TEST_P(DoorInterop, SharedSubscriptionsShare) {
  MqttClient one(tester("1"));
  MqttClient two(tester("2"));
  one.subscribe("$share/g/test/interop/#", 1);
  two.subscribe("$share/g/test/interop/#", 1);
  MqttClient writer(tester("3"));
  for (int i = 0; i < 10; ++i) writer.send(kTopic, std::to_string(i), 1);
  EXPECT_TRUE(eventually([&] { return one.messages().size() + two.messages().size() == 10; }));
  EXPECT_FALSE(one.messages().empty());
  EXPECT_FALSE(two.messages().empty());
}

INSTANTIATE_TEST_SUITE_P(Mqtt, DoorInterop, ::testing::Values(4, 5),
                         [](const auto& version) { return version.param == 4 ? "V311" : "V5"; });

class DoorInterop5 : public DoorFixture {
 protected:
  MqttClient::Options tester(const std::string& suffix) const { return broker_.as(kName, suffix, 5); }
};

TEST_F(DoorInterop5, AWillWaitsForItsDelayAndIsForgottenWhenTheClientReturns) {
  MqttClient reader(tester("1"));
  reader.subscribe("test/interop/#", 1);
  auto options = tester("2");
  options.clean = false;
  options.session_expiry = 60;
  options.will_delay = 2;
  options.will = MqttClient::Will{"test/interop/will", "returned in time", false};
  {
    MqttClient lost(options);
    lost.drop();
  }
  MqttClient returned(options);
  ASSERT_TRUE(returned.connected());
  auto gone = options;
  gone.client_id = std::string{kName} + "-3";
  gone.will->payload = "stayed away";
  {
    MqttClient lost(gone);
    lost.drop();
  }
  ASSERT_TRUE(eventually([&] { return !reader.messages().empty(); }));
  settle(reader);
  ASSERT_EQ(reader.messages().size(), 1U);
  EXPECT_EQ(reader.messages().front().payload, "stayed away");
}

TEST_F(DoorInterop5, AnExpiredSessionIsGone) {
  auto options = tester("1");
  options.clean = false;
  options.session_expiry = 1;
  {
    MqttClient reader(options);
    ASSERT_EQ(reader.subscribe("test/interop/#", 1), 1);
  }
  const auto operate = login("facet-operator");
  operate->subscribe("$SYS/broker/clients/expired");
  ASSERT_TRUE(eventually([&] { return operate->last("$SYS/broker/clients/expired") == "1"; },
                         std::chrono::seconds{20}));
  MqttClient(tester("2")).send(kTopic, "missed", 1);
  MqttClient reader(options);
  settle(reader);
  EXPECT_TRUE(reader.messages().empty());
}

}  // namespace
}  // namespace facet::system_test
