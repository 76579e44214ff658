#include "resolver/options.h"

#include <CLI/CLI.hpp>

#include "schemas/version.h"

namespace facet::resolver {
namespace {

constexpr const char* kExamples =
    "Examples:\n"
    "  facet-resolver --config /etc/facet/resolver.toml\n"
    "  facet-resolver --config resolver.toml --check\n"
    "  facet-resolver backup /var/backups/facet/monday\n"
    "  facet-resolver verify /var/backups/facet/monday\n"
    "  facet-resolver restore /var/backups/facet/monday\n"
    "Signals: TERM and INT answer what has come in, then end it.\n"
    "Exit status: 0 ended as asked, 1 could not start or go on, 2 wrong usage, 3 the store or backup is "
    "damaged.";

CLI::App* add_command(CLI::App& app, Options& options, Command command, const char* name, const char* what) {
  auto* added = app.add_subcommand(name, what);
  added->fallthrough();  // --config may stand behind it
  added->callback([&options, command] { options.command = command; });
  return added;
}

void add_backup(CLI::App& app, Options& options) {
  auto* command =
      add_command(app, options, Command::backup, "backup",
                  "Copy the store into the new folder DIR, also while the resolver runs, and read it back.");
  command->add_option("DIR", options.dir, "a folder that is not there yet, or is empty")->required();
  command->footer(
      "Examples:\n"
      "  sudo -u facet facet-resolver backup /var/backups/facet/$(date +%F)\n"
      "  facet-resolver backup monday --config resolver.toml");
}

void add_restore(CLI::App& app, Options& options) {
  auto* command = add_command(app, options, Command::restore, "restore",
                              "Put the backup in DIR into data_dir, which must be empty: nothing is ever "
                              "overwritten. The resolver must be stopped; empty the broker's store as well.");
  command->add_option("DIR", options.dir, "what `backup` made")->required();
  command->footer(
      "Examples:\n"
      "  sudo facet-resolver restore /var/backups/facet/2026-11-25\n"
      "  facet-resolver restore monday --config resolver.toml");
}

void add_verify(CLI::App& app, Options& options) {
  auto* command = add_command(app, options, Command::verify, "verify",
                              "Read all of a backup or a store: checksums, records, and that they agree. "
                              "Says in words what is wrong.");
  command->add_option("DIR", options.dir, "a backup or a store; left out: data_dir of the configuration");
  command->footer(
      "Examples:\n"
      "  facet-resolver verify /var/backups/facet/2026-11-25\n"
      "  sudo -u facet facet-resolver verify");
}

}  // namespace

std::optional<Options> parse_options(int argc, char** argv, int& exit_code) {
  CLI::App app{
      "facet-resolver keeps groups and statuses, and sends each contact the status its group may see."};
  Options options;
  bool check = false;
  app.add_option("--config", options.config, "the configuration, TOML (see deploy/resolver.toml.example)")
      ->type_name("FILE")
      ->capture_default_str();
  app.add_flag("--check", check, "read the configuration, say whether it is right, and end");
  app.set_version_flag("--version", std::string{kVersion});
  app.require_subcommand(0, 1);
  add_backup(app, options);
  add_restore(app, options);
  add_verify(app, options);
  app.footer(kExamples);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    exit_code = app.exit(error) == 0 ? 0 : 2;
    return std::nullopt;
  }
  if (check) options.command = Command::check;
  return options;
}

}  // namespace facet::resolver
