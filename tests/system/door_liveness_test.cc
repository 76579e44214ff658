#include <csignal>

#include "schemas/decode.h"
#include "tests/system/door_fixture.h"

// What facet/v1/link/<user>/<device> says of every way in which a connection begins and ends.
namespace facet::system_test {
namespace {

const std::string kA = kAlice.digits();
const std::string kTopic = "facet/v1/link/" + kA + "/1";

class DoorLiveness : public DoorFixture {
 protected:
  void SetUp() override { listen(); }
  void listen() {
    resolver_ = login("facet-resolver", "witness");
    ASSERT_EQ(resolver_->subscribe("facet/v1/link/+/+"), 1);
  }
  std::vector<Link> links() const {
    std::vector<Link> links;
    for (const auto& message : resolver_->messages(kTopic))
      links.push_back(decode_link(message.payload).value());
    return links;
  }
  // Waits for `states`, in this order and no more; their session numbers.
  std::vector<std::uint64_t> sessions(const std::vector<LinkState>& states) const {
    EXPECT_TRUE(eventually([&] { return links().size() >= states.size(); }));
    settle(*resolver_);
    std::vector<LinkState> seen;
    std::vector<std::uint64_t> numbers;
    for (const auto& link : links()) {
      seen.push_back(link.state);
      numbers.push_back(link.session);
    }
    EXPECT_EQ(seen, states);
    return numbers;
  }
  MqttClient::Options persistent() const {
    auto options = broker_.as(kA, "1", 5);
    options.clean = false;
    options.session_expiry = 3600;
    return options;
  }

  std::unique_ptr<MqttClient> resolver_;
};

constexpr LinkState kUp = LinkState::connected;
constexpr LinkState kGone = LinkState::gone;

TEST_F(DoorLiveness, ACleanDisconnect) {
  { MqttClient alice(broker_.as(kA)); }
  const auto numbers = sessions({kUp, kGone});
  EXPECT_EQ(numbers[0], numbers[1]);
}

TEST_F(DoorLiveness, ALostNetwork) {
  MqttClient alice(broker_.as(kA));
  alice.drop();
  const auto numbers = sessions({kUp, kGone});
  EXPECT_EQ(numbers[0], numbers[1]);
}

TEST_F(DoorLiveness, ATakeOverIsANewSessionAndNoFarewell) {
  auto options = persistent();
  options.comes_back = false;
  MqttClient first(options);
  MqttClient second(persistent());
  auto numbers = sessions({kUp, kUp});
  EXPECT_GT(numbers[1], numbers[0]);
  second.drop();
  numbers = sessions({kUp, kUp, kGone});
  EXPECT_EQ(numbers[2], numbers[1]);
}

TEST_F(DoorLiveness, ATakeOverOfACleanSession) {
  auto options = broker_.as(kA);
  options.comes_back = false;
  MqttClient first(options);
  MqttClient second(broker_.as(kA));
  const auto numbers = sessions({kUp, kUp});
  EXPECT_GT(numbers[1], numbers[0]);
}

// Mosquitto tells of the end of a persistent session's old connection a second time when its client is back.
TEST_F(DoorLiveness, APersistentSessionThatReturns) {
  { MqttClient alice(persistent()); }
  sessions({kUp, kGone});
  MqttClient again(persistent());
  ASSERT_TRUE(again.connected());
  const auto numbers = sessions({kUp, kGone, kUp});
  EXPECT_GT(numbers[2], numbers[1]);
}

TEST_F(DoorLiveness, ASessionThatExpiresSaysNothingMore) {
  auto options = persistent();
  options.session_expiry = 1;
  { MqttClient alice(options); }
  sessions({kUp, kGone});
  // That it has expired is seen by what it does not have any more: the broker counts its sessions.
  const auto operate = login("facet-operator");
  operate->subscribe("$SYS/broker/clients/expired");
  EXPECT_TRUE(eventually([&] { return operate->last("$SYS/broker/clients/expired") == "1"; },
                         std::chrono::seconds{20}));
  sessions({kUp, kGone});
}

TEST_F(DoorLiveness, ARefusedLoginIsNoConnection) {
  auto options = broker_.as(kA);
  options.password = "wrong";
  { MqttClient alice(options); }
  options = broker_.as(kBob.digits());
  options.client_id = kA + "-1";
  { MqttClient bob(options); }
  sessions({});
}

TEST_F(DoorLiveness, WhoIsThrownOutIsGone) {
  MqttClient alice(broker_.as(kA));
  sessions({kUp});
  ASSERT_EQ(broker_.admin({"user", "disable", kA}).status, 0);
  broker_.reload();
  const auto numbers = sessions({kUp, kGone});
  EXPECT_EQ(numbers[0], numbers[1]);
}

// A broker that ends says no farewells: the number tells, and the report says where this run began.
TEST_F(DoorLiveness, ARestartOfTheBrokerLeavesGhostsThatCanBeTold) {
  auto alice = std::make_unique<MqttClient>(broker_.as(kA));
  const auto before = sessions({kUp});
  broker_.stop(SIGTERM);  // saves, so that the link is still there
  alice.reset();
  broker_.start();
  listen();
  EXPECT_EQ(sessions({kUp}), before) << "the ghost";
  const auto operate = login("facet-operator");
  operate->subscribe("facet/v1/ops/plugin");
  const auto boot = [&] {
    const auto json = nlohmann::json::parse(operate->last("facet/v1/ops/plugin"), nullptr, false);
    return json.is_object() ? json.value("boot", std::uint64_t{0}) : 0;
  };
  EXPECT_TRUE(eventually([&] { return boot() > before[0]; })) << boot();
  MqttClient again(broker_.as(kA));
  const auto numbers = sessions({kUp, kUp});
  EXPECT_GE(numbers[1], boot());
}

}  // namespace
}  // namespace facet::system_test
