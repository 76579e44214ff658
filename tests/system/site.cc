#include "tests/system/site.h"

#include <unistd.h>

#include <cstdio>
#include <random>

#include "schemas/topics.h"

#ifndef FACET_SOURCE_DIR
#error "the build says where the sources and the programs are"
#endif

namespace facet::system_test {
namespace {

constexpr const char* kResolver = "facet-resolver";
constexpr const char* kOperator = "facet-operator";
constexpr const char* kAuditor = "test-auditor";

std::string passwords(const std::vector<UserId>& users) {
  std::string text;
  for (const char* role : {kResolver, kOperator, kAuditor}) text += std::string{role} + ":pw-" + role + "\n";
  for (const UserId user : users) text += user.digits() + ":" + Site::password(user) + "\n";
  return text;
}

}  // namespace

Site::Site(const std::vector<UserId>& users) {
  write_broker_files(users);
  broker_.emplace(
      [this](std::uint16_t port, const std::filesystem::path& /*dir*/) { return broker_config(port); });
  wait_for_broker();
  write_resolver_files();
  start_resolver();
}

void Site::write_broker_files(const std::vector<UserId>& users) const {
  std::filesystem::create_directory(path() / "store");
  write_file(path() / "passwd", passwords(users));
  run({"mosquitto_passwd", "-U", path() / "passwd"});
  // One more reader than an installation has: the test looks at everything retained.
  const std::string acl = read_file(std::string{FACET_SOURCE_DIR} + "/deploy/acl");
  write_file(path() / "acl", acl + "\nuser " + kAuditor + "\ntopic read #\n");
}

std::string Site::broker_config(std::uint16_t port) const {
  const Ran conf = run({std::string{FACET_SOURCE_DIR} + "/deploy/lib/mosquitto_conf.sh", path(),
                        path() / "store", std::to_string(port), ::getuid() == 0 ? "root" : "nobody"});
  if (conf.status != 0) std::fprintf(stderr, "%s", conf.err.c_str());
  return conf.out;
}

void Site::write_resolver_files() const {
  write_file(path() / "resolver.password", std::string{"pw-"} + kResolver + "\n");
  write_file(path() / "resolver.toml",
             "[resolver]\nid = \"one\"\ndata_dir = \"" + (path() / "data").string() +
                 "\"\n[broker]\nhost = \"127.0.0.1\"\nport = " + std::to_string(port()) + "\nusername = \"" +
                 kResolver + "\"\npassword_file = \"" + (path() / "resolver.password").string() +
                 "\"\n[log]\nlevel = \"info\"\nformat = \"text\"\n");
}

void Site::start_broker() {
  if (!broker_->start()) std::fprintf(stderr, "%s", broker_->log().c_str());
  wait_for_broker();
}

// Taking connections is not enough: it is to let somebody in.
void Site::wait_for_broker() const {
  eventually([this] { return login_operator()->connected(); });
}

void Site::stop_broker(int signal) {
  broker_->end(signal);
}

void Site::empty_broker_store() const {
  std::filesystem::remove_all(path() / "store");
  std::filesystem::create_directory(path() / "store");
}

void Site::start_resolver() {
  resolver_ = std::make_unique<Process>(
      std::vector<std::string>{FACET_RESOLVER, "--config", path() / "resolver.toml"},
      path() / "resolver.log");
}

void Site::stop_resolver(int signal) {
  if (resolver_) resolver_->end(signal);
  resolver_.reset();
}

bool Site::ready() {
  const auto reader = login_operator();
  reader->subscribe("facet/v1/ops/#");
  return eventually([&] {
    const std::string state = reader->last("facet/v1/ops/resolver/one/state");
    return state.find("\"state\":\"ready\"") != std::string::npos &&
           state.find("\"broker\":\"current\"") != std::string::npos;
  });
}

std::unique_ptr<MqttClient> Site::login(const std::string& user, const std::string& password,
                                        const std::string& client_id) const {
  return std::make_unique<MqttClient>(port(), client_id, user, password);
}

std::unique_ptr<MqttClient> Site::login(UserId user, const std::string& suffix) const {
  return login(user.digits(), password(user), user.digits() + "-" + suffix);
}

std::unique_ptr<MqttClient> Site::login_operator() const {
  return login(kOperator, std::string{"pw-"} + kOperator,
               std::string{kOperator} + "-" + std::to_string(std::random_device{}()));
}

std::map<std::string, std::string> Site::retained() const {
  const auto auditor = login(kAuditor, std::string{"pw-"} + kAuditor, kAuditor);
  auditor->subscribe("facet/v1/#");
  // The answer to a second subscription comes after what the first one made the broker send.
  auditor->subscribe("facet/v1/none");
  std::map<std::string, std::string> result;
  for (const auto& message : auditor->messages()) {
    if (message.retained) result[message.topic] = message.payload;
  }
  return result;
}

GroupEdit new_group(GroupId id, std::uint16_t rank, std::vector<UserId> members) {
  return {.group = id,
          .name = "Group " + id.digits(),
          .rank = rank,
          .erase = false,
          .replace = true,
          .add = std::move(members),
          .remove = {}};
}

}  // namespace facet::system_test
