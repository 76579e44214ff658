#include "client/cli/app.h"

#include <nlohmann/json.hpp>

#include "client/cli/command.h"
#include "client/cli/json_forms.h"
#include "client/cli/tr.h"
#include "client/cli/usage.h"

namespace facet::cli {
namespace {

struct Typed {
  std::string profile;
  std::string lang;
  bool json = false;
  bool offline = false;
  int timeout = 10;  // seconds
};

constexpr int kLongestTimeout = 3600;

void add_global_options(CLI::App& facet, Typed& typed) {
  facet.add_option("--profile", typed.profile, tr("The folder of the profile ($FACET_PROFILE)"))
      ->option_text("DIR");
  facet.add_flag("--json", typed.json, tr("Answer in JSON, for programs"));
  facet.add_option("--lang", typed.lang, tr("The language of the messages ($FACET_LANG)"))
      ->option_text("en|zh")
      ->check(CLI::IsMember({"en", "zh"}));
  facet.add_option("--timeout", typed.timeout, tr("Seconds to wait for the server (10)"))
      ->option_text("SECONDS")
      ->check(CLI::Range(1, kLongestTimeout));
  facet.add_flag("--offline", typed.offline, tr("Only save; `facet sync` sends it later"));
  facet.set_version_flag("--version", "facet " FACET_VERSION, tr("Show the version and end"));
}

void add_groups_and_statuses(CLI::App& facet, Selected& selected) {
  CLI::App* group =
      facet.add_subcommand("group", tr("Your groups: list, create, add, remove, rank, rename, delete"));
  group->require_subcommand(1);
  add_group_list(*group, selected);
  add_group_edit(*group, selected);
  add_group_members(*group, selected);
  CLI::App* status = facet.add_subcommand("status", tr("What your groups are told; `status set` changes it"));
  status->require_subcommand(0, 1);
  add_status_set(*status, selected);
  add_status_clear(*status, selected);
  add_status_show(*status, selected);
  add_automatic(facet, selected);
  CLI::App* schedule =
      facet.add_subcommand("schedule", tr("What your groups are told every week: list, add, remove"));
  schedule->require_subcommand(1);
  add_schedule(*schedule, selected);
  add_zone(facet, selected);
  add_call(facet, selected);
}

// In the order of --help; what follows a section() stands below its heading there.
void add_commands(CLI::App& facet, Selected& selected) {
  const auto section = [&](const std::string& heading) { facet.group(heading); };
  section(tr("Setting up"));
  add_init(facet, selected);
  CLI::App* contacts = facet.add_subcommand("contacts", tr("Your contacts: import, list"));
  contacts->require_subcommand(1);
  add_contacts_import(*contacts, selected);
  add_contacts_list(*contacts, selected);
  section(tr("What you show"));
  add_groups_and_statuses(facet, selected);
  section(tr("Who sees it"));
  add_watchers(facet, selected);
  add_log(facet, selected);
  add_block(facet, selected);
  add_blocked(facet, selected);
  section(tr("What you are shown"));
  add_watch(facet, selected);
  add_ask(facet, selected);
  add_sources(facet, selected);
  add_stances(facet, selected);
  add_strangers(facet, selected);
  section(tr("Server and data"));
  add_sync(facet, selected);
  add_export(facet, selected);
  add_account(facet, selected);
  add_decode(facet, selected);
  name_sections(facet);
}

Exit report(const Context& context, const Error& error) {
  context.note(sentence_of(error));
  context.say_json(json_of(error));
  return exit_of(error);
}

Exit run(const Context& context, const Run& command) {
  const auto exit = command(context);
  const Exit status = exit ? *exit : report(context, exit.error());
  context.world.out.flush();
  if (context.world.out || status != Exit::done) return status;
  context.note(tr("the output could not be written"));
  return Exit::failed;
}

Exit parse_and_run(int argc, const char* const* argv, World& world) {
  CLI::App facet{tr("Facet: show each group of people the status you chose for them"), "facet"};
  Typed typed;
  Selected selected;
  shape_help(facet);
  facet.fallthrough();
  facet.require_subcommand(1);
  add_global_options(facet, typed);
  add_commands(facet, selected);
  try {
    facet.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return answer_usage(facet, error, has_word(argc, argv, "--json"), world);
  }
  GlobalOptions options{
      typed.profile.empty() ? default_profile(world.env) : std::filesystem::path{typed.profile}, typed.json,
      typed.offline, std::chrono::seconds{typed.timeout}};
  const Context context{world, std::move(options)};
  if (context.options.profile.empty()) {
    return report(context, Error{client::errc::no_profile, "$HOME"});
  }
  return run(context, selected.run);
}

}  // namespace

std::filesystem::path default_profile(const std::function<std::optional<std::string>(const char*)>& env) {
  const auto folder = [&](const char* variable, const char* below) -> std::filesystem::path {
    const auto value = env(variable);
    return value && !value->empty() ? std::filesystem::path{*value} / below : std::filesystem::path{};
  };
  if (const auto profile = env("FACET_PROFILE"); profile && !profile->empty()) return *profile;
  if (auto data = folder("XDG_DATA_HOME", "facet"); !data.empty()) return data;
  return folder("HOME", ".local/share/facet");
}

int run_facet(int argc, const char* const* argv, World& world) {
  try {
    use_language(language_of(value_of_option(argc, argv, "--lang"), world.env));
    return static_cast<int>(parse_and_run(argc, argv, world));
  } catch (const std::exception& error) {
    world.err << "facet: " << error.what() << '\n';
    return static_cast<int>(Exit::failed);
  }
}

}  // namespace facet::cli
