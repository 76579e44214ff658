#include <cstdio>

#include "resolver/backup/commands.h"
#include "resolver/config/config.h"
#include "resolver/options.h"
#include "resolver/run.h"

namespace {

using namespace facet::resolver;

int with_config(const Options& options) {
  const auto config = load_config(options.config);
  if (!config) {
    std::fprintf(stderr, "facet-resolver: %s\n", config.error().message().c_str());
    return 1;
  }
  const auto& store = config->resolver.data_dir;
  switch (options.command) {
    case Command::run:
      return run(*config);
    case Command::check:
      std::puts("the configuration is right");
      return 0;
    case Command::backup:
      return backup_command(store, options.dir);
    case Command::restore:
      return restore_command(options.dir, store);
    case Command::verify:
      return verify_command(store);
  }
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  int exit_code = 0;
  const auto options = parse_options(argc, argv, exit_code);
  if (!options) return exit_code;
  // A backup is verified where there is no configuration too.
  if (options->command == Command::verify && !options->dir.empty()) return verify_command(options->dir);
  return with_config(*options);
}
