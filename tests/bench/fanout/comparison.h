#pragma once

#include <string>

#include "schemas/result.h"
#include "tests/bench/fanout/installation.h"
#include "tests/bench/fanout/report.h"
#include "tests/bench/load/facet.h"
#include "tests/bench/load/raw.h"

namespace facet::bench {

struct Plan {
  Door door = Door::plugin;
  bool keep = false;
  int repeats = 3;
  std::size_t window = 4;                // changes under way, and owners
  std::uint64_t deliveries = 400'000;    // of one run, about
  std::uint64_t single_changes = 200;    // measured one at a time, with 1,000 contacts; fewer with more
  std::size_t watchers = 100'000;        // for the pings
  std::size_t watchers_online = 15'000;  // or what the limit of open files allows
  std::uint64_t storm_changes = 50;
  load::Version version = load::Version::v5;
  std::size_t files = 0;  // that a process may open
};

// Facet beside raw Mosquitto with that many contacts online, in turn, on two brokers that are never busy
// at the same time.
Status compare(const Plan& plan, std::size_t contacts, Report& report);

// How long somebody else waits for the broker while a very large fan-out runs.
Status measure_pings(const Plan& plan, Report& report);

// A line on standard error.
void progress(const std::string& text);

}  // namespace facet::bench
