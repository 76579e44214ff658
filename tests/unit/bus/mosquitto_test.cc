// The bus against a real broker, which dies, comes back and keeps what it was given.
#include <gtest/gtest.h>

#include <csignal>
#include <set>
#include <sstream>
#include <thread>

#include "resolver/adapters/mqtt/mqtt_bus.h"
#include "schemas/topics.h"
#include "tests/support/process.h"
#include "tests/unit/bus/broker.h"
#include "tests/unit/bus/child.h"
#include "tests/unit/bus/recorder.h"

namespace facet::resolver {
namespace {

using namespace std::chrono_literals;
using test::Recorder;
using testing_support::Mosquitto;

std::vector<UserId> watchers(std::uint64_t count) {
  std::vector<UserId> result;
  for (std::uint64_t i = 1; i <= count; ++i) result.emplace_back(1'000'000 + i);
  return result;
}

class MosquittoTest : public testing::TestWithParam<int> {
 protected:
  void SetUp() override { ASSERT_TRUE(broker_.running()) << broker_.log(); }

  MqttBusOptions options(const std::string& client_id, std::vector<MqttSubscription> subscriptions) const {
    MqttBusOptions options;
    options.port = broker_.port();
    options.mqtt_version = GetParam();
    options.client_id = client_id;
    options.subscriptions = std::move(subscriptions);
    options.shortest_pause = 20ms;
    options.longest_pause = 200ms;
    return options;
  }
  // Started and connected.
  std::unique_ptr<MqttBus> connect(MqttBusOptions options, Recorder& recorder) {
    auto bus = MqttBus::create(std::move(options), log_, counters_);
    EXPECT_TRUE(bus);
    EXPECT_TRUE((*bus)->start(recorder));
    const auto connected = (*bus)->wait_connected(test::kSoon);
    EXPECT_TRUE(connected) << connected.error().message();
    return std::move(*bus);
  }
  // What the broker has stored for these filters.
  std::map<std::string, Recorder::Message> retained(const std::string& filter, std::size_t count) {
    Recorder recorder;
    const auto bus = connect(options("reader-" + std::to_string(++readers_), {{filter, 1}}), recorder);
    EXPECT_TRUE(recorder.wait([&](const auto& s) { return s.newest.size() >= count; }));
    return recorder.state().newest;
  }

  Mosquitto broker_{test::unlimited()};
  std::ostringstream lines_;
  Log log_{LogOptions{.to = &lines_}};
  Counters counters_;
  int readers_ = 0;
};

INSTANTIATE_TEST_SUITE_P(Mqtt, MosquittoTest, testing::Values(4, 5),
                         [](const auto& tested) { return tested.param == 5 ? "V5" : "V311"; });

// What is handled in the callback is acknowledged by it: a process that dies in there gets the message again,
// a process that returned does not.
TEST_P(MosquittoTest, DeathInTheCallbackBringsTheMessageAgain) {
  Recorder resolver;
  const auto resolver_options = options("resolver", {{topics::every_up(), 1}});
  connect(resolver_options, resolver)->stop(1s);  // from now on messages wait for it
  Recorder phone;
  const auto phone_bus = connect(options("phone", {}), phone);
  phone_bus->publish("facet/v1/up/1/1/status", "precious", false, phone.taken());
  ASSERT_TRUE(phone.wait_answers(1));

  EXPECT_EQ(test::run_child({"die-in-callback", std::to_string(broker_.port()), std::to_string(GetParam())}),
            test::kDiedInCallback);

  const auto second = connect(resolver_options, resolver);
  ASSERT_TRUE(resolver.wait_messages(1));
  EXPECT_EQ(resolver.state().messages[0].payload, "precious");
  second->stop(1s);
  const auto third = connect(resolver_options, resolver);
  phone_bus->publish("facet/v1/up/1/1/status", "next", false, phone.taken());
  ASSERT_TRUE(resolver.wait_messages(2));
  EXPECT_EQ(resolver.state().messages[1].payload, "next");
}

// Messages of one topic keep their order, those that waited for the resolver included.
TEST_P(MosquittoTest, OrderHoldsForEachTopic) {
  Recorder resolver;
  const auto resolver_options = options("resolver", {{topics::every_up(), 1}});
  connect(resolver_options, resolver)->stop(1s);
  Recorder phone;
  const auto phone_bus = connect(options("phone", {}), phone);
  const auto send = [&](int from, int to) {
    for (int i = from; i < to; ++i) {
      for (const char* user : {"1", "2", "3"}) {
        phone_bus->publish(std::string("facet/v1/up/") + user + "/1/status", std::to_string(i), false,
                           phone.taken());
      }
    }
    ASSERT_TRUE(phone.wait_answers(3 * to));
  };
  send(0, 500);
  const auto bus = connect(resolver_options, resolver);
  send(500, 1'000);
  ASSERT_TRUE(resolver.wait_messages(3'000));
  std::map<std::string, int> next;
  for (const auto& message : resolver.state().messages) {
    ASSERT_EQ(message.payload, std::to_string(next[message.topic]++)) << message.topic;
  }
}

// One View for 5,000 watchers: one answer, and each finds it stored at the broker. Shown empty: gone again.
TEST_P(MosquittoTest, ShowReachesEveryWatcherAndIsRetained) {
  Recorder recorder;
  const auto bus = connect(options("resolver", {}), recorder);
  bus->show(UserId{49'151}, "first", watchers(5'000), std::nullopt, recorder.taken());
  bus->show(UserId{49'151}, "second", watchers(5'000), std::nullopt, recorder.taken());
  ASSERT_TRUE(recorder.wait_answers(2));
  EXPECT_EQ(recorder.state().taken, 2);
  const auto stored = retained("facet/v1/in/+/+", 5'000);
  ASSERT_EQ(stored.size(), 5'000U);
  for (const auto watcher : watchers(5'000)) {
    const auto& message = stored.at(topics::build(topics::In{watcher, UserId{49'151}}));
    ASSERT_EQ(message.payload, "second");
    ASSERT_TRUE(message.retained);
  }
  bus->show(UserId{49'151}, "", watchers(4'999), std::nullopt, recorder.taken());
  ASSERT_TRUE(recorder.wait_answers(3));
  EXPECT_EQ(retained("facet/v1/in/+/+", 1).size(), 1U);
}

class ExpiryTest : public MosquittoTest {
 protected:
  static constexpr UserId kPresentity{49'151};
  std::string topic(std::uint64_t watcher) {
    return topics::build(topics::In{UserId{1'000'000 + watcher}, kPresentity});
  }
  // What somebody who comes now is told of a topic, and the seconds that it has left; empty: nothing there.
  std::string told(const std::string& of) {
    return testing_support::run({"mosquitto_sub", "-p", std::to_string(broker_.port()), "-V", "5", "-t", of,
                                 "-C", "1", "-W", "1", "--retained-only", "-F", "%p %E"})
        .out;
  }
};
INSTANTIATE_TEST_SUITE_P(Mqtt, ExpiryTest, testing::Values(5), [](const auto&) { return "V5"; });

// A follower's view: whoever subscribes later is told how long it is still good for.
TEST_P(ExpiryTest, WhoComesLaterIsToldTheRemainingTime) {
  Recorder recorder;
  const auto bus = connect(options("resolver", {}), recorder);
  bus->show(kPresentity, "view", watchers(2), 1h, recorder.taken());
  bus->show(kPresentity, "for good", {watchers(2)[1]}, std::nullopt, recorder.taken());
  ASSERT_TRUE(recorder.wait_answers(2));
  EXPECT_EQ(told(topic(2)), "for good \n") << "a later view takes the expiry away";
  ASSERT_TRUE(testing_support::eventually([&] { return told(topic(1)) != "view 3600\n"; }));
  const auto later = told(topic(1));
  EXPECT_TRUE(later.starts_with("view 359")) << later;
}

// With nobody there to take it away, the broker does.
TEST_P(ExpiryTest, AfterItNothingIsRetained) {
  Recorder recorder;
  const auto bus = connect(options("resolver", {}), recorder);
  bus->show(kPresentity, "for good", watchers(3), std::nullopt, recorder.taken());
  bus->show(kPresentity, "for a second", {watchers(3)[0]}, 1s, recorder.taken());
  bus->show(kPresentity, "for a second", {watchers(3)[1]}, 1s, recorder.taken());
  bus->show(kPresentity, "renewed", {watchers(3)[1]}, 1h, recorder.taken());
  ASSERT_TRUE(recorder.wait_answers(4));
  ASSERT_EQ(recorder.state().taken, 4);
  EXPECT_TRUE(testing_support::eventually([&] { return told(topic(1)).empty(); }));
  EXPECT_TRUE(told(topic(2)).starts_with("renewed ")) << told(topic(2));
  EXPECT_EQ(told(topic(3)), "for good \n");
  const auto left = retained("facet/v1/in/+/+", 2);
  EXPECT_EQ(left.size(), 2U);
  EXPECT_FALSE(left.contains(topic(1)));
}

// The broker is killed with publications under way: all answered false, then on_lost; it connects again by
// itself, subscribes again, and works. What was under way comes neither again nor late.
TEST_P(MosquittoTest, BrokerDiesAndComesBack) {
  Recorder resolver;
  const auto bus = connect(options("resolver", {{topics::every_up(), 1}}), resolver);
  broker_.freeze();
  for (int i = 0; i < 10; ++i)
    bus->show(UserId{49'151}, "old", watchers(100), std::nullopt, resolver.taken());
  bus->publish("facet/v1/re/1/1", "old", false, resolver.taken());
  EXPECT_EQ(resolver.state().taken + resolver.state().untaken, 0);
  broker_.end(SIGKILL);
  ASSERT_TRUE(resolver.wait([](const auto& s) { return s.lost == 1; }));
  EXPECT_EQ(resolver.state().untaken_at_first_loss, 11);
  EXPECT_FALSE(bus->connected());
  EXPECT_TRUE(bus->problem());
  bus->publish("facet/v1/re/1/1", "offline", false, resolver.taken());
  EXPECT_EQ(resolver.state().untaken, 12) << "offline is told before the call returns";

  ASSERT_TRUE(broker_.start()) << broker_.log();
  ASSERT_TRUE(resolver.wait_connected(2));
  Recorder phone;
  const auto phone_bus = connect(options("phone", {{"facet/v1/in/+/+", 1}, {"facet/v1/re/+/+", 1}}), phone);
  bus->show(UserId{49'151}, "new", watchers(100), std::nullopt, resolver.taken());
  ASSERT_TRUE(resolver.wait_answers(13));
  EXPECT_EQ(resolver.state().taken, 1);
  phone_bus->publish("facet/v1/up/1/1/status", "hello", false, phone.taken());
  ASSERT_TRUE(resolver.wait_messages(1));
  ASSERT_TRUE(phone.wait_messages(100));
  for (const auto& message : phone.state().messages) EXPECT_EQ(message.payload, "new") << message.topic;
}

// A broker that forgot the session gets the subscriptions anew at every connection; one that kept it delivers
// what waited, before or after on_connected.
TEST_P(MosquittoTest, CleanRestartKeepsWaitingMessages) {
  Recorder resolver;
  Recorder phone;
  auto bus = connect(options("resolver", {{topics::every_up(), 1}}), resolver);
  bus->stop(1s);
  const auto phone_bus = connect(options("phone", {}), phone);
  phone_bus->publish("facet/v1/up/1/1/status", "waited", false, phone.taken());
  ASSERT_TRUE(phone.wait_answers(1));
  broker_.end(SIGTERM);
  ASSERT_TRUE(broker_.start()) << broker_.log();
  bus = connect(options("resolver", {{topics::every_up(), 1}}), resolver);
  ASSERT_TRUE(resolver.wait_messages(1));
  EXPECT_EQ(resolver.state().messages[0].payload, "waited");
  EXPECT_NE(lines_.str().find("session_present=true"), std::string::npos) << lines_.str();
}

// Dying shows the will, stopping does not: it shows the last word.
TEST_P(MosquittoTest, WillForDeathLastWordForStop) {
  const std::string topic = topics::resolver_op("r1", "state");
  Recorder watcher;
  const auto watcher_bus = connect(options("watcher", {{topic, 1}}), watcher);
  test::Child child({"stand", std::to_string(broker_.port()), std::to_string(GetParam())});
  ASSERT_TRUE(
      watcher.wait([](const auto& s) { return !s.messages.empty() && s.messages.back().payload == "up"; }));
  child.kill();
  ASSERT_TRUE(watcher.wait([](const auto& s) { return s.messages.back().payload == "vanished"; }));

  Recorder recorder;
  auto with_will = options("resolver", {});
  with_will.will = MqttStatement{topic, "vanished"};
  const auto bus = connect(with_will, recorder);
  bus->stop(1s, MqttStatement{topic, "stopped"});
  ASSERT_TRUE(watcher.wait([](const auto& s) { return s.messages.back().payload == "stopped"; }));
  const auto stored = retained(topic, 1);
  EXPECT_EQ(stored.at(topic).payload, "stopped");
}

// stop() lets what was accepted get through, and nothing is called when it has returned.
TEST_P(MosquittoTest, StopDrains) {
  Recorder recorder;
  const auto bus = connect(options("resolver", {}), recorder);
  for (std::uint64_t i = 0; i < 20; ++i) {
    bus->show(UserId{49'151 + i}, "view", watchers(200), std::nullopt, recorder.taken());
  }
  bus->stop(10s);
  const auto at_stop = recorder.state();
  EXPECT_EQ(at_stop.taken, 20);
  EXPECT_EQ(at_stop.lost, 0);
  bus->publish("facet/v1/re/1/1", "late", false, recorder.taken());
  EXPECT_EQ(recorder.state().untaken, 1);
  EXPECT_EQ(retained("facet/v1/in/+/+", 4'000).size(), 4'000U);
}

// Messages go on arriving and being handled while the bus winds up; none is acknowledged unhandled.
TEST_P(MosquittoTest, NothingIsLostAtStop) {
  Recorder phone;
  Recorder resolver;
  const auto resolver_options = options("resolver", {{topics::every_up(), 1}});
  const auto phone_bus = connect(options("phone", {}), phone);
  auto bus = connect(resolver_options, resolver);
  std::jthread sender([&] {
    for (int i = 0; i < 3'000; ++i) {
      phone_bus->publish("facet/v1/up/1/1/status", std::to_string(i), false, phone.taken());
    }
  });
  ASSERT_TRUE(resolver.wait_messages(100));
  bus->stop(1s);
  sender.join();
  ASSERT_TRUE(phone.wait_answers(3'000));
  bus = connect(resolver_options, resolver);
  ASSERT_TRUE(resolver.wait([](const auto& s) {
    return s.newest.contains("facet/v1/up/1/1/status") &&
           s.newest.at("facet/v1/up/1/1/status").payload == "2999";
  }));
  std::set<std::string> seen;
  for (const auto& message : resolver.state().messages) seen.insert(message.payload);
  EXPECT_EQ(seen.size(), 3'000U);
}

// The handler may publish from on_message: that is how a receipt could be sent. An exception of it costs that
// message only.
TEST_P(MosquittoTest, HandlerMayPublishAndMayThrow) {
  Recorder resolver;
  Recorder phone;
  std::unique_ptr<MqttBus> bus;
  resolver.then = [&](const Recorder::Message& message) {
    if (message.payload == "poison") throw std::runtime_error("no");
    bus->publish("facet/v1/re/1/1", "receipt for " + message.payload, false, resolver.taken());
    bus->show(UserId{1}, "view", watchers(3'000), std::nullopt,
              resolver.taken());  // more than a window: must not block
  };
  bus = connect(options("resolver", {{topics::every_up(), 1}}), resolver);
  const auto phone_bus = connect(options("phone", {{"facet/v1/re/+/+", 1}}), phone);
  phone_bus->publish("facet/v1/up/1/1/status", "poison", false, phone.taken());
  phone_bus->publish("facet/v1/up/1/1/status", "good", false, phone.taken());
  ASSERT_TRUE(phone.wait_messages(1));
  EXPECT_EQ(phone.state().messages[0].payload, "receipt for good");
  EXPECT_EQ(counters_.counter("bus.messages_dropped").value(), 1U);
  EXPECT_NE(lines_.str().find("message_dropped"), std::string::npos);
  EXPECT_EQ(lines_.str().find("up/1/1"), std::string::npos) << "a topic names a person";
}

// Two processes with one client id do not throw each other out endlessly and fast.
TEST_P(MosquittoTest, TakeoverSlowsDown) {
  Recorder first;
  Recorder second;
  auto same = options("resolver", {});
  same.longest_pause = 10s;
  same.shortest_pause = 200ms;
  const auto one = connect(same, first);
  const auto other = connect(same, second);
  ASSERT_TRUE(first.wait([](const auto& s) { return s.lost >= 1; }));
  std::this_thread::sleep_for(1s);
  EXPECT_LE(first.state().connected + second.state().connected, 8);
}

// Paho's threads oversleep; with the nudge a message on a quiet connection is not late by up to 100 ms, nor a
// publication by a second. Without it 9 in 100 of these messages come late.
TEST_P(MosquittoTest, QuietConnectionAnswersAtOnce) {
  Recorder resolver;
  Recorder phone;
  std::unique_ptr<MqttBus> bus;
  const auto phone_bus = connect(options("phone", {}), phone);
  bus = connect(options("resolver", {{topics::every_up(), 1}}), resolver);
  std::chrono::steady_clock::duration worst{};
  for (std::size_t i = 1; i <= 4; ++i) {
    std::this_thread::sleep_for(1'050ms);  // into the middle of where the reading thread would sleep
    const auto sent = std::chrono::steady_clock::now();
    phone_bus->publish("facet/v1/up/1/1/status", "x", false, phone.taken());
    ASSERT_TRUE(resolver.wait_messages(i));
    worst = std::max(worst, std::chrono::steady_clock::now() - sent);
  }
  EXPECT_LT(worst, 45ms);
}

// It lives through many connections: each is a Paho client made and destroyed.
TEST_P(MosquittoTest, ManyReconnects) {
  Recorder resolver;
  const auto bus = connect(options("resolver", {{topics::every_up(), 1}}), resolver);
  for (int i = 1; i <= 8; ++i) {
    bus->show(UserId{1}, std::to_string(i), watchers(300), std::nullopt, {});
    broker_.end(SIGKILL);
    ASSERT_TRUE(resolver.wait([i](const auto& s) { return s.lost >= i; }));
    ASSERT_TRUE(broker_.start()) << broker_.log();
    ASSERT_TRUE(resolver.wait_connected(i + 1));
  }
  bus->show(UserId{1}, "last", watchers(300), std::nullopt, resolver.taken());
  ASSERT_TRUE(resolver.wait_answers(1));
  EXPECT_EQ(resolver.state().taken, 1);
}

}  // namespace
}  // namespace facet::resolver
