#include "broker-plugin/admin/command.h"
#include "broker-plugin/admin/edit.h"
#include "broker-plugin/admin/new_password.h"
#include "broker-plugin/admin/typed.h"
#include "broker-plugin/credentials/credentials_file.h"

namespace facet::admin {
namespace {

struct PasswdOptions {
  std::string name;
  PasswordOptions password;
};

Status run(const Context& context, const PasswdOptions& typed) {
  const auto name = typed_name(typed.name);
  if (!name) return fail(name.error());
  if (asks(typed.password, context.world)) {
    // Nobody is to type a password twice and then hear this.
    const auto users = door::load_credentials(context.options.file);
    if (!users) return fail(users.error());
    if (users->find(*name) == nullptr) return no_such_user(*name);
  }
  const auto password = get_password(context, typed.password, *name);
  if (!password) return fail(password.error());
  auto changed = edit_user(context, *name, [&](door::Credential& user) -> Status {
    user.password_hash = password->hash;
    return {};
  });
  if (!changed) return changed;
  const std::string done = typed.password.none ? "removed the password of " : "changed the password of ";
  return finish(context, password->shown, done + *name, json_of(*name, *password));
}

}  // namespace

void add_user_passwd(CLI::App& user, Run& selected) {
  auto typed = std::make_shared<PasswdOptions>();
  CLI::App* command = user.add_subcommand("passwd", "Change a user's password");
  command->add_option("NAME", typed->name, "A telephone number, or the name of a service")->required();
  add_password_options(*command, typed->password);
  command->footer(
      examples({"facet-admin user passwd 8613800138000 --generate", "facet-admin user passwd facet-operator",
                "facet-admin user passwd 8613800138000 --no-password"}));
  command->callback(
      [typed, &selected] { selected = [typed](const Context& context) { return run(context, *typed); }; });
}

}  // namespace facet::admin
