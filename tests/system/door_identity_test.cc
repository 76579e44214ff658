#include <csignal>

#include "schemas/decode.h"
#include "tests/system/door_fixture.h"

// Who may come in, on a real broker: passwords, client ids, changes of the credentials while it runs.
namespace facet::system_test {
namespace {

const std::string kA = kAlice.digits();
const std::string kB = kBob.digits();

class DoorIdentity : public DoorFixture {
 protected:
  int connect_result(MqttClient::Options options, const std::string& password) {
    options.password = password;
    return MqttClient(options).connect_result();
  }
};

TEST_F(DoorIdentity, NobodyComesInWithoutTheRightPassword) {
  for (const int version : {4, 5}) {
    EXPECT_GT(connect_result(broker_.as(kA, "1", version), "wrong"), 0);
    EXPECT_GT(connect_result(broker_.as("15550100", "1", version), "pw-15550100"), 0);
    EXPECT_GT(connect_result({.port = broker_.port(), .client_id = kA + "-1", .version = version}, ""), 0);
    EXPECT_EQ(connect_result(broker_.as(kA, "1", version), password_of(kA)), 0);
  }
}

TEST_F(DoorIdentity, NobodyTakesOverAnotherUsersSession) {
  const auto alice = login(kAlice, "1");
  for (const std::string& id : {kA + "-1", kA, std::string{"auto-1"}, std::string{"facet-resolver-r1"}, kB}) {
    auto options = broker_.as(kB);
    options.client_id = id;
    EXPECT_GT(MqttClient(options).connect_result(), 0) << id;
  }
  auto operate = broker_.as("facet-operator");
  operate.client_id = kA + "-1";
  EXPECT_GT(MqttClient(operate).connect_result(), 0);
  settle(*alice);
  EXPECT_EQ(alice->hung_up(), 0U);
}

TEST_F(DoorIdentity, ServicesMayLeaveTheirClientIdToTheBroker) {
  auto options = broker_.as("facet-operator");
  options.client_id.clear();
  EXPECT_TRUE(MqttClient(options).connected());
  options = broker_.as(kA);
  options.client_id.clear();
  EXPECT_FALSE(MqttClient(options).connected()) << "a phone may not";
}

TEST_F(DoorIdentity, ADisabledUserIsDisconnectedAndNobodyElse) {
  const auto alice = login(kAlice);
  const auto bob = login(kBob);
  const auto resolver = login("facet-resolver");
  ASSERT_EQ(broker_.admin({"user", "disable", kA}).status, 0);
  broker_.reload();
  EXPECT_TRUE(eventually([&] { return alice->hung_up() > 0; })) << broker_.log();
  settle(*bob);
  settle(*resolver);
  EXPECT_EQ(bob->hung_up(), 0U);
  EXPECT_EQ(resolver->hung_up(), 0U);
  EXPECT_FALSE(MqttClient(broker_.as(kA)).connected());
  ASSERT_EQ(broker_.admin({"user", "enable", kA}).status, 0);
  broker_.reload();
  EXPECT_TRUE(MqttClient(broker_.as(kA)).connected());
}

TEST_F(DoorIdentity, AChangedFileIsReadWithoutASignal) {
  const auto alice = login(kAlice);
  const auto bob = login(kBob);
  ASSERT_EQ(broker_.admin({"user", "disable", kA}).status, 0);
  EXPECT_TRUE(eventually([&] { return alice->hung_up() > 0; })) << broker_.log();
  settle(*bob);
  EXPECT_EQ(bob->hung_up(), 0U);
}

TEST_F(DoorIdentity, AUserMayHaveSixteenDevicesADayAndNoMore) {
  for (int device = 1; device <= 16; ++device) {
    EXPECT_TRUE(MqttClient(broker_.as(kA, std::to_string(device))).connected()) << device;
  }
  EXPECT_FALSE(MqttClient(broker_.as(kA, "17")).connected());
  EXPECT_TRUE(MqttClient(broker_.as(kA, "1")).connected());
}

TEST_F(DoorIdentity, ANewUserAndANewPasswordCountFromTheNextReadingOn) {
  const std::string dave = kDave.digits();
  testing_support::write_file(broker_.path() / "dave", "dave's password\n");
  EXPECT_FALSE(MqttClient(broker_.as(dave)).connected());
  ASSERT_EQ(broker_.admin({"user", "add", dave, "--password-file", broker_.path() / "dave"}).status, 0);
  broker_.reload();
  EXPECT_EQ(connect_result(broker_.as(dave), "dave's password"), 0);

  const auto alice = login(kAlice);
  ASSERT_EQ(broker_.admin({"user", "passwd", kA, "--password-file", broker_.path() / "dave"}).status, 0);
  broker_.reload();
  EXPECT_TRUE(eventually([&] { return alice->hung_up() > 0; })) << "the old password lets nobody stay";
  EXPECT_EQ(connect_result(broker_.as(kA, "2"), "dave's password"), 0);
  EXPECT_GT(connect_result(broker_.as(kA, "2"), password_of(kA)), 0);
}

// A session that waits for its client keeps what it has, whatever is read meanwhile.
TEST_F(DoorIdentity, AReadingLeavesWaitingSessionsAlone) {
  auto options = broker_.as("facet-resolver");
  options.clean = false;
  {
    MqttClient resolver(options);
    ASSERT_EQ(resolver.subscribe("facet/v1/up/+/+/+"), 1);
  }
  broker_.reload();
  login(kAlice)->send("facet/v1/up/" + kA + "/1/device", report());
  broker_.stop(SIGTERM);  // saves; what it knows of the client's password is gone then
  broker_.start();
  broker_.reload();
  login(kAlice)->send("facet/v1/up/" + kA + "/1/ask", encode(StatusRequest{5, {kBob}}));
  MqttClient resolver(options);
  EXPECT_TRUE(eventually([&] { return resolver.messages().size() == 2; })) << resolver.messages().size();
}

TEST_F(DoorIdentity, ADamagedFileChangesNothingAndIsSaid) {
  const auto alice = login(kAlice);
  std::filesystem::resize_file(broker_.path() / "credentials", 30);
  broker_.reload();
  settle(*alice);
  EXPECT_EQ(alice->hung_up(), 0U);
  EXPECT_TRUE(MqttClient(broker_.as(kB)).connected());
  EXPECT_NE(broker_.log().find("the credentials stay as they were"), std::string::npos) << broker_.log();
}

TEST_F(DoorIdentity, WithoutCredentialsTheBrokerRefusesToStartAndSaysWhatToDo) {
  broker_.stop(SIGTERM);
  const auto file = broker_.path() / "credentials";
  const auto starts_with = [&](const std::string& word) {
    testing_support::Mosquitto other([&](std::uint16_t port, const std::filesystem::path&) {
      return testing_support::loopback_listener(port) + "plugin " + FACET_PLUGIN + "\n" + word;
    });
    EXPECT_FALSE(other.running()) << word;
    return other.log();
  };
  EXPECT_NE(starts_with("").find("plugin_opt_credentials"), std::string::npos);
  EXPECT_NE(starts_with("plugin_opt_credential x\n").find("plugin_opt_credential"), std::string::npos);
  EXPECT_NE(
      starts_with("plugin_opt_credentials " + (broker_.path() / "nowhere").string() + "\n").find("nowhere"),
      std::string::npos);
  std::filesystem::permissions(file, std::filesystem::perms::others_read, std::filesystem::perm_options::add);
  EXPECT_NE(starts_with("plugin_opt_credentials " + file.string() + "\n").find("chmod"), std::string::npos);
}

TEST_F(DoorIdentity, FailedLoginsAreLimitedCountedAndDoNotLockOutWhoWasThere) {
  { EXPECT_TRUE(MqttClient(broker_.as(kA)).connected()); }
  for (int i = 0; i < 15; ++i) connect_result(broker_.as(kA, "9"), "guess" + std::to_string(i));
  EXPECT_TRUE(MqttClient(broker_.as(kA)).connected());
  EXPECT_TRUE(MqttClient(broker_.as(kB)).connected()) << "Bob shares the address";
  const auto operate = login("facet-operator");
  operate->subscribe("facet/v1/ops/plugin");
  EXPECT_TRUE(eventually([&] {
    return operate->last("facet/v1/ops/plugin").find("\"login_rate\":5") != std::string::npos;
  })) << operate->last("facet/v1/ops/plugin");
}

TEST_F(DoorIdentity, APhoneThatKeepsSendingRubbishIsDisconnectedAndOthersAreNot) {
  const auto alice = login(kAlice, "1", 5);
  const auto bob = login(kBob, "1", 5);
  int refused = 0;
  while (alice->hung_up() == 0 && refused < 200) {
    const auto code = alice->send("facet/v1/up/" + kA + "/1/status", "rubbish");
    if (code) {
      EXPECT_EQ(*code, 0x87);
    }
    ++refused;
  }
  EXPECT_GE(refused, 40) << "a mistake or two is not held against anybody";
  EXPECT_EQ(alice->hung_up(), 1U);
  EXPECT_EQ(bob->send("facet/v1/up/" + kB + "/1/device", report()).value_or(0x87) & 0x80, 0);
  EXPECT_NE(broker_.log().find("[kicked]"), std::string::npos) << broker_.log();
  EXPECT_EQ(broker_.log().find(kA), std::string::npos) << "and no number in the log";
}

TEST_F(DoorIdentity, ARefusedMessageIsAnsweredWithTheReason) {
  const auto alice = login(kAlice, "1", 4);
  ASSERT_EQ(alice->subscribe("facet/v1/re/" + kA + "/1"), 1);
  alice->send("facet/v1/up/" + kA + "/1/status", encode(View{Activity::busy, "", kNoTime, kNoTime}));
  ASSERT_TRUE(eventually([&] { return !alice->messages().empty(); }));
  const auto receipt = decode_receipt(alice->messages().front().payload);
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->outcome, Outcome::refused);
  EXPECT_EQ(receipt->reason, Reason::wrong_kind);
}

}  // namespace
}  // namespace facet::system_test
