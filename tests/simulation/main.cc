#include <CLI/CLI.hpp>
#include <cstdio>

#include "tests/simulation/simulation.h"

// One seed after the other; a seed that finds something is named, with what it takes to see it again.
namespace {

using facet::simulation::Findings;
using facet::simulation::Options;

struct Arguments {
  Options options;
  std::uint64_t seeds = 1;
  bool until_found = false;
  bool twice = false;
};

void print(const Options& options, const Findings& findings) {
  std::printf("seed %llu: --seed %llu --steps %u --verbose shows it again\n",
              static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(options.seed),
              options.steps);
  for (const auto& violation : findings.violations) std::printf("  %s\n", violation.c_str());
  std::fflush(stdout);
}

// Whether `options` had two traces.
bool differs(const Options& options, const Findings& findings) {
  if (facet::simulation::simulate(options).trace_hash == findings.trace_hash) return false;
  std::printf("seed %llu has another trace the second time\n", static_cast<unsigned long long>(options.seed));
  return true;
}

int run(Arguments& arguments) {
  auto& options = arguments.options;
  std::uint64_t seeds = 0;
  std::uint64_t failed = 0;
  for (; seeds < arguments.seeds && !(arguments.until_found && failed > 0); ++seeds, ++options.seed) {
    const auto findings = facet::simulation::simulate(options);
    if (!findings.violations.empty()) print(options, findings);
    const bool is_other = arguments.twice && differs(options, findings);
    if (!findings.violations.empty() || is_other) ++failed;
  }
  std::printf("%llu seeds, %llu failed\n", static_cast<unsigned long long>(seeds),
              static_cast<unsigned long long>(failed));
  return (failed > 0) == arguments.until_found ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Facet under virtual time, with faults: many short histories, each made from its seed."};
  Arguments arguments;
  app.add_option("--seed", arguments.options.seed, "The first seed")->capture_default_str();
  app.add_option("--seeds", arguments.seeds, "How many seeds, from --seed on")->capture_default_str();
  app.add_option("--steps", arguments.options.steps, "How much happens in each")->capture_default_str();
  app.add_flag("--verbose", arguments.options.print, "Print the trace");
  app.add_flag("--until-found", arguments.until_found,
               "End with the first seed that finds something; that none does is the failure");
  app.add_flag("--twice", arguments.twice, "Each seed twice: its trace has to be the same");
  CLI11_PARSE(app, argc, argv);
  return run(arguments);
}
