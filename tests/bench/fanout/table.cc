#include "tests/bench/fanout/table.h"

#include <cstdio>
#include <sstream>

namespace facet::bench {
namespace {

std::string row(const std::string& what, const std::string& raw, const std::string& facet,
                const std::string& ratio = {}) {
  char line[256];
  std::snprintf(line, sizeof line, "  %-38s %-32s %-32s %s\n", what.c_str(), raw.c_str(), facet.c_str(),
                ratio.c_str());
  std::string text = line;
  text.erase(text.find_last_not_of(" \n") + 1);
  return text + "\n";
}

std::string fan_out(const Report& report, const std::string& contacts) {
  const auto raw = [&](const char* what) { return report.text("raw_" + contacts + what); };
  const auto facet = [&](const char* what) { return report.text("fanout_" + contacts + what); };
  std::ostringstream text;
  text << "\n"
       << row("one change to " + contacts + " contacts", "raw Mosquitto", "Facet", "Facet / raw")
       << row("deliveries/s", raw("_deliveries_per_s"), facet("_deliveries_per_s"),
              facet("_deliveries_ratio_raw"))
       << row("CPU us per delivery: broker", raw("_broker_cpu_us_per_delivery"),
              facet("_broker_cpu_us_per_delivery"))
       << row("  resolver", "-", facet("_resolver_cpu_us_per_delivery"))
       << row("  both", "", "", facet("_cpu_ratio_raw"))
       << row("  load generator", raw("_load_cpu_us_per_delivery"), facet("_load_cpu_us_per_delivery"));
  const auto single = [&](const char* what) {
    return row(std::string{"one at a time: last contact, "} + what + " ms",
               report.text("raw_latency_" + contacts + "_last_" + what + "_ms"),
               report.text("latency_" + contacts + "_last_" + what + "_ms"));
  };
  text << single("p50") << single("p99")
       << row("bytes the owner's phone sends", "", report.text("change_" + contacts + "_phone_sent_bytes"));
  return text.str();
}

std::string pings(const Report& report) {
  std::ostringstream text;
  text << "\n" << row("an unrelated client's ping, ms", "idle", "during a 100,000-watcher fan-out");
  for (const char* what : {"p50", "p99", "worst"}) {
    const std::string name = std::string{"pingpong_"} + what + "_ms_";
    text << row(std::string{"  "} + what, report.text(name + "idle"), report.text(name + "during_100k"));
  }
  text << row("  changes/s, of 20,000 watchers each", "", report.text("pingpong_changes_per_s"))
       << row("  deliveries/s to those online", "", report.text("pingpong_deliveries_per_s"));
  return text.str();
}

}  // namespace

std::string table(const Plan& plan, const Report& report) {
  std::ostringstream text;
  text << "\nMedians of " << plan.repeats
       << " runs in turn, and their ranges. QoS 1, everything on 127.0.0.1; door: " << name(plan.door)
       << ".\n"
       << "raw: one Mosquitto without Facet, one message to one topic that all subscribe, not retained. "
          "Facet: from the\n"
       << "owner's phone by broker and resolver to each contact's retained topic. " << plan.window
       << " changes under way, or one at a time.\n";
  for (const char* contacts : {"1000", "5000"}) {
    if (report.has(std::string{"fanout_"} + contacts + "_deliveries_per_s"))
      text << fan_out(report, contacts);
  }
  if (report.has("pingpong_p99_ms_during_100k")) text << pings(report);
  return text.str();
}

}  // namespace facet::bench
