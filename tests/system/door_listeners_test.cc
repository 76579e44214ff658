#include <mqtt/client.h>

#include <algorithm>

#include "tests/system/door_fixture.h"

// The other ways in: TLS with a password, TLS with a certificate of one's own, TLS with a key (PSK),
// WebSockets. Each maps to the same identity, and the same rules hold.
namespace facet::system_test {
namespace {

using testing_support::free_port;

const std::string kA = kAlice.digits();
const std::string kB = kBob.digits();
const std::string kAlicesKey(64, 'a');

struct Ports {
  std::uint16_t tls = free_port();
  std::uint16_t certificate = free_port();
  std::uint16_t key = free_port();
  std::uint16_t websocket = free_port();
};

// A CA, the broker's certificate and one for each of `names`.
void make_certificates(const std::filesystem::path& dir, const std::vector<std::string>& names) {
  const auto sh = [&](const std::string& command) {
    const auto ran = testing_support::run({"sh", "-c", "cd " + dir.string() + " && " + command});
    EXPECT_EQ(ran.status, 0) << ran.err;
  };
  const std::string key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 ";
  sh("openssl req -x509 " + key + "-subj /CN=test-ca -keyout ca.key -out ca.pem");
  const auto make = [&](const std::string& name) {
    sh("openssl req " + key + "-subj /CN=" + name + " -keyout " + name + ".key -out " + name + ".csr");
    sh("printf 'subjectAltName=IP:127.0.0.1\\n' >ext && openssl x509 -req -in " + name +
       ".csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out " + name + ".pem");
  };
  std::for_each(names.begin(), names.end(), make);
}

// As docs/operations.md tells to write them.
std::string listeners(const std::filesystem::path& dir, const Ports& ports) {
  make_certificates(dir, {"server", kA, kA + "-7", "8613800138009"});
  const std::string server = "certfile " + (dir / "server.pem").string() + "\nkeyfile " +
                             (dir / "server.key").string() + "\ncafile " + (dir / "ca.pem").string() + "\n";
  const auto listener = [](std::uint16_t port) {
    return "listener " + std::to_string(port) + " 127.0.0.1\nsocket_domain ipv4\n";
  };
  return listener(ports.tls) + server + listener(ports.certificate) + server + "require_certificate true\n" +
         listener(ports.key) +
         "psk_hint facet\nuse_identity_as_username true\nuse_username_as_clientid true\n" +
         listener(ports.websocket) + "protocol websockets\n";
}

class DoorListeners : public DoorFixture {
 protected:
  DoorListeners() : DoorListeners(Ports{}) {}
  explicit DoorListeners(Ports ports)
      : DoorFixture([ports](const std::filesystem::path& dir) { return listeners(dir, ports); }),
        ports_(ports) {}

  std::string file(const std::string& name) const { return (broker_.path() / name).string(); }
  MqttClient::Options by_certificate(const std::string& name, const std::string& client_id) const {
    return {.port = ports_.certificate,
            .client_id = client_id,
            .ca_file = file("ca.pem"),
            .certificate = file(name + ".pem"),
            .key = file(name + ".key")};
  }
  MqttClient::Options by_key(const std::string& identity, const std::string& key,
                             const std::string& client_id = "whatever") const {
    return {.port = ports_.key, .client_id = client_id, .psk_identity = identity, .psk = key};
  }
  // She reads what is hers and not what is Bob's; she writes as her device and not as another.
  void is_alice(MqttClient& client, const std::string& device) {
    MqttClient resolver(broker_.as("facet-resolver"));
    resolver.subscribe("facet/v1/up/+/+/+");
    EXPECT_EQ(client.subscribe("facet/v1/in/" + kA + "/+"), 1);
    EXPECT_GE(client.subscribe("facet/v1/in/" + kB + "/+"), 0x80);
    client.send("facet/v1/up/" + kB + "/" + device + "/device", report(1));
    client.send("facet/v1/up/" + kA + "/99/device", report(2));
    client.send("facet/v1/up/" + kA + "/" + device + "/device", report(3));
    EXPECT_TRUE(eventually([&] { return !resolver.messages().empty(); })) << broker_.log();
    EXPECT_EQ(resolver.messages().size(), 1U);
    EXPECT_EQ(resolver.messages().front().payload, report(3));
    resolver.send("facet/v1/in/" + kB + "/" + kA, "for Bob");
    resolver.send("facet/v1/in/" + kA + "/" + kB, "for Alice");
    EXPECT_TRUE(eventually([&] { return !client.messages().empty(); }));
    EXPECT_EQ(client.messages().size(), 1U);
    EXPECT_EQ(client.messages().front().payload, "for Alice");
  }

  Ports ports_;
};

TEST_F(DoorListeners, TlsWithAPassword) {
  auto options = broker_.as(kA, "7");
  options.port = ports_.tls;
  options.ca_file = file("ca.pem");
  MqttClient alice(options);
  ASSERT_TRUE(alice.connected()) << broker_.log();
  is_alice(alice, "7");
  options.password = "wrong";
  EXPECT_FALSE(MqttClient(options).connected());
}

TEST_F(DoorListeners, ACertificateForAUserServesEachOfItsDevices) {
  MqttClient alice(by_certificate(kA, kA + "-7"));
  ASSERT_TRUE(alice.connected()) << broker_.log();
  is_alice(alice, "7");
  EXPECT_TRUE(MqttClient(by_certificate(kA, kA + "-8")).connected());
  EXPECT_FALSE(MqttClient(by_certificate(kA, kB + "-1")).connected());
}

TEST_F(DoorListeners, ACertificateForADeviceServesThatOneOnly) {
  EXPECT_TRUE(MqttClient(by_certificate(kA + "-7", kA + "-7")).connected()) << broker_.log();
  EXPECT_FALSE(MqttClient(by_certificate(kA + "-7", kA + "-8")).connected());
}

TEST_F(DoorListeners, ACertificateOfAnUnknownUserOrWithAnotherNameOrNoneIsTurnedAway) {
  EXPECT_FALSE(MqttClient(by_certificate("8613800138009", "8613800138009-1")).connected());
  auto as_bob = by_certificate(kA, kB + "-1");
  as_bob.user = kB;
  as_bob.password = password_of(kB);
  EXPECT_FALSE(MqttClient(as_bob).connected());
  auto none = broker_.as(kA);
  none.port = ports_.certificate;
  none.ca_file = file("ca.pem");
  EXPECT_FALSE(MqttClient(none).connected());
}

TEST_F(DoorListeners, ADisabledUsersCertificateServesNoLonger) {
  MqttClient alice(by_certificate(kA, kA + "-7"));
  ASSERT_TRUE(alice.connected());
  ASSERT_EQ(broker_.admin({"user", "disable", kA}).status, 0);
  broker_.reload();
  EXPECT_TRUE(eventually([&] { return alice.hung_up() > 0; }));
  EXPECT_FALSE(MqttClient(by_certificate(kA, kA + "-7")).connected());
}

TEST_F(DoorListeners, ADeviceWithAKeyOfItsOwn) {
  const auto added = broker_.admin({"--json", "psk", "add", kA, "7"});
  ASSERT_EQ(added.status, 0) << added.err;
  const std::string key = nlohmann::json::parse(added.out).at("key");
  broker_.reload();
  MqttClient alice(by_key(kA + "-7", key));
  ASSERT_TRUE(alice.connected()) << broker_.log();
  is_alice(alice, "7");
  // Whatever client id it gives, its session is its identity's: it cannot take over anybody's.
  const auto bob = login(kBob, "1");
  MqttClient again(by_key(kA + "-7", key, kB + "-1"));
  EXPECT_TRUE(again.connected());
  settle(*bob);
  EXPECT_EQ(bob->hung_up(), 0U);

  EXPECT_FALSE(MqttClient(by_key(kA + "-7", kAlicesKey)).connected()) << "another key";
  EXPECT_FALSE(MqttClient(by_key(kA + "-8", key)).connected()) << "another device";
  EXPECT_FALSE(MqttClient(by_key(kA, key)).connected()) << "no device";
}

TEST_F(DoorListeners, AKeyThatIsTakenAwayThrowsItsDeviceOut) {
  const auto added = broker_.admin({"--json", "psk", "add", kA, "7"});
  const std::string key = nlohmann::json::parse(added.out).at("key");
  broker_.reload();
  MqttClient alice(by_key(kA + "-7", key));
  ASSERT_TRUE(alice.connected());
  ASSERT_EQ(alice.subscribe("facet/v1/in/" + kA + "/+"), 1);
  ASSERT_EQ(broker_.admin({"psk", "remove", kA, "7"}).status, 0);
  broker_.reload();
  EXPECT_TRUE(eventually([&] { return alice.hung_up() > 0; })) << broker_.log();
  EXPECT_FALSE(MqttClient(by_key(kA + "-7", key)).connected());
}

// libmosquitto has no WebSockets: Paho does it.
TEST_F(DoorListeners, WebSockets) {
  const auto connect = [&](const std::string& client_id, const std::string& password) {
    auto client =
        std::make_unique<mqtt::client>("ws://127.0.0.1:" + std::to_string(ports_.websocket), client_id);
    mqtt::connect_options options(kA, password);
    options.set_clean_session(true);
    options.set_connect_timeout(5);
    client->connect(options);
    return client;
  };
  EXPECT_THROW(connect(kA + "-7", "wrong"), mqtt::exception);
  EXPECT_THROW(connect(kB + "-7", password_of(kA)), mqtt::exception);
  const auto alice = connect(kA + "-7", password_of(kA));
  ASSERT_TRUE(alice->is_connected());
  MqttClient resolver(broker_.as("facet-resolver"));
  resolver.subscribe("facet/v1/up/+/+/+");
  alice->start_consuming();
  alice->subscribe("facet/v1/in/" + kA + "/+", 1);
  alice->publish(mqtt::make_message("facet/v1/up/" + kB + "/7/device", report(1), 1, false));
  alice->publish(mqtt::make_message("facet/v1/up/" + kA + "/7/device", report(2), 1, false));
  EXPECT_TRUE(eventually([&] { return !resolver.messages().empty(); })) << broker_.log();
  EXPECT_EQ(resolver.messages().size(), 1U);
  EXPECT_EQ(resolver.messages().front().payload, report(2));
  resolver.send("facet/v1/in/" + kB + "/" + kA, "for Bob");
  resolver.send("facet/v1/in/" + kA + "/" + kB, "for Alice");
  mqtt::const_message_ptr message;
  ASSERT_TRUE(alice->try_consume_message_for(&message, std::chrono::seconds(10)));
  EXPECT_EQ(message->to_string(), "for Alice");
  broker_.reload();
  EXPECT_TRUE(alice->is_connected()) << "a reading throws nobody out";
  alice->stop_consuming();
  alice->disconnect();
}

}  // namespace
}  // namespace facet::system_test
