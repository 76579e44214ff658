#include <gtest/gtest.h>
#include <mqtt/async_client.h>

#include <atomic>
#include <csignal>
#include <future>

#include "client/lib/paho_link.h"
#include "client/lib/phone.h"
#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/support/mosquitto.h"

// The library over Eclipse Paho and a real Mosquitto; a small resolver takes everything and answers.
namespace facet::client {
namespace {

using namespace std::chrono_literals;
using testing_support::eventually;

constexpr UserId kMe{8613800138000};
constexpr UserId kBob{8613900139000};

class AcceptingResolver final : public mqtt::callback {
 public:
  AcceptingResolver(std::uint16_t port, const std::string& password)
      : client_("tcp://127.0.0.1:" + std::to_string(port), "resolver", mqtt::create_options(MQTTVERSION_5)) {
    client_.set_callback(*this);
    mqtt::connect_options options;
    options.set_mqtt_version(MQTTVERSION_5);
    options.set_clean_start(true);
    options.set_user_name(kMe.digits());
    options.set_password(password);
    client_.connect(options)->wait_for(10s);
    client_.subscribe(topics::every_up(), 1)->wait_for(10s);
  }
  ~AcceptingResolver() override { client_.disconnect()->wait_for(2s); }

  void retain(const topics::Topic& topic, const Bytes& payload) {
    client_.publish(mqtt::make_message(topics::build(topic), payload, 1, true))->wait_for(10s);
  }

  void message_arrived(mqtt::const_message_ptr message) override {
    const auto up = std::get<topics::Up>(topics::parse(message->get_topic()).value());
    const auto payload = message->to_string();
    Receipt receipt;
    receipt.outcome = facet::Outcome::accepted;
    switch (up.kind) {
      case topics::UpKind::device:
        ++reports;
        receipt.request = decode_device_report(payload)->revision.value();
        break;
      case topics::UpKind::groups:
        receipt.request = decode_groups_edit(payload)->revision.value();
        break;
      case topics::UpKind::status:
        receipt.request = decode_status_edit(payload)->revision.value();
        break;
      case topics::UpKind::ask:
        receipt.request = decode_status_request(payload)->correlation;
        receipt.answers = {{kBob, {Activity::holiday, "", {}, {}}}};
        break;
      case topics::UpKind::watch:
        receipt.request = decode_watch_edit(payload)->revision.value();
        break;
      case topics::UpKind::account:
        receipt.request = decode_account_edit(payload)->revision.value();
        break;
      case topics::UpKind::query:
        receipt.request = decode_query(payload)->correlation;
        break;
    }
    client_.publish(
        mqtt::make_message(topics::build(topics::Re{up.user, up.device}), encode(receipt), 1, false));
  }

  std::atomic<int> reports{0};

 private:
  mqtt::async_client client_;
};

// One user, with a password.
std::string broker_config(std::uint16_t port, const std::filesystem::path& dir) {
  const std::string passwords = dir / "passwords";
  testing_support::run({"mosquitto_passwd", "-b", "-c", passwords, kMe.digits(), "secret"});
  return testing_support::loopback_listener(port) + "allow_anonymous false\npassword_file " + passwords +
         "\npersistence false\n";
}

class LinkTest : public testing::Test {
 protected:
  LinkTest() {
    profile_.user = kMe;
    profile_.device = DeviceId{7};
    profile_.region = "CN";
    profile_.port = broker_.port();
    profile_.password = "secret";
  }
  void SetUp() override { ASSERT_TRUE(broker_.running()) << broker_.log(); }

  std::unique_ptr<Phone> open() {
    EXPECT_TRUE(create_profile(dir_.path(), profile_));
    auto phone = Phone::open(dir_.path());
    EXPECT_TRUE(phone);
    return std::move(*phone);
  }

  template <typename Event>
  static std::optional<Event> next(Link& link) {
    const auto deadline = std::chrono::steady_clock::now() + 10s;
    while (std::chrono::steady_clock::now() < deadline) {
      for (auto& event : link.wait(100ms)) {
        if (auto* found = std::get_if<Event>(&event)) return std::move(*found);
      }
    }
    return std::nullopt;
  }

  testing_support::Mosquitto broker_{broker_config};
  testing_support::TempDir dir_;
  Profile profile_;
};

TEST_F(LinkTest, ConnectsSubscribesAndHearsItself) {
  const auto link = make_paho_link(profile_);
  link->connect(5s);
  ASSERT_TRUE(next<Connected>(*link));
  link->subscribe({"facet/v1/re/1/1", "facet/v1/in/1/+", "facet/v1/own/1/+"});
  ASSERT_TRUE(next<Subscribed>(*link));
  const Bytes payload("\0binary\xff", 8);
  link->publish("facet/v1/in/1/2", payload);
  const auto message = next<Message>(*link);
  ASSERT_TRUE(message);
  EXPECT_EQ(message->topic, "facet/v1/in/1/2");
  EXPECT_EQ(message->payload, payload);
}

TEST_F(LinkTest, WrongPasswordIsNotAuthorised) {
  profile_.password = "guess";
  const auto link = make_paho_link(profile_);
  link->connect(5s);
  const auto lost = next<Lost>(*link);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->why, errc::not_authorised) << lost->detail;
}

TEST_F(LinkTest, NobodyThereIsUnreachable) {
  broker_.end(SIGKILL);
  const auto link = make_paho_link(profile_);
  link->connect(5s);
  const auto lost = next<Lost>(*link);
  ASSERT_TRUE(lost);
  EXPECT_EQ(lost->why, errc::unreachable);
  EXPECT_EQ(lost->detail, "tcp://127.0.0.1:" + std::to_string(profile_.port));
}

TEST_F(LinkTest, BrokerThatDiesIsNoticed) {
  const auto link = make_paho_link(profile_);
  link->connect(5s);
  ASSERT_TRUE(next<Connected>(*link));
  broker_.end(SIGKILL);
  ASSERT_TRUE(next<Lost>(*link));
  link->publish("facet/v1/in/1/2", "late");  // changes nothing, throws nothing
  EXPECT_TRUE(link->wait(50ms).empty());
}

// A plain socket's first bytes to a TLS client: refused, not taken for a broker.
TEST_F(LinkTest, BrokerWithoutTlsIsNotTrusted) {
  profile_.ca_file = "/etc/ssl/certs/ca-certificates.crt";
  const auto link = make_paho_link(profile_);
  link->connect(2s);
  EXPECT_TRUE(next<Lost>(*link));
}

TEST_F(LinkTest, WholePhoneSyncsAndAsks) {
  AcceptingResolver resolver(broker_.port(), "secret");
  resolver.retain(topics::In{kMe, kBob}, encode(View{Activity::driving, "", {}, {}}));
  OwnGroup own{Revision{1'000 << 16 | 8},    "Work", 1,
               {Activity::busy, "", {}, {}}, {},     Revision{1'000 << 16 | 8},
               Revision{1'000 << 16 | 8},    1};
  resolver.retain(topics::Own{kMe, GroupId{5}}, encode(own));
  resolver.retain(topics::OwnMembers{kMe, GroupId{5}}, encode(OwnMembers{Revision{1'000 << 16 | 8}, {kBob}}));
  auto phone = open();
  const auto family = phone->create_group("Family").value();
  ASSERT_TRUE(phone->add_members(family, {kBob}));
  const auto report = phone->sync(10s);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->accepted, 2U);
  EXPECT_EQ(resolver.reports, 1);
  EXPECT_EQ(phone->views()->at(0).view->activity, Activity::driving);
  EXPECT_EQ(phone->group_named("Work")->members, std::vector{kBob});
  EXPECT_EQ(phone->ask({kBob}, 10s)->at(0).view.activity, Activity::holiday);
}

// The broker is killed and comes back: the phone that stays online finds it again and delivers.
TEST_F(LinkTest, ComesBackAfterTheBrokerDied) {
  auto phone = open();
  std::atomic<int> connected{0};
  Events events;
  events.connection = [&](bool online) { connected += online ? 1 : 0; };
  std::stop_source stop;
  auto staying = std::async(std::launch::async, [&] { return phone->stay_online(events, stop.get_token()); });
  EXPECT_TRUE(eventually([&] { return connected == 1; }));
  broker_.end(SIGKILL);
  EXPECT_TRUE(phone->set_status({kOther}, {Activity::driving, "", {}, {}}));
  EXPECT_TRUE(broker_.start());
  {
    AcceptingResolver resolver(broker_.port(), "secret");
    EXPECT_TRUE(eventually([&] { return phone->waiting() == 0U; }));
    stop.request_stop();
    EXPECT_TRUE(staying.get());
  }
  EXPECT_GE(connected, 2);
}

}  // namespace
}  // namespace facet::client
