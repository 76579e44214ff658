// Who the bus is to a broker, and who the broker is to it.
#include <gtest/gtest.h>

#include <sstream>

#include "resolver/adapters/mqtt/mqtt_bus.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/bus/broker.h"
#include "tests/unit/bus/recorder.h"

namespace facet::resolver {
namespace {

using namespace std::chrono_literals;
using test::Recorder;
using testing_support::Mosquitto;
using testing_support::TempDir;

class LoginTest : public testing::TestWithParam<int> {
 protected:
  Result<void> try_connect(MqttBusOptions options) {
    options.mqtt_version = GetParam();
    options.shortest_pause = 50ms;
    Log log(LogOptions{.to = &lines_});
    Counters counters;
    Recorder recorder;
    auto bus = MqttBus::create(std::move(options), log, counters);
    if (!bus) return fail(bus.error());
    if (auto started = (*bus)->start(recorder); !started) return started;
    return (*bus)->wait_connected(3s);
  }

  std::ostringstream lines_;
};

INSTANTIATE_TEST_SUITE_P(Mqtt, LoginTest, testing::Values(4, 5),
                         [](const auto& tested) { return tested.param == 5 ? "V5" : "V311"; });

// A wrong password is an error that says so, in the log too, without the password.
TEST_P(LoginTest, WrongPasswordIsToldClearly) {
  TempDir dir;
  const auto passwords = dir.path() / "passwords";
  testing_support::write_file(passwords, "resolver:right horse\n");
  ASSERT_EQ(testing_support::run({"mosquitto_passwd", "-U", passwords}).status, 0);
  Mosquitto broker(test::unlimited("allow_anonymous false\npassword_file " + passwords.string() + "\n"));
  ASSERT_TRUE(broker.running()) << broker.log();
  MqttBusOptions options;
  options.port = broker.port();
  options.username = "resolver";
  options.password = "right horse";
  EXPECT_TRUE(try_connect(options));

  options.password = "wrong horse";
  const auto refused = try_connect(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, bus_errc::refused) << refused.error().message();
  EXPECT_NE(lines_.str().find("error bus_down"), std::string::npos) << lines_.str();
  EXPECT_NE(lines_.str().find("broker refused the connection"), std::string::npos);
  EXPECT_EQ(lines_.str().find("horse"), std::string::npos);
}

// TLS: with the right authority it works; with another it does not, and the error names what to look at.
TEST_P(LoginTest, TlsNeedsTheRightAuthority) {
  TempDir dir;
  const auto run = [&](const std::string& command) {
    return testing_support::run({"sh", "-c", "cd " + dir.path().string() + " && " + command}).status;
  };
  const std::string request =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 "
      "-subj /CN=localhost -addext subjectAltName=IP:127.0.0.1,DNS:localhost ";
  ASSERT_EQ(run(request + "-keyout key.pem -out cert.pem"), 0);
  ASSERT_EQ(run(request + "-keyout other-key.pem -out other.pem"), 0);
  const auto file = [&](const char* name) { return (dir.path() / name).string(); };
  Mosquitto broker(test::unlimited("allow_anonymous true\ncertfile " + file("cert.pem") + "\nkeyfile " +
                                   file("key.pem") + "\n"));
  ASSERT_TRUE(broker.running()) << broker.log();
  MqttBusOptions options;
  options.host = "localhost";
  options.port = broker.port();
  options.ca_file = file("cert.pem");
  const auto connected = try_connect(options);
  EXPECT_TRUE(connected) << connected.error().message();

  options.ca_file = file("other.pem");
  const auto refused = try_connect(options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, bus_errc::unreachable) << refused.error().message();
  EXPECT_NE(refused.error().detail.find("other.pem"), std::string::npos) << refused.error().message();
}

}  // namespace
}  // namespace facet::resolver
