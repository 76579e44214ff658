#include "broker-plugin/admin/command.h"
#include "broker-plugin/admin/edit.h"
#include "broker-plugin/admin/typed.h"

namespace facet::admin {
namespace {

Status run(const Context& context, const std::string& typed) {
  const auto name = typed_name(typed);
  if (!name) return fail(name.error());
  auto changed = edit_user(context, *name, [](door::Credential& user) -> Status {
    user.enabled = false;
    return {};
  });
  if (!changed) return changed;
  return finish(context, {}, "disabled " + *name, {{"name", *name}, {"state", "disabled"}});
}

}  // namespace

void add_user_disable(CLI::App& user, Run& selected) {
  auto typed = std::make_shared<std::string>();
  CLI::App* command = user.add_subcommand("disable", "Keep a user, but let nobody in by that name");
  command->add_option("NAME", *typed, "A telephone number, or the name of a service")->required();
  command->footer(examples({"facet-admin user disable 8613800138000"}));
  command->callback(
      [typed, &selected] { selected = [typed](const Context& context) { return run(context, *typed); }; });
}

}  // namespace facet::admin
