// facet-fanout: Facet's fan-out beside raw Mosquitto's. Started by tests/bench/run.
#include <sys/utsname.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <thread>

#include "schemas/version.h"
#include "tests/bench/fanout/table.h"

namespace {

using namespace facet;
using namespace facet::bench;

void add_facts(const Plan& plan, bool quick, Report& report) {
  utsname system{};
  ::uname(&system);
  const auto mosquitto = testing_support::run({"sh", "-c", "PATH=$PATH:/usr/sbin; mosquitto -h | head -n 1"});
  report.fact("facet_version", std::string{kVersion});
  report.fact("mosquitto", mosquitto.out.substr(0, mosquitto.out.find('\n')));
  report.fact("kernel", std::string{system.release});
  report.fact("cores", std::thread::hardware_concurrency());
  report.fact("open_files", plan.files);
  report.fact("door", std::string{name(plan.door)});
  report.fact("mqtt", plan.version == load::Version::v5 ? "5" : "3.1.1");
  report.fact("quick", quick);
  report.fact("repeats", plan.repeats);
  report.fact("window", plan.window);
  report.fact("view_bytes", load::view_bytes());
}

Status measure(const Plan& plan, const std::vector<std::string>& parts, Report& report) {
  for (const auto& part : parts) {
    auto done = part == "pings" ? measure_pings(plan, report) : compare(plan, std::stoul(part), report);
    if (!done) return done;
  }
  return {};
}

void make_quick(Plan& plan) {
  plan.deliveries = 120'000;
  plan.single_changes = 100;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Facet's fan-out to contacts who are online, beside raw Mosquitto's, in the same run."};
  Plan plan;
  bool quick = false;
  std::vector<std::string> parts;
  std::string json;
  std::string door;
  int mqtt = 5;
  app.add_flag("--quick", quick, "1,000 contacts only, and fewer changes");
  app.add_option("--window", plan.window, "changes under way at a time, and owners (4)")
      ->check(CLI::Range(2, 64));
  app.add_option("--part", parts,
                 "1000, 5000 (contacts), pings; several by commas (default: all; --quick: 1000)")
      ->delimiter(',')
      ->check(CLI::IsMember({"1000", "5000", "pings"}));
  app.add_option("--json", json, "writes what was measured there, flat")->type_name("FILE");
  app.add_flag("--keep", plan.keep, "keeps the folders with configurations and logs, and says where");
  app.add_option("--door", door,
                 "plugin, or open: a broker that lets everybody do everything (default: plugin when built)")
      ->check(CLI::IsMember({"plugin", "open"}));
  app.add_option("--mqtt", mqtt, "5, or 4 for MQTT 3.1.1")
      ->check(CLI::IsMember({4, 5}))
      ->capture_default_str();
  app.add_option("--repeats", plan.repeats, "of each measurement")
      ->check(CLI::Range(1, 100))
      ->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  if (quick) make_quick(plan);
  if (parts.empty())
    parts = quick ? std::vector<std::string>{"1000"} : std::vector<std::string>{"1000", "5000", "pings"};
  plan.door = (door.empty() && has_plugin()) || door == "plugin" ? Door::plugin : Door::open;
  plan.version = mqtt == 5 ? load::Version::v5 : load::Version::v311;
  plan.files = load::raise_file_limit();

  Report report;
  add_facts(plan, quick, report);
  const auto done = measure(plan, parts, report);
  if (!done) {
    std::fprintf(stderr, "facet-fanout: %s\n", done.error().message().c_str());
    return 1;
  }
  std::cout << table(plan, report);
  if (!json.empty()) std::ofstream(json) << report.json().dump(2) << '\n';
  return 0;
}
