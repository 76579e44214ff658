#include "tests/unit/bus/child.h"

#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <future>
#include <thread>

#include "resolver/adapters/mqtt/mqtt_bus.h"
#include "schemas/topics.h"

namespace facet::test {
namespace {

using namespace std::chrono_literals;
using namespace resolver;

constexpr std::chrono::seconds kChildLives{20};

class Dying final : public BusHandler {
 public:
  void on_message(std::string_view, std::string_view, bool) override { ::_exit(kDiedInCallback); }
  void on_connected() override {}
  void on_lost() override {}
};

class Standing final : public BusHandler {
 public:
  void on_message(std::string_view, std::string_view, bool) override {}
  void on_connected() override {}
  void on_lost() override {}
};

}  // namespace

Child::Child(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"/proc/self/exe", "--child"});
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  if (::posix_spawn(&pid_, "/proc/self/exe", nullptr, nullptr, argv.data(), environ) != 0) pid_ = -1;
}

Child::~Child() {
  if (pid_ > 0) kill();
}

void Child::kill() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
  pid_ = -1;
}

int Child::wait() {
  const auto deadline = std::chrono::steady_clock::now() + kChildLives;
  int status = 0;
  while (pid_ > 0 && ::waitpid(pid_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) return -1;
    std::this_thread::sleep_for(5ms);
  }
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

// die-in-callback <port> <version>: takes the resolver's messages and dies in the first.
// stand <port> <version>: connects with a will, says "up", and stands there.
int child_main(const std::vector<std::string>& arguments) {
  Log log(LogOptions{.level = LogLevel::error});
  Counters counters;
  MqttBusOptions options;
  options.port = static_cast<std::uint16_t>(std::stoul(arguments.at(1)));
  options.mqtt_version = std::stoi(arguments.at(2));
  options.client_id = "resolver";
  const bool dies = arguments.at(0) == "die-in-callback";
  const std::string state = topics::resolver_op("r1", "state");
  if (dies) options.subscriptions = {{topics::every_up(), 1}};
  if (!dies) options.will = MqttStatement{state, "vanished"};
  Dying dying;
  Standing standing;
  const auto bus = MqttBus::create(options, log, counters);
  if (!bus || !(*bus)->start(dies ? static_cast<BusHandler&>(dying) : standing)) return 1;
  if (!(*bus)->wait_connected(5s)) return 2;
  if (!dies) (*bus)->publish(state, "up", true, {});
  std::this_thread::sleep_for(kChildLives);  // killed long before
  return 3;
}

}  // namespace facet::test
