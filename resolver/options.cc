#include "resolver/options.h"

#include <CLI/CLI.hpp>

#include "schemas/version.h"

namespace facet::resolver {

std::optional<Options> parse_options(int argc, char** argv, int& exit_code) {
  CLI::App app{
      "facet-resolver keeps groups and statuses, and sends each contact the status its group may see."};
  Options options;
  app.add_option("--config", options.config, "the configuration, TOML (see deploy/resolver.toml.example)")
      ->required()
      ->type_name("FILE");
  app.add_flag("--check", options.check_only, "read the configuration, say whether it is right, and end");
  app.set_version_flag("--version", std::string{kVersion});
  app.footer(
      "Examples:\n"
      "  facet-resolver --config /etc/facet/resolver.toml\n"
      "  facet-resolver --config resolver.toml --check\n"
      "Signals: TERM and INT answer what has come in, then end it.\n"
      "Exit status: 0 ended as asked, 1 could not start or go on, 2 wrong usage.");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : 2;
    return std::nullopt;
  }
  return options;
}

}  // namespace facet::resolver
