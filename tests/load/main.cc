// facet-storm: Facet as deploy/up configures it, with many phones, all of whom come at once, change something
// at once, and are disturbed. Started by ./tests/run load.
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "tests/load/storm.h"

int main(int argc, char** argv) {
  using namespace facet;
  CLI::App app{"Many phones at a real broker with the plugin and a real resolver, all on 127.0.0.1."};
  load_test::Plan plan;
  int seconds = static_cast<int>(plan.hostile.count());
  app.add_option("--phones", plan.size.phones, "online, owners among them")
      ->check(CLI::Range(20, 100'000))
      ->capture_default_str();
  app.add_option("--owners", plan.size.owners, "who change their status at the same moment")
      ->capture_default_str();
  app.add_option("--members", plan.size.members, "in each owner's group")->capture_default_str();
  app.add_option("--rounds", plan.rounds, "of changes")->capture_default_str();
  app.add_option("--hostile", seconds, "seconds of it")->capture_default_str();
  app.add_flag("--chosen-passwords", plan.chosen_passwords,
               "hashed as dearly as those that people think of: 13 ms each");
  app.add_flag("--keep", plan.keep, "keeps the folder with configurations and logs, and says where");
  CLI11_PARSE(app, argc, argv);
  plan.hostile = std::chrono::seconds{seconds};
  if (plan.size.owners + plan.size.members > plan.size.phones) {
    std::fprintf(stderr, "facet-storm: --phones must be as many as --owners and --members together\n");
    return 2;
  }
  const auto done = load_test::storm(plan);
  if (!done) std::fprintf(stderr, "facet-storm: %s\n", done.error().message().c_str());
  return done ? 0 : 1;
}
