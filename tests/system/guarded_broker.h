#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "schemas/ids.h"
#include "tests/support/mosquitto.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/system/mqtt_client.h"

namespace facet::system_test {

// Who may log in. The password of each is "pw-" and the name.
struct Account {
  std::string name;
  std::string role;  // as facet-admin spells it
};
std::string password_of(const std::string& name);

// A real Mosquitto with the configuration that deploy/ makes, in a temporary folder; gone with the object.
class GuardedBroker {
 public:
  // What decides who may come in and do what: Facet's plugin, or Mosquitto's password file and deploy/acl.
  enum class Guard { plugin, rules };
  // More lines for mosquitto.conf; other files can be put into `dir`.
  using More = std::function<std::string(const std::filesystem::path& dir)>;

  // Starts it. One of the accounts is facet-operator.
  explicit GuardedBroker(std::vector<Account> accounts, Guard guard = Guard::plugin, More more = {});

  void start();
  void stop(int signal);
  void signal(int number) { broker_->signal(number); }
  // Asks `more` again, for the next start().
  void configure_again() const { broker_->configure(config(port())); }
  // Ends it in order and starts it with the other guard, on the same port and store.
  void change_guard(Guard guard);
  bool running() { return broker_->running(); }
  // It comes back without anything it stored.
  void empty_store() const;

  // facet-admin with this broker's credentials; reload() has the broker read them, and returns when it has.
  testing_support::Ran admin(const std::vector<std::string>& arguments, const std::string& input = {}) const;
  void reload();

  std::uint16_t port() const { return broker_->port(); }
  pid_t pid() const { return broker_->pid(); }
  std::string log() const { return broker_->log(); }
  const std::filesystem::path& path() const { return dir_.path(); }

  // Options to log in as somebody, for the test to change: a phone's client id is <name>-<suffix>, a
  // service's too.
  MqttClient::Options as(const std::string& name, const std::string& suffix = "1", int version = 4) const;

 private:
  void write_accounts() const;
  void write_credentials() const;
  void write_passwords_and_rules() const;
  std::string config(std::uint16_t port) const;
  void wait_until_open() const;

  const std::vector<Account> accounts_;
  Guard guard_;
  const More more_;
  testing_support::TempDir dir_;
  std::optional<testing_support::Mosquitto> broker_;
};

}  // namespace facet::system_test
