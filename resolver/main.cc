#include <cstdio>

#include "resolver/config/config.h"
#include "resolver/options.h"
#include "resolver/run.h"

int main(int argc, char** argv) {
  int exit_code = 0;
  const auto options = facet::resolver::parse_options(argc, argv, exit_code);
  if (!options) return exit_code;
  const auto config = facet::resolver::load_config(options->config);
  if (!config) {
    std::fprintf(stderr, "facet-resolver: %s\n", config.error().message().c_str());
    return 1;
  }
  if (options->check_only) {
    std::puts("the configuration is right");
    return 0;
  }
  return facet::resolver::run(*config);
}
