#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/system/people.h"
#include "tests/system/site.h"

// What happens at the limits that deploy/lib/mosquitto_conf.sh sets in Mosquitto: what a phone sees, and that
// nothing with a receipt is lost. Where a test lowers a limit, it is to reach it; docs/operations.md tells
// the same in words.
namespace facet::system_test {
namespace {

constexpr const char* kResolverName = "facet-resolver";
constexpr std::uint64_t kFirstContact = 4'915'100'000'000;

std::vector<Account> accounts() {
  return {{kResolverName, "resolver"}, {"facet-operator", "operator"}, {kBob.digits(), "phone"}};
}

GuardedBroker::More lines(const std::string& text) {
  return [text](const auto&) { return text; };
}

Bytes view(Activity activity, const std::string& note = {}) {
  return encode(View{activity, note, Time{std::chrono::seconds{1'795'000'000}}, kNoTime});
}

std::string in(UserId presentity) {
  return topics::build(topics::In{kBob, presentity});
}

Activity shown(const MqttClient& phone, UserId presentity) {
  const auto decoded = decode_view(phone.last(in(presentity)));
  return decoded ? decoded->activity : Activity::unset;
}

// By Mosquitto's defaults 1,020 of them.
TEST(MosquittoLimits, ManyThousandContactsAreShownAtOnceWhenAPhoneSubscribes) {
  constexpr std::size_t kContacts = 3000;
  const GuardedBroker broker{accounts()};
  MqttClient resolver{broker.as(kResolverName)};
  for (std::size_t i = 0; i < kContacts; ++i) {
    ASSERT_TRUE(resolver.publish(in(UserId{kFirstContact + i}), view(Activity::free), true));
  }
  MqttClient bob{broker.as(kBob.digits())};
  bob.subscribe(topics::every_in(kBob));
  EXPECT_TRUE(eventually([&] { return bob.messages().size() == kContacts; })) << bob.messages().size();
}

// A phone that keeps a session (the library's does not) and is away: what goes beyond max_queued_bytes is
// dropped, the newest first, so what it is sent on its return may be old. Subscribing, which every phone does
// after connecting, brings what is retained. (That goes through the same queue: at 64 MiB some 500,000
// Views.)
TEST(MosquittoLimits, APhoneWhoseQueueWasFullIsShownTheTruthWhenItSubscribes) {
  const GuardedBroker broker{accounts(), GuardedBroker::Guard::plugin, lines("max_queued_bytes 4000\n")};
  auto options = broker.as(kBob.digits(), "1", 5);
  options.clean = false;
  options.session_expiry = 3600;
  {
    MqttClient bob{options};
    ASSERT_EQ(bob.subscribe(topics::every_in(kBob)), 1);
  }
  MqttClient resolver{broker.as(kResolverName)};
  constexpr std::size_t kChanges = 600;
  for (std::size_t i = 0; i < kChanges; ++i) {
    ASSERT_TRUE(
        resolver.publish(in(UserId{kFirstContact + i % 20}), view(Activity::free, "as it was"), true));
  }
  ASSERT_TRUE(resolver.publish(in(UserId{kFirstContact}), view(Activity::driving), true)) << "acknowledged";

  MqttClient bob{options};
  ASSERT_TRUE(eventually([&] { return !bob.messages().empty(); }));
  ASSERT_EQ(bob.subscribe(in(UserId{1})), 1);  // answered behind what was queued
  EXPECT_LT(bob.messages().size(), kChanges);
  EXPECT_EQ(shown(bob, UserId{kFirstContact}), Activity::free) << "the newest was dropped";

  ASSERT_EQ(bob.subscribe(topics::every_in(kBob)), 1);
  EXPECT_TRUE(eventually([&] { return shown(bob, UserId{kFirstContact}) == Activity::driving; }));
}

// While the resolver is away its queue fills. What is dropped then has no receipt, so the phone sends it
// again.
TEST(MosquittoLimits, WhatPhonesSendWhileTheResolverIsAwayIsTakenOrSentAgain) {
  constexpr std::uint32_t kGroups = 60;
  Site site{{kAlice, kBob}, Site::Guard::plugin, lines("max_queued_bytes 4000\n")};
  ASSERT_TRUE(site.ready()) << site.resolver_log();
  BarePhone alice{site, kAlice};
  ASSERT_TRUE(alice.come_online());
  site.stop_resolver(SIGTERM);
  std::vector<std::uint64_t> requests;
  for (std::uint32_t group = 1; group <= kGroups; ++group) {
    requests.push_back(alice.edit_groups({new_group(GroupId{group}, 1, {kBob})}));
  }
  site.start_resolver();
  ASSERT_TRUE(site.ready()) << site.resolver_log();
  EXPECT_TRUE(alice.accepted(requests.front()));
  const auto receipts = [&] {
    return alice.mqtt().messages(topics::build(topics::Re{kAlice, DeviceId{7}})).size() -
           1;  // but the report's
  };
  // What comes behind them all is answered behind them all.
  ASSERT_TRUE(alice.accepted(alice.tell(kOther, Activity::free)));
  EXPECT_LT(receipts(), kGroups) << "the limit was not reached";

  for (std::uint32_t group = 1; group <= kGroups; ++group) {
    EXPECT_TRUE(alice.accepted(alice.edit_groups({new_group(GroupId{group}, 1, {kBob})})));
  }
  BarePhone tablet{site, kAlice, DeviceId{8}};
  ASSERT_TRUE(tablet.come_online());
  for (std::uint32_t group = 1; group <= kGroups; ++group) {
    EXPECT_TRUE(eventually([&] {
      return !tablet.mqtt().last(topics::build(topics::Own{kAlice, GroupId{group}})).empty();
    })) << group;
  }
}

// Before it takes memory. With MQTT 3.1.1 the broker hangs up, and the phone comes back; with MQTT 5 the
// phone has been told the size when it connected. Nobody else notices.
TEST(MosquittoLimits, APacketBeyondAllBoundsIsNotTaken) {
  const GuardedBroker broker{accounts()};
  MqttClient resolver{broker.as(kResolverName)};
  const auto topic = topics::build(topics::Up{kBob, DeviceId{1}, topics::UpKind::groups});
  for (const int version : {4, 5}) {
    auto options = broker.as(kBob.digits(), "1", version);
    options.comes_back = false;  // or it would send the same again
    MqttClient bob{options};
    ASSERT_TRUE(bob.connected());
    EXPECT_FALSE(bob.send(topic, std::string(600'000, 'x')));
    EXPECT_EQ(bob.hung_up(), version == 4 ? 1U : 0U);
    EXPECT_TRUE(MqttClient(broker.as(kBob.digits(), "2", version)).connected());
  }
  EXPECT_EQ(resolver.hung_up(), 0U);
}

// The broker has no file descriptor left for one more. Those who are there stay, and a place that becomes
// free is taken by whoever tries next.
TEST(MosquittoLimits, WhoComesWhenAllPlacesAreTakenGetsInLater) {
  const GuardedBroker broker{accounts()};
  MqttClient resolver{broker.as(kResolverName)};
  const auto open =
      std::distance(std::filesystem::directory_iterator{"/proc/" + std::to_string(broker.pid()) + "/fd"},
                    std::filesystem::directory_iterator{});
  const rlimit two_more{static_cast<rlim_t>(open) + 2, static_cast<rlim_t>(open) + 2};
  ASSERT_EQ(::prlimit(broker.pid(), RLIMIT_NOFILE, &two_more, nullptr), 0);

  std::vector<std::unique_ptr<MqttClient>> phones;
  while (phones.size() < 10 && (phones.empty() || phones.back()->connected())) {
    phones.push_back(
        std::make_unique<MqttClient>(broker.as(kBob.digits(), std::to_string(phones.size() + 1))));
  }
  ASSERT_FALSE(phones.back()->connected()) << "the limit was not reached";
  ASSERT_GT(phones.size(), 1U);
  EXPECT_EQ(resolver.hung_up() + phones.front()->hung_up(), 0U) << "those who are there stay";
  EXPECT_TRUE(resolver.publish(in(kAlice), view(Activity::free), true));
  phones.erase(phones.begin());
  EXPECT_TRUE(eventually([&] { return phones.back()->connected(); }));
}

// The fuse has blown: whoever publishes is disconnected. What had a receipt is with the resolver, and is
// shown when the broker has been started with more.
TEST(MosquittoLimits, ABrokerWithoutMemoryLosesNothingThatHadAReceipt) {
  std::string more = "memory_limit 1500000\n";
  Site site{{kAlice, kBob}, Site::Guard::plugin, [&more](const auto&) { return more; }};
  ASSERT_TRUE(site.ready()) << site.resolver_log();
  BarePhone alice{site, kAlice};
  ASSERT_TRUE(alice.come_online());
  ASSERT_TRUE(BarePhone(site, kBob).come_online());
  ASSERT_TRUE(alice.accepted(alice.edit_groups({new_group(kFamily, 1, {kBob})})));
  ASSERT_TRUE(alice.accepted(alice.tell(kFamily, Activity::driving)));

  // Somebody fills it: here a second process with the resolver's account.
  MqttClient filler{site.broker().as(kResolverName)};
  std::size_t stored = 0;
  while (stored < 100'000 && filler.publish(topics::build(topics::In{kBob, UserId{kFirstContact + stored}}),
                                            view(Activity::free), true)) {
    ++stored;
  }
  ASSERT_LT(stored, 100'000U) << "the limit was not reached";
  EXPECT_TRUE(site.broker().running());

  more = "";
  site.stop_broker(SIGTERM);
  site.broker().configure_again();
  site.start_broker();
  ASSERT_TRUE(site.ready()) << site.resolver_log();
  BarePhone bob{site, kBob};
  ASSERT_TRUE(bob.come_online());
  EXPECT_TRUE(bob.comes_to_show(kAlice, Activity::driving)) << site.resolver_log();
  BarePhone back{site, kAlice, DeviceId{8}};
  ASSERT_TRUE(back.come_online());
  ASSERT_TRUE(back.accepted(back.tell(kFamily, Activity::free)));
  EXPECT_TRUE(bob.comes_to_show(kAlice, Activity::free));
}

}  // namespace
}  // namespace facet::system_test
