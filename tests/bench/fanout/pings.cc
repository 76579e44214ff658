#include <algorithm>
#include <cmath>

#include "tests/bench/fanout/comparison.h"
#include "tests/bench/load/ping.h"

namespace facet::bench {
namespace {

using load::Steady;

constexpr std::size_t kOwners = 5;  // limits::kMembersPerGroup is a fifth of 100,000
constexpr std::size_t kSpareFiles = 300;
constexpr std::chrono::seconds kIdle{5};
constexpr std::chrono::seconds kPatience{240};

void add(Report& report, const std::string& when, const std::vector<double>& round_trips) {
  report.add("pingpong_p50_ms_" + when, load::percentile(round_trips, 0.5));
  report.add("pingpong_p99_ms_" + when, load::percentile(round_trips, 0.99));
  report.add("pingpong_worst_ms_" + when, load::percentile(round_trips, 1));
  report.fact("pingpong_pings_" + when, round_trips.size());
}

// Round trips of the one who has nothing to do with it: first while nothing else happens, then during.
Status measure(const Plan& plan, load::FacetFanOut& fan_out, const Installation& installation,
               Report& report) {
  load::PingProbe probe(installation.servers(), load::login_of(load::bystander(), installation.password()),
                        plan.version);
  if (auto started = probe.start(Steady::now() + kPatience); !started) return started;
  std::this_thread::sleep_for(kIdle);
  const auto idle = probe.stop();
  if (!idle) return fail(idle.error());
  for (int i = 0; i < plan.repeats; ++i) {
    if (auto started = probe.start(Steady::now() + kPatience); !started) return started;
    const auto run = fan_out.run(plan.storm_changes, kOwners, Steady::now() + kPatience);
    const auto during = probe.stop();
    if (!run) return fail(run.error());
    if (!during) return fail(during.error());
    add(report, "during_100k", *during);
    report.add("pingpong_changes_per_s", static_cast<double>(run->changes) / run->seconds);
    report.add("pingpong_deliveries_per_s", static_cast<double>(run->deliveries) / run->seconds);
  }
  add(report, "idle", *idle);
  return {};
}

}  // namespace

Status measure_pings(const Plan& plan, Report& report) {
  const std::size_t online = std::min(plan.watchers_online, plan.files - std::min(plan.files, kSpareFiles));
  progress("pings during a fan-out to " + std::to_string(plan.watchers) + " watchers, " +
           std::to_string(online) + " of them online: starting");
  if (online < plan.watchers_online) progress("  (the limit of open files allows no more: ulimit -n)");
  std::vector<UserId> people{load::bystander()};
  for (std::size_t i = 0; i < plan.watchers; ++i) people.push_back(load::contact(i));
  for (std::size_t i = 0; i < kOwners; ++i) people.push_back(load::owner(i));
  Installation installation(plan.door, people, {.keep = plan.keep});
  if (auto ready = installation.ready(Steady::now() + kPatience); !ready) return ready;
  load::FacetFanOut fan_out(installation.servers(), {kOwners, plan.watchers, online, false},
                            installation.password(), plan.version);
  progress("  registering everybody");
  const auto done = fan_out.prepare(Steady::now() + kPatience);
  if (!done) return fail(installation.explain(done.error()));
  progress("  " + std::to_string(plan.watchers - online) + " came and went in " +
           std::to_string(std::lround(fan_out.registering_seconds())) + " s");
  report.fact("pingpong_watchers", plan.watchers);
  report.fact("pingpong_watchers_online", online);
  report.add("pingpong_registering_s", fan_out.registering_seconds());
  const auto measured = measure(plan, fan_out, installation, report);
  return measured ? measured : fail(installation.explain(measured.error()));
}

}  // namespace facet::bench
