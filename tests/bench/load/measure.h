#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <vector>

#include "tests/bench/load/swarm.h"

namespace facet::load {

// What is measured: a broker on 127.0.0.1, and the process beside it when there is one. A pid of 0: its CPU
// time is not counted.
struct Servers {
  std::uint16_t port = 0;
  pid_t broker = 0;
  pid_t resolver = 0;
};

// Seconds of CPU, user and system, all threads. The servers' come in the kernel's ticks (10 ms).
struct Cpu {
  double broker = 0;
  double resolver = 0;
  double load = 0;  // this process
};
Cpu cpu_now(const Servers& servers);
Cpu operator-(const Cpu& later, const Cpu& earlier);

// One fan-out measurement, of any kind.
struct Run {
  std::uint64_t changes = 0;
  std::uint64_t deliveries = 0;
  std::uint64_t repeated = 0;       // came twice, which QoS 1 allows; not among the deliveries
  double seconds = 0;               // from the first send to the last delivery
  Cpu cpu;                          // until what the deliveries leave to do is done, too
  std::vector<double> last_ms;      // for each change, from its send to the last contact's delivery
  std::vector<std::uint64_t> sent;  // for each change, bytes its phone wrote to its socket; facet only
};

// How often a swarm looks (Swarm::look_every) while `window` changes are under way: one at a time is for how
// long it takes, and looks at once.
inline std::chrono::microseconds look_every(std::size_t window) {
  return std::chrono::microseconds{window > 1 ? 200 : 0};
}

double seconds_between(Steady::time_point from, Steady::time_point to);
double milliseconds_between(Steady::time_point from, Steady::time_point to);

// The value that this part (0 to 1) of the values does not exceed; 0 of none.
double percentile(std::vector<double> values, double part);

}  // namespace facet::load
