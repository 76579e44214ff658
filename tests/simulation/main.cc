#include <CLI/CLI.hpp>
#include <cstdio>

#include "tests/simulation/simulation.h"

// One seed after the other; a seed that finds something is named, with what it takes to see it again.
int main(int argc, char** argv) {
  using namespace facet::simulation;  // NOLINT(google-build-using-namespace)
  CLI::App app{"Facet under virtual time, with faults: many short histories, each made from its seed."};
  Options options;
  std::uint64_t seeds = 1;
  app.add_option("--seed", options.seed, "The first seed")->capture_default_str();
  app.add_option("--seeds", seeds, "How many seeds, from --seed on")->capture_default_str();
  app.add_option("--steps", options.steps, "How much happens in each")->capture_default_str();
  app.add_flag("--verbose", options.print, "Print the trace");
  CLI11_PARSE(app, argc, argv);
  std::uint64_t failed = 0;
  for (const auto end = options.seed + seeds; options.seed < end; ++options.seed) {
    const auto result = simulate(options);
    if (result.violations.empty()) continue;
    ++failed;
    std::printf("seed %llu: --seed %llu --steps %u --verbose shows it again\n",
                static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(options.seed),
                options.steps);
    for (const auto& violation : result.violations) std::printf("  %s\n", violation.c_str());
    std::fflush(stdout);
  }
  std::printf("%llu seeds, %llu failed\n", static_cast<unsigned long long>(seeds),
              static_cast<unsigned long long>(failed));
  return failed == 0 ? 0 : 1;
}
