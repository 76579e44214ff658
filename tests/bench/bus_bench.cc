// How fast the resolver's bus publishes, and what it costs:
//   bus_bench [<port> [<watchers per show> [<shows> [<in flight> [<mqtt version>]]]]]
// against a broker on 127.0.0.1 that is already running, where retained messages are left behind; without a
// port, or with 0, against one of its own. One line of JSON.
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <future>

#include "resolver/adapters/mqtt/mqtt_bus.h"
#include "tests/unit/bus/broker.h"

namespace {

using namespace facet;
using namespace facet::resolver;

class Nothing final : public BusHandler {
  void on_message(std::string_view, std::string_view, bool) override {}
  void on_connected() override {}
  void on_lost() override {}
};

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

std::uint64_t argument(int argc, char** argv, int index, std::uint64_t otherwise) {
  return argc > index ? std::strtoull(argv[index], nullptr, 10) : otherwise;
}

std::vector<UserId> watchers(std::uint64_t count) {
  std::vector<UserId> result;
  for (std::uint64_t i = 0; i < count; ++i) result.emplace_back(8'613'800'000'000 + i);
  return result;
}

// Shows all of it and waits for every answer; false when one was false.
bool show_all(MqttBus& bus, std::uint64_t per_show, std::uint64_t shows) {
  std::atomic<std::uint64_t> open = shows;
  std::atomic<bool> all_taken = true;
  std::promise<void> done;
  for (std::uint64_t i = 0; i < shows; ++i) {
    bus.show(UserId{49'151'000'000 + i}, Bytes(60, 'v'), watchers(per_show), std::nullopt, [&](bool taken) {
      if (!taken) all_taken = false;
      if (--open == 0) done.set_value();
    });
  }
  done.get_future().wait();
  return all_taken;
}

}  // namespace

int main(int argc, char** argv) {
  const auto per_show = argument(argc, argv, 2, 1'000);
  const auto shows = argument(argc, argv, 3, 100);
  MqttBusOptions options;
  options.port = static_cast<std::uint16_t>(argument(argc, argv, 1, 0));
  std::optional<testing_support::Mosquitto> own;
  if (options.port == 0) options.port = own.emplace(test::unlimited()).port();
  options.client_id = "facet-bus-bench";
  options.in_flight = argument(argc, argv, 4, options.in_flight);
  options.mqtt_version = static_cast<int>(argument(argc, argv, 5, 5));
  Log log(LogOptions{.level = LogLevel::error});
  Counters counters;
  Nothing handler;
  const auto bus = MqttBus::create(options, log, counters);
  if (!bus || !(*bus)->start(handler) || !(*bus)->wait_connected(std::chrono::seconds(5))) {
    std::fprintf(stderr, "bus_bench: no broker at 127.0.0.1:%u\n", options.port);
    return 1;
  }
  const double cpu = cpu_seconds();
  const auto began = std::chrono::steady_clock::now();
  if (!show_all(**bus, per_show, shows)) {
    std::fprintf(stderr, "bus_bench: the connection was lost\n");
    return 1;
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  const auto count = static_cast<double>(per_show * shows);
  std::printf("{\"publishes\":%.0f,\"in_flight\":%zu,\"publishes_per_s\":%.0f,\"cpu_us_per_publish\":%.1f}\n",
              count, options.in_flight, count / took.count(), (cpu_seconds() - cpu) / count * 1e6);
  (*bus)->stop(std::chrono::seconds(1));
  return 0;
}
