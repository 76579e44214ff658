#include "broker-plugin/door/door.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "broker-plugin/credentials/credentials_file.h"
#include "broker-plugin/credentials/password_hash.h"
#include "schemas/encode.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/door/fake_broker.h"

// The door as a whole: a broker's events in, verdicts and publications out.
namespace facet::door {
namespace {

using namespace std::chrono_literals;

constexpr const char* kAlice = "8613800138000";
constexpr const char* kAlicesPhone = "8613800138000-7";
constexpr const char* kBob = "8613800138001";
constexpr const char* kStatusTopic = "facet/v1/up/8613800138000/7/status";
constexpr const char* kReceiptTopic = "facet/v1/re/8613800138000/7";
constexpr const char* kLinkTopic = "facet/v1/link/8613800138000/7";
const std::string kKey(64, 'a');
const Bytes kStatus =
    encode(StatusEdit{Revision{42}, {{GroupId{1}, {Activity::busy, "", kNoTime, kNoTime}}}, {}, {}, {}});

class DoorTest : public testing::Test {
 protected:
  DoorTest() {
    add({.name = kAlice, .password_hash = hash("alice's password"), .psks = {{DeviceId{7}, kKey}}});
    add({.name = kBob, .password_hash = hash("bob's password"), .psks = {}});
    add({.name = "facet-resolver",
         .role = Role::resolver,
         .password_hash = hash("resolver's pw"),
         .psks = {}});
    add({.name = "facet-operator",
         .role = Role::operate,
         .password_hash = hash("operator's pw"),
         .psks = {}});
    add({.name = "interop", .role = Role::tester, .password_hash = hash("tester's pw"), .psks = {}});
    save();
    Options options;
    options.credentials = file();
    door_ = std::move(Door::open(options, broker_, now_).value());
  }
  static std::string hash(std::string_view password) {
    return hash_password(password, HashCost::generated).value();
  }
  void add(Credential account) { ASSERT_TRUE(accounts_.put(std::move(account))); }
  void save() const { ASSERT_TRUE(store_credentials(file(), accounts_)); }
  std::filesystem::path file() const { return dir_.path() / "credentials"; }

  // Somebody who connects; every handle is another connection.
  struct Connection {
    std::string username, client_id, certificate;
    bool websocket = false;
    Client client() const { return {this, username, client_id, "192.0.2.1", certificate, websocket}; }
  };
  bool enters(Connection& connection, std::string_view password) {
    std::string account;
    entry_ = door_->may_enter(connection.client(), password, account, now_);
    if (!account.empty()) connection.username = account;
    return entry_ == Entry::welcome;
  }
  bool publishes(const Connection& connection, std::string_view topic, std::string_view payload, int qos = 1,
                 bool retain = false) {
    return door_->may_publish(connection.client(), {topic, payload, qos, retain}, now_);
  }
  std::optional<LinkState> link() {
    const auto messages = broker_.take(kLinkTopic);
    if (messages.empty()) return std::nullopt;
    return decode_link(messages.back().payload)->state;
  }

  testing_support::TempDir dir_;
  FakeBroker broker_;
  Entry entry_ = Entry::denied;  // what the last one of enters() was told
  Credentials accounts_;
  Now now_{Moment{} + 1h, 1'795'000'000'000'000};
  std::unique_ptr<Door> door_;
  Connection alice_{kAlice, kAlicesPhone, ""};
  Connection bob_{kBob, "8613800138001-9", ""};
  Connection resolver_{"facet-resolver", "facet-resolver-r1", ""};
};

TEST_F(DoorTest, DoesNotOpenWithoutCredentialsThatCanBeRead) {
  Options options;
  options.credentials = dir_.path() / "nowhere";
  EXPECT_FALSE(Door::open(options, broker_, now_));
  options.credentials = file();
  std::filesystem::permissions(file(), std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  const auto open = Door::open(options, broker_, now_);
  ASSERT_FALSE(open);
  EXPECT_NE(open.error().message().find("chmod"), std::string::npos) << open.error().message();
}

// ---- who are you ----------------------------------------------------------------------------------------

TEST_F(DoorTest, APhoneEntersWithItsPasswordAndItsOwnClientIdAndTheLinkSaysSo) {
  EXPECT_FALSE(enters(alice_, "bob's password"));
  Connection stranger{kAlice, "8613800138001-9", ""};
  EXPECT_FALSE(enters(stranger, "alice's password")) << "to take over Bob's session";
  EXPECT_EQ(link(), std::nullopt);
  EXPECT_TRUE(enters(alice_, "alice's password"));
  EXPECT_EQ(link(), LinkState::connected);
  door_->left(&alice_);
  EXPECT_EQ(link(), LinkState::gone);
}

TEST_F(DoorTest, NobodyEntersWithoutAName) {
  Connection nobody{"", "x", ""};
  EXPECT_FALSE(enters(nobody, ""));
  Connection with_an_id{"", kAlicesPhone, ""};
  EXPECT_FALSE(enters(with_an_id, "alice's password"));
}

TEST_F(DoorTest, TheResolverEmptiesALinkAndNeverWritesOne) {
  EXPECT_TRUE(publishes(resolver_, kLinkTopic, ""));
  EXPECT_FALSE(publishes(resolver_, kLinkTopic, encode(Link{LinkState::connected, 1})));
}

TEST_F(DoorTest, ATesterEntersOnlyWhereTheConfigurationSaysSo) {
  Connection tester{"interop", "interop-1", ""};
  EXPECT_FALSE(enters(tester, "tester's pw"));
}

TEST_F(DoorTest, ACertificateNamesTheUserOrTheDeviceAndReplacesThePassword) {
  Connection any_device{"", kAlicesPhone, kAlice};
  EXPECT_TRUE(enters(any_device, ""));
  EXPECT_EQ(any_device.username, kAlice) << "the name that the broker is to know it by";
  Connection this_device{kAlice, kAlicesPhone, kAlicesPhone};
  EXPECT_TRUE(enters(this_device, ""));
  Connection another_device{kAlice, "8613800138000-8", kAlicesPhone};
  EXPECT_FALSE(enters(another_device, ""));
  Connection another_user{kBob, "8613800138001-9", kAlice};
  EXPECT_FALSE(enters(another_user, "bob's password")) << "a certificate that contradicts the name";
  Connection unknown{"", "8613800138009-7", "8613800138009"};
  EXPECT_FALSE(enters(unknown, ""));
}

TEST_F(DoorTest, AKeyIsServedForAnEnabledUsersDeviceOnly) {
  EXPECT_EQ(door_->key_of(kAlicesPhone), kKey);
  for (const char* identity :
       {"8613800138000-8", "8613800138001-7", "8613800138000", "", "facet-resolver", "x-7"}) {
    EXPECT_EQ(door_->key_of(identity), "") << identity;
  }
}

TEST_F(DoorTest, WhoCameByAKeyIsMetWhenItFirstDoesSomething) {
  Connection device{kAlicesPhone, kAlicesPhone, ""};
  EXPECT_TRUE(door_->may_read(device.client(), kReceiptTopic));
  EXPECT_EQ(link(), std::nullopt) << "reading is also asked for sessions whose client is away";
  EXPECT_TRUE(door_->may_subscribe(device.client(), kReceiptTopic, now_));
  EXPECT_EQ(link(), LinkState::connected);
  EXPECT_TRUE(publishes(device, kStatusTopic, kStatus));
  door_->sent(device.client(), now_);
  EXPECT_EQ(link(), std::nullopt) << "once";
}

TEST_F(DoorTest, WhoCameByAKeyUnderAnotherClientIdIsThrownOut) {
  Connection device{kAlicesPhone, "8613800138001-9", ""};
  EXPECT_FALSE(door_->may_subscribe(device.client(), "facet/v1/in/8613800138001/+", now_));
  EXPECT_FALSE(door_->may_read(device.client(), "facet/v1/in/8613800138001/8613800138000"));
  door_->tick(now_);
  EXPECT_EQ(broker_.disconnected, std::vector<std::string>{"8613800138001-9"});
}

// ---- may you, is it well-formed -------------------------------------------------------------------------

TEST_F(DoorTest, ARefusedMessageIsAnsweredWithAReceiptThatSaysWhy) {
  EXPECT_TRUE(publishes(alice_, kStatusTopic, kStatus));
  EXPECT_TRUE(broker_.messages.empty());
  EXPECT_FALSE(publishes(alice_, kStatusTopic, kStatus, /*qos=*/1, /*retain=*/true));
  const auto receipts = broker_.take(kReceiptTopic);
  ASSERT_EQ(receipts.size(), 1U);
  EXPECT_FALSE(receipts[0].retain);
  const auto receipt = decode_receipt(receipts[0].payload).value();
  EXPECT_EQ(receipt.request, 42U);
  EXPECT_EQ(receipt.outcome, Outcome::refused);
  EXPECT_EQ(receipt.reason, Reason::bad_value);
  EXPECT_EQ(receipt.limit, "retain");
}

TEST_F(DoorTest, WhatIsNotAPhonesOwnIsRefusedWithoutAWord) {
  EXPECT_FALSE(publishes(bob_, kStatusTopic, kStatus));
  EXPECT_FALSE(publishes(alice_, "facet/v1/in/8613800138001/8613800138000", "x", 1, true));
  EXPECT_TRUE(broker_.messages.empty());
}

TEST_F(DoorTest, WhoKeepsSendingRubbishIsDisconnectedOnce) {
  ASSERT_TRUE(enters(alice_, "alice's password"));
  for (int i = 0; i < 200; ++i) publishes(alice_, kStatusTopic, "rubbish");
  door_->tick(now_);
  EXPECT_EQ(broker_.disconnected, std::vector<std::string>{kAlicesPhone});
  EXPECT_TRUE(publishes(bob_, "facet/v1/up/8613800138001/9/status", kStatus)) << "nobody else is";
}

TEST_F(DoorTest, APhoneThatSendsTooMuchIsHeldBackAndToldSoOnceASecond) {
  int passed = 0;
  while (publishes(alice_, kStatusTopic, kStatus)) ++passed;
  EXPECT_GE(passed, 400);
  EXPECT_LE(passed, 600);
  publishes(alice_, kStatusTopic, kStatus);
  const auto receipts = broker_.take(kReceiptTopic);
  ASSERT_EQ(receipts.size(), 1U);
  EXPECT_EQ(decode_receipt(receipts[0].payload)->reason, Reason::unavailable);
  EXPECT_TRUE(publishes(bob_, "facet/v1/up/8613800138001/9/status", kStatus));
  now_.moment += 1s;
  EXPECT_TRUE(publishes(alice_, kStatusTopic, kStatus));
}

TEST_F(DoorTest, TheResolversFanOutIsExpandedAndNobodyElses) {
  const Bytes fan_out =
      encode(FanOut{UserId{1}, encode(View{Activity::busy, "", kNoTime, kNoTime}), {UserId{2}}});
  EXPECT_FALSE(publishes(alice_, "$CONTROL/facet/v1/fanout", fan_out));
  EXPECT_TRUE(broker_.messages.empty());
  EXPECT_TRUE(publishes(resolver_, "$CONTROL/facet/v1/fanout", fan_out));
  EXPECT_EQ(broker_.take("facet/v1/in/2/1").size(), 1U);
  EXPECT_FALSE(publishes(resolver_, "$CONTROL/facet/v1/fanout", "rubbish")) << "no PUBACK that says success";
  EXPECT_TRUE(broker_.disconnected.empty());
}

TEST_F(DoorTest, ASubscriptionCostsAsMuchAsManyMessages) {
  int granted = 0;
  while (granted < 1'000 && door_->may_subscribe(alice_.client(), "facet/v1/own/8613800138000/#", now_))
    ++granted;
  EXPECT_LE(granted, 50);
  EXPECT_GE(granted, 10);
}

TEST_F(DoorTest, AUserHasSixteenDevicesADayAndTheOldOnesCanComeAgain) {
  const auto comes_as = [&](int device) {
    now_.moment += 10s;  // logins cost messages
    Connection connection{kAlice, "8613800138000-" + std::to_string(device), ""};
    const bool entered = enters(connection, "alice's password");
    door_->left(&connection);
    return entered;
  };
  for (int device = 1; device <= 16; ++device) EXPECT_TRUE(comes_as(device)) << device;
  EXPECT_FALSE(comes_as(17));
  EXPECT_TRUE(comes_as(1));
  now_.moment += 25h;
  EXPECT_TRUE(comes_as(17));
}

TEST_F(DoorTest, WhoConnectsAgainAndAgainIsHeldBack) {
  int entered = 0;
  while (entered < 1'000 && enters(alice_, "alice's password")) {
    ++entered;
    door_->left(&alice_);
  }
  EXPECT_LE(entered, 50);
  EXPECT_EQ(entry_, Entry::later) << "her password is right";
  EXPECT_FALSE(enters(alice_, "bob's password"));
  EXPECT_EQ(entry_, Entry::denied);
  now_.moment += 1s;
  EXPECT_TRUE(enters(alice_, "alice's password"));
}

TEST_F(DoorTest, WhoIsLetInMayAlsoSubscribeAndSaySomething) {
  while (enters(alice_, "alice's password")) door_->left(&alice_);
  do {
    now_.moment += 100ms;
  } while (!enters(alice_, "alice's password"));
  for (const char* filter : {"facet/v1/in/8613800138000/+", "facet/v1/own/8613800138000/+", kReceiptTopic}) {
    EXPECT_TRUE(door_->may_subscribe(alice_.client(), filter, now_)) << filter;
  }
  EXPECT_TRUE(publishes(alice_, kStatusTopic, kStatus));
}

// The broker asks about each subscription of a session that it disconnects: no connection begins by that.
TEST_F(DoorTest, DisconnectingASessionIsNoSignOfLife) {
  ASSERT_TRUE(enters(alice_, "alice's password"));
  Credential alice = *accounts_.find(kAlice);
  alice.enabled = false;
  add(alice);
  save();
  broker_.on_disconnect = [&](const std::string&) {
    door_->left(&alice_);
    door_->may_subscribe(alice_.client(), kReceiptTopic, now_);
  };
  door_->reload(now_);
  door_->tick(now_);
  EXPECT_EQ(broker_.disconnected, std::vector<std::string>{kAlicesPhone});
  EXPECT_EQ(link(), LinkState::gone);
  door_->tick(now_);
  EXPECT_EQ(broker_.disconnected.size(), 1U);
}

// ---- the credentials while it runs ------------------------------------------------------------------------

TEST_F(DoorTest, AChangedFileIsReadWithinSecondsWithoutASignal) {
  ASSERT_TRUE(enters(alice_, "alice's password"));
  Credential alice = *accounts_.find(kAlice);
  alice.password_hash = hash("another password");
  add(alice);
  save();
  now_.moment += 2s;
  door_->tick(now_);
  EXPECT_EQ(broker_.disconnected, std::vector<std::string>{kAlicesPhone}) << "it came with the old password";
  EXPECT_FALSE(enters(alice_, "alice's password"));
  door_->left(&alice_);
  EXPECT_TRUE(enters(alice_, "another password"));
  const auto lines = broker_.lines.size();
  now_.moment += 2s;
  door_->tick(now_);
  EXPECT_EQ(broker_.lines.size(), lines) << "not again";
}

TEST_F(DoorTest, ADisabledUserIsThrownOutAtTheNextReadingAndNobodyElse) {
  Connection device{kAlicesPhone, "8613800138000-7", ""};
  ASSERT_TRUE(enters(bob_, "bob's password"));
  ASSERT_TRUE(door_->may_subscribe(device.client(), kReceiptTopic, now_));
  Credential alice = *accounts_.find(kAlice);
  alice.enabled = false;
  add(alice);
  save();
  door_->reload(now_);
  EXPECT_TRUE(enters(bob_, "bob's password")) << "the broker asks for everybody again";
  door_->tick(now_);
  EXPECT_EQ(broker_.disconnected, std::vector<std::string>{kAlicesPhone});
}

TEST_F(DoorTest, WhosePasswordChangedMayNotStay) {
  ASSERT_TRUE(enters(alice_, "alice's password"));
  Credential alice = *accounts_.find(kAlice);
  alice.password_hash = hash("another password");
  add(alice);
  save();
  door_->reload(now_);
  EXPECT_FALSE(enters(alice_, "alice's password"));
}

TEST_F(DoorTest, AReadingThrowsOutNoSessionWhoseClientIsAway) {
  Connection away{"facet-resolver", "facet-resolver-r2", ""};
  door_->reload(now_);
  EXPECT_TRUE(enters(away, "")) << "the broker has forgotten its password";
  door_->tick(now_);
  EXPECT_FALSE(enters(away, "")) << "afterwards it is somebody who comes in";
}

TEST_F(DoorTest, CredentialsThatCannotBeReadChangeNothingAndAreReported) {
  testing_support::TempDir other;
  std::filesystem::resize_file(file(), 40);
  door_->reload(now_);
  door_->tick(now_);
  EXPECT_TRUE(enters(alice_, "alice's password"));
  const auto reports = broker_.take("facet/v1/ops/plugin");
  ASSERT_FALSE(reports.empty());
  EXPECT_TRUE(nlohmann::json::parse(reports.back().payload).contains("credentials_error"));
}

// ---- operators ------------------------------------------------------------------------------------------

TEST_F(DoorTest, TheReportTellsOfTheDoorAndOfNobodyInParticular) {
  door_->tick(now_);
  broker_.messages.clear();
  ASSERT_TRUE(enters(alice_, "alice's password"));
  enters(bob_, "wrong password");
  publishes(alice_, kStatusTopic, "rubbish");
  now_.moment += 5s;
  door_->tick(now_);
  const auto reports = broker_.take("facet/v1/ops/plugin");
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_TRUE(reports[0].retain);
  EXPECT_EQ(reports[0].payload.find("1380013800"), std::string::npos);
  const auto json = nlohmann::json::parse(reports[0].payload);
  EXPECT_EQ(json.at("connected").at("phone"), 1);
  EXPECT_EQ(json.at("refused").at("login"), 1);
  EXPECT_EQ(json.at("refused").at("malformed"), 1);
  EXPECT_EQ(json.at("boot"), 1'795'000'000'000'000U);
  EXPECT_EQ(json.at("fan_out_watchers"), limits::kFanOutBatch);
}

TEST_F(DoorTest, AResolverThatSubscribesIsToldAtOnceWhatThisBrokerCanDo) {
  door_->tick(now_);
  broker_.messages.clear();
  door_->tick(now_);
  EXPECT_TRUE(broker_.messages.empty());
  EXPECT_TRUE(door_->may_subscribe(resolver_.client(), "facet/v1/ops/plugin", now_));
  door_->tick(now_);
  EXPECT_EQ(broker_.take("facet/v1/ops/plugin").size(), 1U);
}

}  // namespace
}  // namespace facet::door
