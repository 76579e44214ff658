#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace facet::simulation {

struct Options {
  std::uint64_t seed = 1;
  unsigned steps = 300;  // things that people do and that happen to the parts
  bool print = false;    // the trace, to the standard output
};

struct Findings {
  std::vector<std::string> violations;  // empty: all is well
  std::uint64_t trace_hash = 0;         // the same for the same options, on every run
};

Findings simulate(const Options& options);

}  // namespace facet::simulation
