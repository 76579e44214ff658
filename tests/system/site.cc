#include "tests/system/site.h"

#include <csignal>
#include <cstdio>

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

Site::Site(std::vector<UserId> users) : port_(free_port()) {
  write_config(users);
  start_broker();
  start_resolver();
}

void Site::write_config(const std::vector<UserId>& users) const {
  const std::string source = FACET_SOURCE_DIR;
  std::filesystem::create_directory(path() / "store");
  const Ran conf = run({source + "/deploy/lib/mosquitto_conf.sh", path(), path() / "store",
                        std::to_string(port_), ::getuid() == 0 ? "root" : "nobody"});
  if (conf.status != 0) std::fprintf(stderr, "%s", conf.err.c_str());
  write_file(path() / "mosquitto.conf", conf.out);
  write_file(path() / "passwd", passwords(users));
  run({"mosquitto_passwd", "-U", path() / "passwd"});
  // One more reader than an installation has: the test looks at everything retained.
  write_file(path() / "acl", read_file(source + "/deploy/acl") + "\nuser " + kAuditor + "\ntopic read #\n");
  write_file(path() / "resolver.password", std::string{"pw-"} + kResolver + "\n");
  write_file(path() / "resolver.toml",
             "[resolver]\nid = \"one\"\ndata_dir = \"" + (path() / "data").string() +
                 "\"\n[broker]\nhost = \"127.0.0.1\"\nport = " + std::to_string(port_) + "\nusername = \"" +
                 kResolver + "\"\npassword_file = \"" + (path() / "resolver.password").string() +
                 "\"\n[log]\nlevel = \"info\"\nformat = \"text\"\n");
}

void Site::start_broker() {
  broker_ = std::make_unique<Process>(std::vector<std::string>{"mosquitto", "-c", path() / "mosquitto.conf"},
                                      path() / "broker.log");
  eventually([this] {
    const MqttClient probe(port_, "probe", kOperator, std::string{"pw-"} + kOperator);
    return probe.connected();
  });
}

void Site::stop_broker(int signal) {
  if (broker_) broker_->end(signal);
  broker_.reset();
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
  return std::make_unique<MqttClient>(port_, client_id, user, password);
}

std::unique_ptr<MqttClient> Site::login(UserId user, const std::string& suffix) const {
  return login(user.digits(), password(user), user.digits() + "-" + suffix);
}

std::unique_ptr<MqttClient> Site::login_operator() const {
  return login(kOperator, std::string{"pw-"} + kOperator,
               std::string{kOperator} + "-" + std::to_string(std::rand()));
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
