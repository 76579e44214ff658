#include "tests/system/guarded_broker.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>

#ifndef FACET_SOURCE_DIR
#error "the build says where the sources and the programs are"
#endif

namespace facet::system_test {
namespace {

using namespace testing_support;

// What the plugin says when it has read its credentials again, whether it could use them or not.
constexpr const char* kReread = "facet: the credentials";

std::size_t times(const std::string& word, const std::string& text) {
  std::size_t count = 0;
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++count;
  return count;
}

}  // namespace

std::string password_of(const std::string& name) {
  return "pw-" + name;
}

GuardedBroker::GuardedBroker(std::vector<Account> accounts, Guard guard, More more)
    : accounts_(std::move(accounts)), guard_(guard), more_(std::move(more)) {
  std::filesystem::create_directory(path() / "store");
  write_accounts();
  broker_.emplace([this](std::uint16_t port, const std::filesystem::path& /*dir*/) { return config(port); });
  wait_until_open();
}

void GuardedBroker::write_accounts() const {
  guard_ == Guard::plugin ? write_credentials() : write_passwords_and_rules();
}

void GuardedBroker::change_guard(Guard guard) {
  stop(SIGTERM);
  guard_ = guard;
  if (!std::filesystem::exists(path() / (guard_ == Guard::plugin ? "credentials" : "passwd")))
    write_accounts();
  broker_->configure(config(port()));
  start();
}

void GuardedBroker::write_credentials() const {
  std::string list;
  for (const auto& [name, role] : accounts_)
    list.append(name).append(" ").append(role).append(" ").append(password_of(name)).append("\n");
  write_file(path() / "accounts", list);
  const Ran ran = admin({"user", "add", "--from", path() / "accounts", "--cost", "generated"});
  if (ran.status != 0) std::fprintf(stderr, "%s", ran.err.c_str());
}

void GuardedBroker::write_passwords_and_rules() const {
  std::string list;
  for (const auto& [name, role] : accounts_)
    list.append(name).append(":").append(password_of(name)).append("\n");
  write_file(path() / "passwd", list);
  run({"mosquitto_passwd", "-U", path() / "passwd"});
  write_file(path() / "acl", read_file(std::string{FACET_SOURCE_DIR} + "/deploy/acl"));
}

std::string GuardedBroker::config(std::uint16_t port) const {
  std::vector<std::string> argv{std::string{FACET_SOURCE_DIR} + "/deploy/lib/mosquitto_conf.sh", path(),
                                path() / "store", std::to_string(port), ::getuid() == 0 ? "root" : "nobody"};
  if (guard_ == Guard::plugin) argv.emplace_back(FACET_PLUGIN);
  const Ran conf = run(argv);
  if (conf.status != 0) std::fprintf(stderr, "%s", conf.err.c_str());
  return conf.out + (more_ ? more_(path()) : "");
}

void GuardedBroker::start() {
  if (!broker_->start()) std::fprintf(stderr, "%s", broker_->log().c_str());
  wait_until_open();
}

// Taking connections is not enough: it is to let somebody in.
void GuardedBroker::wait_until_open() const {
  eventually([this] { return MqttClient(as("facet-operator", "waits")).connected(); });
}

void GuardedBroker::stop(int signal) {
  broker_->end(signal);
}

void GuardedBroker::empty_store() const {
  std::filesystem::remove_all(path() / "store");
  std::filesystem::create_directory(path() / "store");
}

Ran GuardedBroker::admin(const std::vector<std::string>& arguments, const std::string& input) const {
  std::vector<std::string> argv{FACET_ADMIN, "--file", path() / "credentials"};
  argv.insert(argv.end(), arguments.begin(), arguments.end());
  return run(argv, input);
}

void GuardedBroker::reload() {
  const std::size_t before = times(kReread, log());
  broker_->signal(SIGHUP);
  eventually([&] { return times(kReread, log()) > before; });
}

MqttClient::Options GuardedBroker::as(const std::string& name, const std::string& suffix, int version) const {
  return {.port = port(),
          .client_id = name + "-" + suffix,
          .user = name,
          .password = password_of(name),
          .version = version};
}

}  // namespace facet::system_test
