#include "tests/bench/fanout/comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "tests/bench/load/errc.h"

namespace facet::bench {
namespace {

using load::FacetFanOut;
using load::Raw;
using load::Run;
using load::Steady;

constexpr std::chrono::seconds kStart{60};
constexpr std::chrono::seconds kPrepare{180};
constexpr std::chrono::seconds kRun{120};
constexpr std::uint64_t kFewestSingles = 30;

struct Amounts {
  std::uint64_t together = 0;  // changes of a run with several under way
  std::uint64_t single = 0;    // and of one with one
};

Amounts amounts(const Plan& plan, std::size_t contacts) {
  return {std::max<std::uint64_t>(plan.deliveries / contacts, 2 * plan.window),
          std::max<std::uint64_t>(plan.single_changes * 1000 / contacts, kFewestSingles)};
}

double per_delivery_us(double cpu_seconds, const Run& run) {
  return cpu_seconds * 1e6 / static_cast<double>(run.deliveries);
}

double rate(const Run& run) {
  return static_cast<double>(run.deliveries) / run.seconds;
}

// fanout_1000, raw_5000
std::string prefix(const char* side, std::size_t contacts) {
  return side + std::string{"_"} + std::to_string(contacts);
}

void add_throughput(Report& report, const std::string& side, const Run& run) {
  report.add(side + "_deliveries_per_s", rate(run));
  report.add(side + "_broker_cpu_us_per_delivery", per_delivery_us(run.cpu.broker, run));
  report.add(side + "_resolver_cpu_us_per_delivery", per_delivery_us(run.cpu.resolver, run));
  report.add(side + "_load_cpu_us_per_delivery", per_delivery_us(run.cpu.load, run));
  report.add(side + "_repeated_deliveries", static_cast<double>(run.repeated));
}

void add_latency(Report& report, const std::string& name, const Run& run) {
  report.add(name + "_last_p50_ms", load::percentile(run.last_ms, 0.5));
  report.add(name + "_last_p99_ms", load::percentile(run.last_ms, 0.99));
}

void add_ratios(Report& report, const std::string& facet, const Run& fan_out, const Run& raw) {
  report.add(facet + "_deliveries_ratio_raw", rate(fan_out) / rate(raw));
  report.add(facet + "_cpu_ratio_raw", per_delivery_us(fan_out.cpu.broker + fan_out.cpu.resolver, fan_out) /
                                           per_delivery_us(raw.cpu.broker, raw));
}

void add_sent_bytes(Report& report, std::size_t contacts, const Run& run) {
  const std::string name = prefix("change", contacts) + "_phone_sent_bytes";
  for (const auto bytes : run.sent) report.add(name, static_cast<double>(bytes));
}

// Both ways once, with several changes under way and with one.
Status round(const Plan& plan, std::size_t contacts, Raw& raw, FacetFanOut& facet, Report& report) {
  const auto [together, single] = amounts(plan, contacts);
  const auto deadline = [] { return Steady::now() + kRun; };
  const auto plain = raw.run(together, plan.window, deadline());
  if (!plain) return fail(plain.error());
  const auto fan_out = facet.run(together, plan.window, deadline());
  if (!fan_out) return fail(fan_out.error());
  const auto plain_single = raw.run(single, 1, deadline());
  if (!plain_single) return fail(plain_single.error());
  const auto fan_out_single = facet.run(single, 1, deadline());
  if (!fan_out_single) return fail(fan_out_single.error());

  add_throughput(report, prefix("raw", contacts), *plain);
  add_throughput(report, prefix("fanout", contacts), *fan_out);
  report.add("load_cpu_us_per_delivery", per_delivery_us(fan_out->cpu.load, *fan_out));
  add_ratios(report, prefix("fanout", contacts), *fan_out, *plain);
  add_latency(report, prefix("raw_latency", contacts), *plain_single);
  add_latency(report, prefix("latency", contacts), *fan_out_single);
  add_sent_bytes(report, contacts, *fan_out_single);
  progress("  " + std::to_string(contacts) + " contacts: raw " + std::to_string(std::llround(rate(*plain))) +
           "/s, facet " + std::to_string(std::llround(rate(*fan_out))) + "/s");
  return {};
}

std::vector<UserId> people(std::size_t contacts, std::size_t owners) {
  std::vector<UserId> result{load::bystander()};
  for (std::size_t i = 0; i < contacts; ++i) result.push_back(load::contact(i));
  for (std::size_t i = 0; i < owners; ++i) result.push_back(load::owner(i));
  return result;
}

}  // namespace

void progress(const std::string& text) {
  std::fprintf(stderr, "%s\n", text.c_str());
}

Status compare(const Plan& plan, std::size_t contacts, Report& report) {
  // The contacts of both sides, and a few: this process has them all open, each broker half of them.
  if (plan.files < 2 * contacts + 200) {
    return fail(load::errc::system, std::to_string(contacts) + " contacts need " +
                                        std::to_string(2 * contacts + 200) + " open files, " +
                                        std::to_string(plan.files) + " are allowed; raise it: ulimit -n");
  }
  progress("fan-out to " + std::to_string(contacts) + " contacts: starting both brokers and the resolver");
  RawBroker broker;
  if (auto ready = broker.ready(); !ready) return ready;
  Installation installation(plan.door, people(contacts, plan.window), {.keep = plan.keep});
  if (auto ready = installation.ready(Steady::now() + kStart); !ready) return ready;

  Raw raw(broker.servers(), contacts, plan.version);
  if (auto connected = raw.connect(Steady::now() + kPrepare); !connected) return connected;
  FacetFanOut facet(installation.servers(), {plan.window, contacts, contacts, true}, installation.password(),
                    plan.version);
  const auto prepared = facet.prepare(Steady::now() + kPrepare);
  if (!prepared) return fail(installation.explain(prepared.error()));
  const auto warm = raw.run(2 * plan.window, plan.window, Steady::now() + kRun);
  if (!warm) return fail(warm.error());
  for (int i = 0; i < plan.repeats; ++i) {
    const auto done = round(plan, contacts, raw, facet, report);
    if (!done) return fail(installation.explain(done.error()));
  }
  return {};
}

}  // namespace facet::bench
