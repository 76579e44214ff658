#include "broker-plugin/admin/command.h"
#include "broker-plugin/admin/edit.h"
#include "broker-plugin/admin/typed.h"

// `user enable` and `user disable`: the same change, one way and the other.
namespace facet::admin {
namespace {

Status run(const Context& context, const std::string& typed, bool enabled) {
  const auto name = typed_name(typed);
  if (!name) return fail(name.error());
  auto changed = edit_user(context, *name, [enabled](door::Credential& user) -> Status {
    user.enabled = enabled;
    return {};
  });
  if (!changed) return changed;
  const std::string state = enabled ? "enabled" : "disabled";
  return finish(context, {}, state + " " + *name, {{"name", *name}, {"state", state}});
}

struct Words {
  const char* command;
  const char* what;
  const char* example;
};

void add(CLI::App& user, Run& selected, const Words& words, bool enabled) {
  auto typed = std::make_shared<std::string>();
  CLI::App* command = user.add_subcommand(words.command, words.what);
  command->add_option("NAME", *typed, "A telephone number, or the name of a service")->required();
  command->footer(examples({words.example}));
  command->callback([typed, &selected, enabled] {
    selected = [typed, enabled](const Context& context) { return run(context, *typed, enabled); };
  });
}

}  // namespace

void add_user_disable(CLI::App& user, Run& selected) {
  add(user, selected,
      {"disable", "Keep a user, but let nobody in by that name", "facet-admin user disable 8613800138000"},
      false);
}

void add_user_enable(CLI::App& user, Run& selected) {
  add(user, selected, {"enable", "Let a disabled user in again", "facet-admin user enable 8613800138000"},
      true);
}

}  // namespace facet::admin
