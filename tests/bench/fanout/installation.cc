#include "tests/bench/fanout/installation.h"

#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <random>
#include <sstream>

#include "schemas/topics.h"
#include "tests/bench/load/errc.h"

#ifndef FACET_SOURCE_DIR
#error "the build says where the sources and the programs are"
#endif
#ifndef FACET_BROKER_PLUGIN
#define FACET_BROKER_PLUGIN ""
#define FACET_ADMIN ""
#endif

namespace facet::bench {
namespace {

using load::errc;
using testing_support::Process;
using testing_support::read_file;
using testing_support::run;
using testing_support::write_file;

constexpr const char* kResolver = "facet-resolver";
constexpr const char* kOperator = "facet-operator";
constexpr const char* kResolverId = "bench";

// 32 hexadecimal digits, as deploy/up makes them.
std::string random_password() {
  std::random_device random;
  std::string result;
  for (int word = 0; word < 4; ++word) {
    char digits[9];
    std::snprintf(digits, sizeof digits, "%08x", random());
    result += digits;
  }
  return result;
}

std::string deployed_conf(const std::filesystem::path& dir, std::uint16_t port,
                          const std::vector<std::string>& plugin = {}) {
  std::vector<std::string> argv{std::string{FACET_SOURCE_DIR} + "/deploy/lib/mosquitto_conf.sh", dir,
                                dir / "store", std::to_string(port), ::getuid() == 0 ? "root" : "nobody"};
  argv.insert(argv.end(), plugin.begin(), plugin.end());
  return run(argv).out;
}

// The same broker, open to everybody.
std::string open_conf(const std::filesystem::path& dir, std::uint16_t port) {
  std::istringstream lines(deployed_conf(dir, port));
  std::string result;
  for (std::string line; std::getline(lines, line);) {
    const auto word = line.substr(0, line.find(' '));
    if (word != "allow_anonymous" && word != "password_file" && word != "acl_file") result += line + "\n";
  }
  return result + "allow_anonymous true\n";
}

std::string last_lines(const std::string& text, std::size_t bytes = 2000) {
  return text.size() > bytes ? text.substr(text.size() - bytes) : text;
}

// Reads the state that the resolver publishes until it serves.
class StateReader final : public load::Receiver {
 public:
  bool ready() const { return ready_; }

 private:
  void on_publish(std::size_t /*who*/, const load::Publish& publish) override {
    ready_ = publish.payload.find(R"("state":"ready")") != std::string_view::npos &&
             publish.payload.find(R"("broker":"current")") != std::string_view::npos;
  }

  bool ready_ = false;
};

}  // namespace

std::string_view name(Door door) {
  return door == Door::plugin ? "plugin" : "open";
}

bool has_plugin() {
  return !std::string_view{FACET_BROKER_PLUGIN}.empty();
}

RawBroker::RawBroker() {
  std::filesystem::create_directory(dir_.path() / "store");
  broker_ = std::make_unique<testing_support::Mosquitto>(
      [this](std::uint16_t port, const auto& /*dir*/) { return open_conf(dir_.path(), port); });
}

Status RawBroker::ready() const {
  if (broker_->running()) return {};
  return fail(errc::system, "Mosquitto does not start:\n" + last_lines(broker_->log()));
}

Installation::Installation(Door door, const std::vector<UserId>& phones, Choices choices)
    : dir_(std::make_unique<testing_support::TempDir>()),
      choices_(choices),
      door_(door),
      password_(random_password()) {
  std::filesystem::create_directory(path() / "store");
  if (door_ == Door::plugin) made_ = make_users(phones);
  if (!made_) return;
  broker_ = std::make_unique<testing_support::Mosquitto>(
      [this](std::uint16_t port, const auto& /*dir*/) { return broker_config(port); });
  if (broker_->running()) start_resolver();
}

Installation::~Installation() {
  if (resolver_) resolver_->end(SIGTERM);
  if (broker_) broker_->end(SIGTERM);
  if (choices_.keep) {
    if (broker_) write_file(path() / "mosquitto.log", broker_->log());
    std::fprintf(stderr, "kept: %s\n", path().c_str());
    static_cast<void>(dir_.release());  // its destructor would remove the folder
  }
}

// One password for everybody, and cheap as a rule: what a login costs is measured elsewhere.
Status Installation::make_users(const std::vector<UserId>& phones) {
  std::string list =
      std::string{kResolver} + " resolver " + password_ + "\n" + kOperator + " operator " + password_ + "\n";
  for (const UserId phone : phones) list += phone.digits() + " phone " + password_ + "\n";
  write_file(path() / "users", list);
  const auto made = run({FACET_ADMIN, "--file", path() / "credentials", "user", "add", "--from",
                         path() / "users", "--cost", choices_.chosen_passwords ? "chosen" : "generated"},
                        {}, {}, std::chrono::minutes{10});
  if (made.status != 0) return fail(errc::system, "facet-admin: " + made.err);
  return {};
}

std::string Installation::broker_config(std::uint16_t port) const {
  return door_ == Door::open ? open_conf(path(), port) : deployed_conf(path(), port, {FACET_BROKER_PLUGIN});
}

void Installation::start_resolver() {
  write_file(path() / "resolver.password", password_ + "\n");
  write_file(path() / "resolver.toml",
             std::string{"[resolver]\nid = \""} + kResolverId + "\"\ndata_dir = \"" +
                 (path() / "data").string() + "\"\n[broker]\nport = " + std::to_string(broker_->port()) +
                 "\nusername = \"" + kResolver + "\"\npassword_file = \"resolver.password\"\n" +
                 (choices_.damps ? "" : "[damping]\nseconds = 0\n"));
  resolver_ = std::make_unique<Process>(
      std::vector<std::string>{FACET_RESOLVER, "--config", path() / "resolver.toml"},
      path() / "resolver.log");
}

Status Installation::ready(load::Steady::time_point deadline) {
  if (!made_) return made_;
  if (!resolver_) return fail(errc::system, "Mosquitto does not start:\n" + last_lines(broker_->log()));
  StateReader reader;
  load::Swarm swarm(load::Version::v5, reader);
  swarm.open(broker_->port(), {std::string{kOperator} + "-bench", kOperator, password_},
             {topics::resolver_op(kResolverId, "state")});
  const auto serves = swarm.until([&] { return reader.ready() || !resolver_->running(); }, deadline,
                                  "the resolver's \"ready\"");
  if (!serves) return fail(explain(serves.error()));
  if (!reader.ready()) return fail(explain({make_error_code(errc::system), "the resolver has ended"}));
  return {};
}

load::Servers Installation::servers() const {
  return {broker_->port(), broker_->pid(), resolver_->pid()};
}

Status Installation::restart_broker() {
  broker_->end(SIGKILL);
  if (broker_->start()) return {};
  return fail(errc::system, "Mosquitto does not start again:\n" + last_lines(broker_->log()));
}

Error Installation::explain(Error error) const {
  error.detail += "\n-- mosquitto --\n" + (broker_ ? last_lines(broker_->log()) : "") + "\n-- resolver --\n" +
                  last_lines(read_file(path() / "resolver.log"));
  return error;
}

}  // namespace facet::bench
