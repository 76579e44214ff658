#include "tests/system/door_fixture.h"

// The whole table of who may do what, tried by attempt on a real broker: live, retained and by will, over
// MQTT 3.1.1 and 5. tests/unit/door/permissions_test.cc has the table of the plugin by itself.
namespace facet::system_test {
namespace {

using Topics = std::set<std::string>;

const std::string kA = kAlice.digits();
const std::string kB = kBob.digits();

// Every kind of topic, Alice's (device 1) and Bob's, and whatever somebody may try.
const Topics kTopics = {"facet/v1/up/" + kA + "/1/device",
                        "facet/v1/up/" + kA + "/2/device",
                        "facet/v1/up/" + kB + "/1/device",
                        "facet/v1/up/" + kB + "/65001/device",
                        "facet/v1/in/" + kA + "/" + kB,
                        "facet/v1/in/" + kB + "/" + kA,
                        "facet/v1/own/" + kA + "/11",
                        "facet/v1/own/" + kB + "/11",
                        "facet/v1/own/" + kB + "/11/members",
                        "facet/v1/re/" + kA + "/1",
                        "facet/v1/re/" + kB + "/1",
                        "facet/v1/re/" + kB + "/65001",
                        "facet/v1/link/" + kA + "/9",
                        "facet/v1/link/" + kB + "/9",
                        "facet/v1/ops/resolver/one/state",
                        "facet/v1/ops/elsewhere",
                        "test/interop/a",
                        "test/other/a",
                        "elsewhere"};

const Topics kResolverWrites = {
    "facet/v1/in/" + kA + "/" + kB, "facet/v1/in/" + kB + "/" + kA,       "facet/v1/own/" + kA + "/11",
    "facet/v1/own/" + kB + "/11",   "facet/v1/own/" + kB + "/11/members", "facet/v1/re/" + kA + "/1",
    "facet/v1/re/" + kB + "/1",     "facet/v1/re/" + kB + "/65001",       "facet/v1/ops/resolver/one/state"};

struct Writer {
  std::string name;
  Topics may_write;
};
const std::vector<Writer> kWriters = {
    {kA, {"facet/v1/up/" + kA + "/1/device"}}, {"gateway-65001", {"facet/v1/up/" + kB + "/65001/device"}},
    {"facet-resolver", kResolverWrites},       {"facet-operator", {}},
    {"interop", {"test/interop/a"}},
};

struct Reader {
  std::string name;
  Topics may_read;
};
const std::vector<Reader> kReaders = {
    {kA, {"facet/v1/in/" + kA + "/" + kB, "facet/v1/own/" + kA + "/11", "facet/v1/re/" + kA + "/1"}},
    {"gateway-65001",
     {"facet/v1/in/" + kA + "/" + kB, "facet/v1/in/" + kB + "/" + kA, "facet/v1/re/" + kB + "/65001"}},
    {"facet-resolver",
     {"facet/v1/up/" + kA + "/1/device", "facet/v1/up/" + kB + "/1/device",
      "facet/v1/up/" + kB + "/65001/device", "facet/v1/ops/resolver/one/state"}},
    {"facet-operator", {"facet/v1/ops/resolver/one/state"}},
    {"interop", {"test/interop/a"}},
};

// What they may try to hear it by. Not all are granted.
const std::vector<std::string> kFilters = {"#",
                                           "+/#",
                                           "facet/v1/#",
                                           "facet/v1/+/+/+",
                                           "facet/v1/+/+/+/+",
                                           "$share/all/facet/v1/in/#",
                                           "$share/all/#",
                                           "test/#",
                                           "facet/v1/in/" + kA + "/+",
                                           "facet/v1/own/" + kA + "/+",
                                           "facet/v1/re/" + kA + "/1",
                                           "facet/v1/in/" + kB + "/+",
                                           "facet/v1/re/" + kB + "/1",
                                           "facet/v1/up/" + kB + "/+/+"};

class DoorAccess : public DoorFixture, public ::testing::WithParamInterface<int> {
 protected:
  // The plugin's own word comes by itself: not what this test sends.
  static Topics sent_ones(const MqttClient& client) {
    Topics topics;
    for (const auto& topic : topics_of(client.messages())) {
      if (kTopics.contains(topic)) topics.insert(topic);
    }
    return topics;
  }
};

TEST_P(DoorAccess, EachRoleWritesWhatItMayAndNothingElse) {
  const auto resolver = login("facet-resolver", "witness");
  const auto alice = login(kAlice, "1");
  const auto bob = login(kBob, "1");
  const auto operate = login("facet-operator", "witness");
  const auto gateway = login("gateway-65001", "witness");
  const auto tester = login("interop", "witness");
  for (const auto& [client, filters] : std::vector<std::pair<MqttClient*, std::vector<std::string>>>{
           {resolver.get(), {"facet/v1/up/+/+/+"}},
           {alice.get(),
            {"facet/v1/in/" + kA + "/+", "facet/v1/own/" + kA + "/+", "facet/v1/re/" + kA + "/1"}},
           {bob.get(), {"facet/v1/in/" + kB + "/+", "facet/v1/own/" + kB + "/#", "facet/v1/re/" + kB + "/1"}},
           {operate.get(), {"facet/v1/ops/#"}},
           {gateway.get(), {"facet/v1/re/+/+"}},
           {tester.get(), {"test/#"}}}) {
    for (const auto& filter : filters) ASSERT_EQ(client->subscribe(filter), 1) << filter;
  }
  const std::vector<MqttClient*> witnesses{resolver.get(), alice.get(),   bob.get(),
                                           operate.get(),  gateway.get(), tester.get()};
  for (const auto& writer : kWriters) {
    // Alice is a witness already: another of her devices cannot be device 1.
    const bool is_alice = writer.name == kA;
    const auto own =
        is_alice ? nullptr : std::make_unique<MqttClient>(broker_.as(writer.name, "1", GetParam()));
    MqttClient& client = is_alice ? *alice : *own;
    for (auto* witness : witnesses) witness->forget();
    for (const auto& topic : kTopics) {
      const auto code = client.send(topic, report());
      ASSERT_TRUE(code.has_value()) << writer.name << " was thrown out at " << topic;
      if (GetParam() == 5 && !is_alice) {
        EXPECT_EQ(*code == 0x87, !writer.may_write.contains(topic))
            << writer.name << " " << topic << " " << *code;
      }
    }
    Topics arrived;
    for (auto* witness : witnesses) {
      settle(*witness);
      arrived.merge(sent_ones(*witness));
    }
    EXPECT_EQ(arrived, writer.may_write) << writer.name;
  }
}

TEST_P(DoorAccess, WhateverTheySubscribeTheyReceiveWhatTheyMayAndNothingElse) {
  for (const auto& reader : kReaders) {
    // Another device of Alice's would not be sent device 1's receipts; when she writes, this one is taken
    // over.
    MqttClient client(broker_.as(reader.name, "1", GetParam()));
    for (const auto& filter : kFilters) client.subscribe(filter);
    MqttClient resolver(broker_.as("facet-resolver", "writer"));
    for (const auto& topic : kResolverWrites) resolver.send(topic, report());
    MqttClient(broker_.as(kB)).send("facet/v1/up/" + kB + "/1/device", report());
    MqttClient(broker_.as("gateway-65001", "2")).send("facet/v1/up/" + kB + "/65001/device", report());
    MqttClient(broker_.as("interop", "2")).send("test/interop/a", report());
    settle(client);
    Topics expected = reader.may_read;
    expected.erase("facet/v1/up/" + kA + "/1/device");  // nobody sent it
    EXPECT_EQ(sent_ones(client), expected) << reader.name << ", live";
  }
}

TEST_P(DoorAccess, WhatIsRetainedIsReadByTheSameRule) {
  MqttClient resolver(broker_.as("facet-resolver", "writer"));
  for (const auto& topic : kResolverWrites) resolver.send(topic, report(), 1, /*retain=*/true);
  MqttClient(broker_.as("interop", "2")).send("test/interop/a", report(), 1, /*retain=*/true);
  for (const auto& reader : kReaders) {
    MqttClient client(broker_.as(reader.name, "1", GetParam()));
    for (const auto& filter : kFilters) client.subscribe(filter);
    settle(client);
    Topics expected = reader.may_read;
    std::erase_if(expected, [](const auto& topic) { return topic.starts_with("facet/v1/up/"); });
    EXPECT_EQ(sent_ones(client), expected) << reader.name << ", retained";
  }
}

TEST_P(DoorAccess, OnePhonesLinkIsReadByTheResolverAlone) {
  for (const auto& reader : kReaders) {
    MqttClient client(broker_.as(reader.name, "1", GetParam()));
    for (const auto& filter : {"#", "facet/v1/#", "facet/v1/link/+/+", "$share/s/facet/v1/link/+/+"}) {
      client.subscribe(filter);
    }
    { MqttClient bob(broker_.as(kB, "5")); }
    const auto has_seen = [&] { return !client.messages("facet/v1/link/" + kB + "/5").empty(); };
    if (reader.name == "facet-resolver") {
      EXPECT_TRUE(eventually(has_seen));
    } else {
      settle(client);
      EXPECT_FALSE(has_seen()) << reader.name;
    }
  }
}

TEST_P(DoorAccess, APhoneMaySubscribeItsOwnAndIsRefusedTheRest) {
  MqttClient alice(broker_.as(kA, "1", GetParam()));
  for (const auto& filter :
       {"facet/v1/in/" + kA + "/+", "facet/v1/own/" + kA + "/#", "facet/v1/re/" + kA + "/1"}) {
    EXPECT_EQ(alice.subscribe(filter), 1) << filter;
  }
  for (const auto& filter :
       {std::string{"#"}, std::string{"facet/v1/in/+/+"}, "facet/v1/in/" + kB + "/+",
        "facet/v1/re/" + kA + "/2", "$share/g/facet/v1/in/" + kA + "/+", std::string{"$SYS/#"}}) {
    EXPECT_EQ(alice.subscribe(filter), GetParam() == 5 ? 0x87 : 0x80) << filter;
  }
}

// A will is published by the broker itself, when its client is lost.
TEST_P(DoorAccess, AWillIsCheckedLikeAMessage) {
  const auto resolver = login("facet-resolver", "witness");
  const auto bob = login(kBob, "1");
  resolver->subscribe("facet/v1/up/+/+/+");
  bob->subscribe("facet/v1/in/" + kB + "/+");
  const std::string own = "facet/v1/up/" + kA + "/1/device";
  const auto lose_with = [&](const MqttClient::Will& will) {
    auto options = broker_.as(kA, "1", GetParam());
    options.will = will;
    MqttClient alice(options);
    EXPECT_TRUE(alice.connected());
    alice.drop();
  };
  lose_with({"facet/v1/in/" + kB + "/" + kA, "forged", true});
  lose_with({"facet/v1/up/" + kB + "/1/device", report(2), false});
  lose_with({own, "rubbish", false});
  lose_with({own, report(3), true});
  lose_with({own, report(4), false});
  ASSERT_TRUE(eventually([&] { return resolver->last(own) == report(4); })) << broker_.log();
  EXPECT_EQ(resolver->messages().size(), 1U);
  settle(*bob);
  EXPECT_TRUE(bob->messages().empty());
}

// "Not authorised" would tell a client that its password is wrong, for ever.
TEST_P(DoorAccess, WhoComesTooOftenIsHungUpOnWithoutAnAnswer) {
  auto options = broker_.as(kA, "1", GetParam());
  options.comes_back = false;
  int answer = 0;
  for (int i = 0; i < 100 && answer == 0; ++i) answer = MqttClient(options).connect_result();
  EXPECT_EQ(answer, -1);
  EXPECT_TRUE(eventually([&] { return MqttClient(options).connected(); }));
}

INSTANTIATE_TEST_SUITE_P(Mqtt, DoorAccess, ::testing::Values(4, 5),
                         [](const auto& version) { return version.param == 4 ? "V311" : "V5"; });

}  // namespace
}  // namespace facet::system_test
