#include "broker-plugin/admin/app.h"

#include <algorithm>
#include <ostream>

#include "broker-plugin/admin/command.h"
#include "schemas/version.h"

namespace facet::admin {
namespace {

constexpr const char* kDefaultFile = "/etc/facet/credentials";
constexpr std::size_t kHelpColumn = 28;

struct Typed {
  std::string file;
  std::string pid_file;
  bool json = false;
};

void shape_help(CLI::App& admin) {
  const auto formatter = std::make_shared<CLI::Formatter>();
  formatter->column_width(kHelpColumn);
  formatter->label("TEXT", "");      // every option_text() says more
  formatter->label("REQUIRED", "");  // the line of usage shows it
  admin.formatter(formatter);
  admin.set_help_flag("-h,--help", "Show this and end");
  admin.set_version_flag("--version", "facet-admin " + std::string{kVersion}, "Show the version and end");
  admin.footer(
      "Examples:\n"
      "  facet-admin user add '+86 138 0013 8000' --generate\n"
      "  facet-admin --reload /run/mosquitto/mosquitto.pid user disable 8613800138000\n"
      "  facet-admin psk add 8613800138000 7\n"
      "  facet-admin check\n"
      "Exit status: 0 done, 1 could not, 2 wrong usage.");
}

void add_options(CLI::App& admin, Typed& typed) {
  admin.add_option("--file", typed.file, "The credentials ($FACET_CREDENTIALS, else /etc/facet/credentials)")
      ->option_text("PATH");
  admin.add_option("--reload", typed.pid_file, "After a change, send SIGHUP to the broker of this pid file")
      ->option_text("PIDFILE");
  admin.add_flag("--json", typed.json, "Answer in JSON, for programs");
}

void add_commands(CLI::App& admin, Run& selected) {
  CLI::App* user = admin.add_subcommand("user", "Users: add, passwd, disable, enable, remove, list");
  user->require_subcommand(1);
  add_user_add(*user, selected);
  add_user_passwd(*user, selected);
  add_user_disable(*user, selected);
  add_user_enable(*user, selected);
  add_user_remove(*user, selected);
  add_user_list(*user, selected);
  CLI::App* psk = admin.add_subcommand("psk", "Keys that phones use in place of a certificate: add, remove");
  psk->require_subcommand(1);
  add_psk_add(*psk, selected);
  add_psk_remove(*psk, selected);
  add_check(admin, selected);
}

// The command that the parser had come to: "facet-admin user add".
std::string path_of(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return app.get_name() + (parsed.empty() ? "" : " " + path_of(*parsed.front()));
}

// A word too many may be a password: it is not repeated.
std::string usage_sentence(const CLI::App& admin, const CLI::ParseError& error) {
  std::string what = std::string{error.what()} + ".";
  if (const auto unknown = admin.remaining(true); !unknown.empty()) {
    const auto option =
        std::find_if(unknown.begin(), unknown.end(), [](const auto& word) { return word.starts_with("-"); });
    what = option != unknown.end() ? "there is no option " + option->substr(0, option->find('=')) + " here."
                                   : "that is a word too many (a password is never taken from here).";
  }
  return what + " `" + path_of(admin) + " --help` shows how.";
}

int report(const Context& context, const Error& error) {
  context.note(sentence_of(error));
  if (context.options.json) {
    context.say({}, {{"ok", false}, {"error", word_of(error)}, {"message", sentence_of(error)}});
  }
  return exit_of(error);
}

int answer_usage(const CLI::App& admin, const CLI::ParseError& error, const Context& context) {
  if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success)) {
    return admin.exit(error, context.world.out, context.world.err);
  }
  return report(context, Error{errc::usage, usage_sentence(admin, error)});
}

GlobalOptions options_of(const Typed& typed, const World& world) {
  GlobalOptions options{typed.file, typed.pid_file, typed.json};
  if (!options.file.empty()) return options;
  const auto file = world.env("FACET_CREDENTIALS");
  options.file = file && !file->empty() ? *file : kDefaultFile;
  return options;
}

int run(const Context& context, const Run& command) {
  const auto done = command(context);
  context.world.out.flush();
  if (!context.world.out) {
    context.note("the output could not be written");
    return 1;
  }
  if (done) return 0;
  // finish() has told of it, together with the change.
  return done.error().code == errc::not_told ? exit_of(done.error()) : report(context, done.error());
}

int parse_and_run(int argc, const char* const* argv, World& world) {
  CLI::App admin{"facet-admin keeps the users of the broker: who they are and how they show it.",
                 "facet-admin"};
  Typed typed;
  Run selected;
  shape_help(admin);
  admin.fallthrough();
  admin.require_subcommand(1);
  add_options(admin, typed);
  add_commands(admin, selected);
  try {
    admin.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const auto* const last = argv + argc;
    const bool json = std::find(argv, last, std::string_view{"--json"}) != last;
    return answer_usage(admin, error, {world, {{}, {}, json}});
  }
  return run({world, options_of(typed, world)}, selected);
}

}  // namespace

std::string examples(std::initializer_list<const char*> lines) {
  std::string text = "Examples:";
  for (const char* line : lines) text += std::string{"\n  "} + line;
  return text + "\nOptions before or behind every command: facet-admin --help";
}

int run_admin(int argc, const char* const* argv, World& world) {
  try {
    return parse_and_run(argc, argv, world);
  } catch (const std::exception& error) {
    world.err << "facet-admin: " << error.what() << '\n';
    return 1;
  }
}

}  // namespace facet::admin
