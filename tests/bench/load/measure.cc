#include "tests/bench/load/measure.h"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>

namespace facet::load {
namespace {

// utime and stime of /proc/<pid>/stat: the 14th and 15th field; the second may hold blanks, in parentheses.
double cpu_of(pid_t pid) {
  if (pid <= 0) return 0;
  std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
  std::string line;
  std::getline(file, line);
  std::istringstream fields(line.substr(std::min(line.size(), line.rfind(')') + 1)));
  std::string skipped;
  for (int field = 3; field < 14; ++field) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double seconds_of(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

}  // namespace

Cpu cpu_now(const Servers& servers) {
  rusage own{};
  ::getrusage(RUSAGE_SELF, &own);
  return {cpu_of(servers.broker), cpu_of(servers.resolver),
          seconds_of(own.ru_utime) + seconds_of(own.ru_stime)};
}

Cpu operator-(const Cpu& later, const Cpu& earlier) {
  return {later.broker - earlier.broker, later.resolver - earlier.resolver, later.load - earlier.load};
}

double seconds_between(Steady::time_point from, Steady::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

double milliseconds_between(Steady::time_point from, Steady::time_point to) {
  return seconds_between(from, to) * 1e3;
}

double percentile(std::vector<double> values, double part) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto rank = static_cast<std::size_t>(std::ceil(part * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

}  // namespace facet::load
