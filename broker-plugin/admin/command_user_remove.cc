#include "broker-plugin/admin/command.h"
#include "broker-plugin/admin/edit.h"
#include "broker-plugin/admin/typed.h"

namespace facet::admin {
namespace {

Status run(const Context& context, const std::string& typed) {
  const auto name = typed_name(typed);
  if (!name) return fail(name.error());
  auto removed = edit(context, Missing::refuse, [&](door::Credentials& users) -> Status {
    if (!users.erase(*name)) return no_such_user(*name);
    return {};
  });
  if (!removed) return removed;
  return finish(context, {}, "removed " + *name, {{"name", *name}});
}

}  // namespace

void add_user_remove(CLI::App& user, Run& selected) {
  auto typed = std::make_shared<std::string>();
  CLI::App* command = user.add_subcommand("remove", "Remove a user with password and device keys");
  command->add_option("NAME", *typed, "A telephone number, or the name of a service")->required();
  command->footer(examples({"facet-admin user remove 8613800138000"}));
  command->callback(
      [typed, &selected] { selected = [typed](const Context& context) { return run(context, *typed); }; });
}

}  // namespace facet::admin
