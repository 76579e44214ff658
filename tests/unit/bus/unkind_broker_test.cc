// The bus against a broker that refuses, is silent, or breaks off.
#include <gtest/gtest.h>

#include <algorithm>
#include <future>
#include <map>
#include <sstream>

#include "resolver/adapters/mqtt/mqtt_bus.h"
#include "schemas/encode.h"
#include "tests/support/process.h"
#include "tests/unit/bus/fake_broker.h"
#include "tests/unit/bus/recorder.h"

namespace facet::resolver {
namespace {

using namespace std::chrono_literals;
using test::FakeBroker;
using test::Recorder;

std::vector<UserId> watchers(std::uint64_t count) {
  std::vector<UserId> result;
  for (std::uint64_t i = 1; i <= count; ++i) result.emplace_back(1'000'000 + i);
  return result;
}

class UnkindBrokerTest : public testing::TestWithParam<int> {
 protected:
  int version() const { return GetParam(); }
  FakeBroker::Manners manners() const { return {.version = version()}; }

  std::unique_ptr<MqttBus> start(std::uint16_t port,
                                 const std::function<void(MqttBusOptions&)>& change = {}) {
    MqttBusOptions options;
    options.port = port;
    options.mqtt_version = version();
    options.shortest_pause = 20ms;
    options.longest_pause = 100ms;
    if (change) change(options);
    auto bus = MqttBus::create(options, log_, counters_);
    EXPECT_TRUE(bus) << bus.error().message();
    EXPECT_TRUE((*bus)->start(recorder_));
    return std::move(*bus);
  }

  std::ostringstream lines_;
  Log log_{LogOptions{.to = &lines_}};
  Counters counters_;
  Recorder recorder_;
};

INSTANTIATE_TEST_SUITE_P(Mqtt, UnkindBrokerTest, testing::Values(4, 5),
                         [](const auto& tested) { return tested.param == 5 ? "V5" : "V311"; });

// A wrong password is said to be one, at once, and tried again: it may be put right at the broker.
TEST_P(UnkindBrokerTest, RefusedConnectionIsToldAndTriedAgain) {
  auto refusing = manners();
  refusing.connect_code = version() == 5 ? 0x86 : 4;
  FakeBroker broker(refusing);
  const auto bus = start(broker.port());
  const auto connected = bus->wait_connected(10s);
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error().code, bus_errc::refused);
  EXPECT_NE(connected.error().detail.find("assword"), std::string::npos) << connected.error().message();
  ASSERT_TRUE(broker.wait([&] { return broker.connections() >= 2; }));
  broker.change([](auto& now) { now.connect_code = 0; });
  EXPECT_TRUE(recorder_.wait_connected(1));
  EXPECT_FALSE(bus->problem());
}

// Nobody listens: not connected, with a reason, and no message is lost silently.
TEST_P(UnkindBrokerTest, UnreachableBrokerIsAProblemNotAnEnd) {
  const auto bus = start(testing_support::free_port());
  const auto connected = bus->wait_connected(300ms);
  ASSERT_FALSE(connected);
  EXPECT_EQ(connected.error().code, bus_errc::unreachable) << connected.error().message();
  bus->publish("facet/v1/re/1/1", "x", false, recorder_.taken());
  bus->show(UserId{1}, "x", watchers(3), std::nullopt, recorder_.taken());
  EXPECT_EQ(recorder_.state().untaken, 2) << "answered before the calls returned";
}

// One of two filters refused is as bad as both: the bus does not serve half of what it is for.
TEST_P(UnkindBrokerTest, RefusedSubscriptionFailsClosed) {
  for (const std::vector<std::uint8_t>& codes : {std::vector<std::uint8_t>{0x80, 1}, {1, 0x80}}) {
    auto refusing = manners();
    refusing.subscribe_codes = codes;
    FakeBroker broker(refusing);
    const auto bus = start(broker.port(), [](auto& options) {
      options.subscriptions = {{"facet/v1/up/+/+/+", 1}, {"facet/v1/link/+/+", 1}};
    });
    ASSERT_TRUE(broker.wait([&] { return broker.connections() >= 2; }));
    const auto problem = bus->problem();
    ASSERT_TRUE(problem);
    EXPECT_EQ(problem->code, bus_errc::subscription_refused) << problem->message();
    EXPECT_NE(problem->detail.find(codes[0] == 0x80 ? "facet/v1/up" : "facet/v1/link"), std::string::npos)
        << problem->detail;
    EXPECT_EQ(recorder_.state().connected, 0);
  }
}

// The only filter refused: Paho reports it in another way.
TEST_P(UnkindBrokerTest, TheOnlySubscriptionRefused) {
  auto refusing = manners();
  refusing.subscribe_codes = {static_cast<std::uint8_t>(version() == 5 ? 0x87 : 0x80)};
  FakeBroker broker(refusing);
  const auto bus = start(broker.port(), [](auto& options) {
    options.subscriptions = {{"facet/v1/up/+/+/+", 1}};
  });
  ASSERT_TRUE(broker.wait([&] { return broker.connections() >= 2; }));
  ASSERT_TRUE(bus->problem());
  EXPECT_EQ(bus->problem()->code, bus_errc::subscription_refused) << bus->problem()->message();
  EXPECT_EQ(recorder_.state().connected, 0);
}

// QoS 0 in place of 1 would lose messages.
TEST_P(UnkindBrokerTest, LesserQosFailsClosed) {
  auto lesser = manners();
  lesser.subscribe_codes = {0};
  FakeBroker broker(lesser);
  const auto bus = start(broker.port(), [](auto& options) {
    options.subscriptions = {{"facet/v1/up/+/+/+", 1}};
  });
  ASSERT_TRUE(broker.wait([&] { return broker.connections() >= 2; }));
  ASSERT_TRUE(bus->problem());
  EXPECT_EQ(bus->problem()->code, bus_errc::subscription_refused) << bus->problem()->message();
}

// A connection that breaks before the SUBACK was none, and does not hold the next attempt up.
TEST_P(UnkindBrokerTest, BrokenBeforeSuback) {
  auto rude = manners();
  rude.cut_at_subscribe = true;
  FakeBroker broker(rude);
  const auto bus = start(broker.port(), [](auto& options) {
    options.subscriptions = {{"facet/v1/up/+/+/+", 1}};
  });
  ASSERT_TRUE(broker.wait([&] { return broker.connections() >= 3; }));
  EXPECT_EQ(recorder_.state().connected, 0);
  EXPECT_EQ(recorder_.state().lost, 0);
  broker.change([](auto& now) { now.cut_at_subscribe = false; });
  EXPECT_TRUE(recorder_.wait_connected(1));
}

// A port that accepts and says nothing does not hold up stop().
TEST_P(UnkindBrokerTest, StopDuringASilentConnect) {
  auto silent = manners();
  silent.answers_connect = false;
  FakeBroker broker(silent);
  const auto bus = start(broker.port());
  ASSERT_TRUE(broker.wait([&] { return broker.connections() >= 1; }));
  const auto began = std::chrono::steady_clock::now();
  bus->stop(5s);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 4s);
  EXPECT_EQ(recorder_.state().connected, 0);
}

// What was in flight at a loss is answered false, all of it before on_lost, and is not sent again by itself:
// a newer message of the same topic would be overtaken by it.
TEST_P(UnkindBrokerTest, NothingOldIsSentAfterALoss) {
  auto holding = manners();
  holding.acknowledges = false;
  FakeBroker broker(holding);
  const auto bus = start(broker.port(), [](auto& options) { options.in_flight = 50; });
  ASSERT_TRUE(recorder_.wait_connected(1));
  bus->show(UserId{49'151}, "old", watchers(200), std::nullopt, recorder_.taken());
  bus->publish("facet/v1/re/1/1", "old", false, recorder_.taken());
  ASSERT_TRUE(broker.wait([&] { return broker.held() >= 50; }));
  broker.change([](auto& now) { now.acknowledges = true; });
  broker.cut();
  ASSERT_TRUE(recorder_.wait_connected(2));
  EXPECT_EQ(recorder_.state().untaken_at_first_loss, 2);

  bus->show(UserId{49'151}, "new", watchers(200), std::nullopt, recorder_.taken());
  ASSERT_TRUE(recorder_.wait_answers(3));
  EXPECT_EQ(recorder_.state().taken, 1);
  std::size_t second = 0;
  for (const auto& publish : broker.publishes()) {
    EXPECT_FALSE(publish.duplicate);
    if (publish.connection < 2) continue;
    ++second;
    EXPECT_EQ(publish.payload, "new") << publish.topic;
  }
  EXPECT_EQ(second, 200U);
}

// Never more unanswered at the broker than in_flight, and a receipt does not wait for a whole audience.
TEST_P(UnkindBrokerTest, InFlightIsBoundedAndReceiptsPass) {
  auto holding = manners();
  holding.acknowledges = false;
  FakeBroker broker(holding);
  const auto bus = start(broker.port(), [](auto& options) { options.in_flight = 20; });
  ASSERT_TRUE(recorder_.wait_connected(1));
  bus->show(UserId{49'151}, "view", watchers(500), std::nullopt, recorder_.taken());
  ASSERT_TRUE(broker.wait([&] { return broker.held() >= 20; }));
  bus->publish("facet/v1/re/1/1", "receipt", false, recorder_.taken());
  std::this_thread::sleep_for(100ms);  // for a bus that does not keep to it
  EXPECT_EQ(broker.held(), 20U);
  broker.acknowledge_held();
  ASSERT_TRUE(recorder_.wait_answers(2));
  const auto publishes = broker.publishes();
  ASSERT_EQ(publishes.size(), 501U);
  const auto receipt = std::find_if(publishes.begin(), publishes.end(),
                                    [](const auto& publish) { return publish.payload == "receipt"; });
  EXPECT_LT(receipt - publishes.begin(), 60);
}

// show() returns while there is room in the window, and blocks while there is none.
TEST_P(UnkindBrokerTest, ShowBlocksWhileTheWindowIsFull) {
  auto holding = manners();
  holding.acknowledges = false;
  FakeBroker broker(holding);
  const auto bus = start(broker.port(), [](auto& options) {
    options.window = 100;
    options.in_flight = 100;
  });
  ASSERT_TRUE(recorder_.wait_connected(1));
  bus->show(UserId{49'151}, "view", watchers(100), std::nullopt, recorder_.taken());
  auto blocked = std::async(std::launch::async, [&] {
    bus->show(UserId{49'151}, "view", watchers(1), std::nullopt, recorder_.taken());
  });
  EXPECT_EQ(blocked.wait_for(100ms), std::future_status::timeout);
  broker.acknowledge_held();
  EXPECT_EQ(blocked.wait_for(10s), std::future_status::ready);
  EXPECT_TRUE(recorder_.wait_answers(2));
}

// A loss lets a blocked show() go.
TEST_P(UnkindBrokerTest, LossUnblocksShow) {
  auto holding = manners();
  holding.acknowledges = false;
  FakeBroker broker(holding);
  const auto bus = start(broker.port(), [](auto& options) { options.window = 10; });
  ASSERT_TRUE(recorder_.wait_connected(1));
  auto blocked = std::async(std::launch::async, [&] {
    bus->show(UserId{49'151}, "view", watchers(30), std::nullopt, recorder_.taken());
  });
  ASSERT_TRUE(broker.wait([&] { return broker.held() >= 30; }));
  EXPECT_EQ(blocked.wait_for(50ms), std::future_status::timeout);
  broker.cut();
  EXPECT_EQ(blocked.wait_for(10s), std::future_status::ready);
  EXPECT_TRUE(recorder_.wait([](const auto& s) { return s.untaken == 1; }));
}

// MQTT 3.1.1 knows no expiry: the view is shown all the same.
TEST_P(UnkindBrokerTest, AViewThatExpiresIsShownOverEitherVersion) {
  FakeBroker broker(manners());
  const auto bus = start(broker.port());
  ASSERT_TRUE(recorder_.wait_connected(1));
  bus->show(UserId{49'151}, "view", watchers(1), 1h, recorder_.taken());
  ASSERT_TRUE(recorder_.wait_answers(1));
  ASSERT_EQ(broker.publishes().size(), 1U);
  EXPECT_EQ(broker.publishes()[0].payload, "view");
  EXPECT_TRUE(broker.publishes()[0].retain);
  EXPECT_EQ(broker.publishes()[0].expiry, version() == 5 ? std::optional(3'600U) : std::nullopt);
}

// stop() waits for acknowledgements as long as it was told and no longer; the rest is answered false, the
// last message goes out all the same, then DISCONNECT.
TEST_P(UnkindBrokerTest, StopDoesNotWaitForEver) {
  auto holding = manners();
  holding.acknowledges = false;
  FakeBroker broker(holding);
  const auto bus = start(broker.port());
  ASSERT_TRUE(recorder_.wait_connected(1));
  bus->publish("facet/v1/re/1/1", "receipt", false, recorder_.taken());
  ASSERT_TRUE(broker.wait([&] { return broker.held() >= 1; }));
  const auto began = std::chrono::steady_clock::now();
  bus->stop(200ms, MqttStatement{"facet/v1/ops/resolver/r1/state", "stopped"});
  EXPECT_LT(std::chrono::steady_clock::now() - began, 200ms + 4s);
  EXPECT_EQ(recorder_.state().untaken, 1);
  EXPECT_EQ(recorder_.state().lost, 0);
  ASSERT_EQ(broker.publishes().size(), 2U);
  EXPECT_EQ(broker.publishes()[1].payload, "stopped");
  EXPECT_TRUE(broker.publishes()[1].retain);
  EXPECT_TRUE(broker.wait([&] { return broker.saw_disconnect(); }));
}

class UnkindV5Test : public UnkindBrokerTest {};
INSTANTIATE_TEST_SUITE_P(Mqtt, UnkindV5Test, testing::Values(5), [](const auto&) { return "V5"; });

// The broker's receive maximum is kept, and does not slow publishing down to Paho's once-a-second look.
TEST_P(UnkindV5Test, ReceiveMaximumIsKeptAndFast) {
  for (const int maximum : {2, 3, 5, 20}) {
    auto small = manners();
    small.receive_maximum = maximum;
    FakeBroker broker(small);
    Recorder recorder;
    MqttBusOptions options;
    options.port = broker.port();
    auto bus = MqttBus::create(options, log_, counters_);
    ASSERT_TRUE(bus);
    ASSERT_TRUE((*bus)->start(recorder));
    ASSERT_TRUE(recorder.wait_connected(1));
    const auto began = std::chrono::steady_clock::now();
    (*bus)->show(UserId{49'151}, "view", watchers(300), std::nullopt, recorder.taken());
    ASSERT_TRUE(recorder.wait_answers(1));
    EXPECT_LT(std::chrono::steady_clock::now() - began, 3s) << "receive maximum " << maximum;
    EXPECT_EQ(recorder.state().taken, 1);
  }
}

// A second process with our client id throws us out; the log says so, for it is a mistake of somebody's.
TEST_P(UnkindV5Test, TakeoverIsNamed) {
  FakeBroker broker(manners());
  const auto bus = start(broker.port());
  ASSERT_TRUE(recorder_.wait_connected(1));
  broker.disconnect(0x8E);
  ASSERT_TRUE(recorder_.wait_connected(2));
  EXPECT_NE(lines_.str().find("error bus_down why=\"another client has connected with this client id"),
            std::string::npos)
      << lines_.str();
}

// A broker whose ACL refuses one topic: that show is answered false and told in the log, the connection
// stays.
TEST_P(UnkindV5Test, RefusedPublicationIsUntakenWithoutALoss) {
  auto refusing = manners();
  refusing.refused_topic = "facet/v1/in/1000002/49151";
  FakeBroker broker(refusing);
  const auto bus = start(broker.port());
  ASSERT_TRUE(recorder_.wait_connected(1));
  bus->show(UserId{49'151}, "view", watchers(3), std::nullopt, recorder_.taken());
  ASSERT_TRUE(recorder_.wait_answers(1));
  EXPECT_EQ(recorder_.state().untaken, 1);
  bus->show(UserId{49'152}, "view", watchers(3), std::nullopt, recorder_.taken());
  ASSERT_TRUE(recorder_.wait_answers(2));
  EXPECT_EQ(recorder_.state().taken, 1);
  EXPECT_EQ(recorder_.state().lost, 0);
  EXPECT_EQ(counters_.counter("bus.publications_refused").value(), 1U);
  EXPECT_NE(lines_.str().find("publication_refused"), std::string::npos);
  EXPECT_EQ(lines_.str().find("1000002"), std::string::npos) << "no phone number at this level";
}

// A view that expires says so, in whole seconds and never as the 0 that a broker takes for "never"; nothing
// else does.
TEST_P(UnkindV5Test, OnlyAViewWithAnExpiryCarriesOne) {
  FakeBroker broker(manners());
  const auto bus = start(broker.port());
  ASSERT_TRUE(recorder_.wait_connected(1));
  bus->show(UserId{1}, "day", watchers(2), 24h, recorder_.taken());
  bus->show(UserId{2}, "now", watchers(1), 0s, recorder_.taken());
  bus->show(UserId{3}, "long", watchers(1), std::chrono::years{200}, recorder_.taken());
  bus->show(UserId{4}, "kept", watchers(1), std::nullopt, recorder_.taken());
  bus->show(UserId{5}, "", watchers(1), 24h, recorder_.taken());
  bus->publish("facet/v1/re/1/1", "receipt", false, recorder_.taken());
  ASSERT_TRUE(recorder_.wait_answers(6));
  EXPECT_EQ(recorder_.state().taken, 6);
  std::map<std::string, std::optional<unsigned>> expiries;
  for (const auto& publish : broker.publishes()) {
    expiries[publish.payload] = publish.expiry;
    EXPECT_EQ(publish.retain, publish.payload != "receipt");
  }
  EXPECT_EQ(expiries, (std::map<std::string, std::optional<unsigned>>{{"day", 86'400U},
                                                                      {"now", 1U},
                                                                      {"long", 0x7FFF'FFFFU},
                                                                      {"kept", std::nullopt},
                                                                      {"", std::nullopt},
                                                                      {"receipt", std::nullopt}}));
}

// To a broker of FanOuts a view that expires goes to each watcher by itself, and not before it has said of
// every FanOut that it has it: it would be shown first, and replaced by what is older.
TEST_P(UnkindV5Test, AViewThatExpiresWaitsForTheFanOutsBeforeIt) {
  auto holding = manners();
  holding.acknowledges = false;
  FakeBroker broker(holding);
  const auto bus = start(broker.port());
  ASSERT_TRUE(recorder_.wait_connected(1));
  bus->use_fan_out(100);
  const Bytes view = encode(View{Activity::busy, "", kNoTime, kNoTime});
  bus->show(UserId{49'151}, view, watchers(3), std::nullopt, recorder_.taken());
  bus->show(UserId{49'151}, view, watchers(2), 1h, recorder_.taken());
  bus->show(UserId{49'151}, view, watchers(1), std::nullopt, recorder_.taken());
  bus->publish("facet/v1/re/1/1", "receipt", false, recorder_.taken());
  ASSERT_TRUE(broker.wait([&] { return broker.held() == 2; }));
  std::this_thread::sleep_for(100ms);  // for a bus that does not keep to it
  EXPECT_EQ(broker.held(), 2U) << "the FanOut, and the receipt, which nothing holds up";
  broker.acknowledge_held();
  ASSERT_TRUE(recorder_.wait_answers(4));
  EXPECT_EQ(recorder_.state().taken, 4);
  std::vector<std::string> topics;
  for (const auto& publish : broker.publishes()) {
    if (publish.payload != "receipt") topics.push_back(publish.topic);
    EXPECT_EQ(publish.expiry.has_value(), publish.topic.starts_with("facet/v1/in/")) << publish.topic;
  }
  EXPECT_EQ(topics, (std::vector<std::string>{"$CONTROL/facet/v1/fanout", "facet/v1/in/1000001/49151",
                                              "facet/v1/in/1000002/49151", "$CONTROL/facet/v1/fanout"}));
}

// Options that cannot work are refused before anything is tried.
TEST(MqttBusOptions, NonsenseIsRefused) {
  Log log(LogOptions{.level = LogLevel::error});
  Counters counters;
  const std::vector<std::function<void(MqttBusOptions&)>> nonsense = {
      [](auto& o) { o.host.clear(); },        [](auto& o) { o.port = 0; },
      [](auto& o) { o.client_id.clear(); },   [](auto& o) { o.password = "secret"; },
      [](auto& o) { o.mqtt_version = 3; },    [](auto& o) { o.subscriptions = {{"", 1}}; },
      [](auto& o) { o.in_flight = 0; },       [](auto& o) { o.subscriptions = {{"a", 3}}; },
      [](auto& o) { o.window = 0; },          [](auto& o) { o.will = MqttStatement{"a/#", ""}; },
      [](auto& o) { o.in_flight = 65'535; },  [](auto& o) { o.client_id = std::string("a\0b", 3); },
      [](auto& o) { o.longest_pause = 1ms; },
  };
  for (std::size_t i = 0; i < nonsense.size(); ++i) {
    MqttBusOptions options;
    nonsense[i](options);
    const auto bus = MqttBus::create(options, log, counters);
    ASSERT_FALSE(bus) << i;
    EXPECT_EQ(bus.error().code, bus_errc::bad_options) << i;
  }
}

// Started once; a stopped one does not start.
TEST(MqttBusOptions, StartsOnce) {
  Log log(LogOptions{.level = LogLevel::error});
  Counters counters;
  Recorder recorder;
  MqttBusOptions options;
  options.port = testing_support::free_port();
  const auto bus = *MqttBus::create(options, log, counters);
  EXPECT_EQ(bus->wait_connected(1ms).error().code, bus_errc::state);
  EXPECT_TRUE(bus->start(recorder));
  EXPECT_EQ(bus->start(recorder).error().code, bus_errc::state);
  bus->stop(0ms);
  EXPECT_EQ(bus->start(recorder).error().code, bus_errc::state);
  bus->publish("a", "x", false, recorder.taken());
  EXPECT_EQ(recorder.state().untaken, 1);
}

}  // namespace
}  // namespace facet::resolver
