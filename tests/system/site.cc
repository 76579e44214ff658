#include "tests/system/site.h"

#include <random>

#include "schemas/topics.h"

namespace facet::system_test {
namespace {

constexpr const char* kResolver = "facet-resolver";
constexpr const char* kOperator = "facet-operator";
// Of the tests' own look at what a user is shown.
constexpr std::uint16_t kLook = 64'000;

std::vector<Account> accounts(const std::vector<UserId>& users) {
  std::vector<Account> all{{kResolver, "resolver"}, {kOperator, "operator"}};
  for (const UserId user : users) all.push_back({user.digits(), "phone"});
  return all;
}

}  // namespace

Site::Site(const std::vector<UserId>& users, Guard guard, GuardedBroker::More more)
    : users_(users), broker_(accounts(users), guard, std::move(more)) {
  start_resolver();
}

Site::~Site() {
  resolver_.reset();  // while the broker is there: it ends in order
}

void Site::start_resolver(const std::string& more) {
  const std::uint16_t broker = surroundings_.broker_port != 0 ? surroundings_.broker_port : port();
  const bool damps = more.find("[damping]") != std::string::npos;
  write_file(path() / "resolver.password", password_of(kResolver) + "\n");
  write_file(path() / "resolver.toml",
             "[resolver]\nid = \"one\"\ndata_dir = \"" + (path() / "data").string() +
                 "\"\n[broker]\nhost = \"127.0.0.1\"\nport = " + std::to_string(broker) + "\nusername = \"" +
                 kResolver + "\"\npassword_file = \"" + (path() / "resolver.password").string() +
                 "\"\n[log]\nlevel = \"info\"\nformat = \"text\"\n" +
                 (damps ? "" : "[damping]\nseconds = 0\n") + more);
  std::vector<std::string> argv = surroundings_.before;
  argv.insert(argv.end(), {FACET_RESOLVER, "--config", path() / "resolver.toml"});
  resolver_ = std::make_unique<Process>(argv, path() / "resolver.log", surroundings_.environment);
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

std::unique_ptr<MqttClient> Site::login(UserId user, const std::string& device) const {
  return std::make_unique<MqttClient>(broker_.as(user.digits(), device));
}

std::unique_ptr<MqttClient> Site::login_operator() const {
  return std::make_unique<MqttClient>(broker_.as(kOperator, std::to_string(std::random_device{}())));
}

std::map<std::string, std::string> Site::retained() const {
  std::map<std::string, std::string> result;
  const auto look = [&result](MqttClient& client, const std::vector<std::string>& filters) {
    for (const auto& filter : filters) client.subscribe(filter);
    // The answer to one more subscription comes after what the others made the broker send.
    client.subscribe(filters.front());
    for (const auto& message : client.messages()) {
      if (message.retained) result[message.topic] = message.payload;
    }
  };
  for (const UserId user : users_) {
    const auto client = login(user, std::to_string(kLook));
    look(*client, {topics::every_in(user), topics::every_own(user), topics::every_own_members(user)});
  }
  look(*login_operator(), {topics::every_op()});
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
