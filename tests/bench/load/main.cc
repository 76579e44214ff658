// facet-load: one measurement of servers that run already, as a line of JSON. See --help; tests/bench/run
// starts servers and compares.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "tests/bench/load/facet.h"
#include "tests/bench/load/raw.h"

namespace {

using namespace facet;
using namespace facet::load;

struct Options {
  Servers servers;
  Crowd crowd;
  bool split = false;
  std::uint64_t changes = 200;
  std::size_t window = 16;
  int mqtt = 5;
  int seconds = 120;
  std::string password_file;

  Version version() const { return mqtt == 5 ? Version::v5 : Version::v311; }
  Steady::time_point deadline() const { return Steady::now() + std::chrono::seconds{seconds}; }
};

void print(const Run& run) {
  const auto each = [&](double seconds) { return seconds * 1e6 / static_cast<double>(run.deliveries); };
  const nlohmann::ordered_json line{
      {"changes", run.changes},
      {"deliveries", run.deliveries},
      {"repeated", run.repeated},
      {"deliveries_per_s", static_cast<double>(run.deliveries) / run.seconds},
      {"last_p50_ms", percentile(run.last_ms, 0.5)},
      {"last_p99_ms", percentile(run.last_ms, 0.99)},
      {"broker_cpu_us_per_delivery", each(run.cpu.broker)},
      {"resolver_cpu_us_per_delivery", each(run.cpu.resolver)},
      {"load_cpu_us_per_delivery", each(run.cpu.load)},
  };
  std::cout << line.dump() << '\n';
}

Status raw(const Options& options) {
  Raw raw(options.servers, options.crowd.contacts, options.version());
  if (auto connected = raw.connect(options.deadline()); !connected) return connected;
  const auto run = raw.run(options.changes, options.window, options.deadline());
  if (!run) return fail(run.error());
  print(*run);
  return {};
}

Status facet_way(const Options& options) {
  std::string password;
  if (!options.password_file.empty()) {
    std::ifstream file(options.password_file);
    std::getline(file, password);
  }
  FacetFanOut fan_out(options.servers, options.crowd, password, options.version());
  if (auto ready = fan_out.prepare(options.deadline()); !ready) return ready;
  const auto run = fan_out.run(options.changes, options.window, options.deadline());
  if (!run) return fail(run.error());
  print(*run);
  return {};
}

void add_common(CLI::App& command, Options& options) {
  command.add_option("--port", options.servers.port, "of the broker on 127.0.0.1")->required();
  command.add_option("--broker-pid", options.servers.broker, "measures its CPU time");
  command.add_option("--contacts", options.crowd.contacts, "who is told")->capture_default_str();
  command.add_option("--changes", options.changes, "how many are measured")->capture_default_str();
  command.add_option("--window", options.window, "changes under way at a time")->capture_default_str();
  command.add_option("--mqtt", options.mqtt, "5, or 4 for MQTT 3.1.1")->check(CLI::IsMember({4, 5}));
  command.add_option("--seconds", options.seconds, "no step takes longer")->capture_default_str();
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"facet-load measures how fast one change reaches many, on servers that run already."};
  app.require_subcommand(1);
  Options options;
  auto* plain = app.add_subcommand("raw", "Mosquitto alone: one message, one topic, many subscribers");
  add_common(*plain, options);
  auto* whole =
      app.add_subcommand("facet", "owners' phones, resolver, contacts' phones; leaves groups behind");
  add_common(*whole, options);
  whole->add_option("--resolver-pid", options.servers.resolver, "measures its CPU time");
  whole->add_option("--online", options.crowd.online, "how many of the contacts")->capture_default_str();
  whole->add_option("--owners", options.crowd.owners, "whose statuses change")->capture_default_str();
  whole->add_flag("--split", options.split, "each contact is in one owner's group, not in all");
  whole->add_option("--password-file", options.password_file, "the password of them all")->type_name("FILE");
  CLI11_PARSE(app, argc, argv);

  options.crowd.shared = !options.split;
  raise_file_limit();
  const auto done = plain->parsed() ? raw(options) : facet_way(options);
  if (!done) std::fprintf(stderr, "facet-load: %s\n", done.error().message().c_str());
  return done ? 0 : 1;
}
