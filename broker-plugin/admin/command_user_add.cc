#include "broker-plugin/admin/command.h"
#include "broker-plugin/admin/edit.h"
#include "broker-plugin/admin/new_password.h"
#include "broker-plugin/admin/private_file.h"
#include "broker-plugin/admin/typed.h"
#include "broker-plugin/admin/user_list.h"
#include "broker-plugin/credentials/credentials_file.h"
#include "schemas/limits.h"

namespace facet::admin {
namespace {

using door::credentials_errc;

struct AddOptions {
  std::string name;
  std::string role;
  std::string list;
  std::string cost = "chosen";
  PasswordOptions password;
};

tl::unexpected<Error> exists(const std::string& name) {
  return fail(credentials_errc::exists,
              "user " + name + "; `facet-admin user passwd " + name + "` changes the password");
}

Status add(door::Credentials& users, door::Credential user) {
  if (users.find(user.name) != nullptr) return exists(user.name);
  return users.put(std::move(user));
}

Status add_one(const Context& context, const AddOptions& typed) {
  const auto name = typed_name(typed.name);
  if (!name) return fail(name.error());
  const auto role = typed_role(typed.role, *name);
  if (!role) return fail(role.error());
  if (asks(typed.password, context.world)) {
    // Nobody is to type a password twice and then hear this.
    const auto users = door::load_credentials(context.options.file);
    if (users && users->find(*name) != nullptr) return exists(*name);
  }
  const auto password = get_password(context, typed.password, *name);
  if (!password) return fail(password.error());
  auto added = edit(context, Missing::create, [&](door::Credentials& users) {
    return add(users, {*name, *role, true, password->hash, {}});
  });
  if (!added) return added;
  Json json = json_of(*name, *password);
  json["role"] = door::name(*role);
  return finish(context, password->shown, "added " + *name + " (" + std::string{door::name(*role)} + ")",
                json);
}

Status add_listed(const Context& context, const AddOptions& typed) {
  const auto text = read_private_file(typed.list, limits::kCredentialsFileBytes);
  if (!text) return fail(text.error());
  auto listed = parse_user_list(*text);
  if (!listed) return fail(listed.error());
  const auto cost = typed.cost == "generated" ? door::HashCost::generated : door::HashCost::chosen;
  if (auto hashed = hash_passwords(*listed, cost); !hashed) return hashed;
  auto added = edit(context, Missing::create, [&](door::Credentials& users) -> Status {
    users.reserve(users.size() + listed->size());
    for (auto& entry : *listed) {
      if (auto one = add(users, std::move(entry.user)); !one) return one;
    }
    return {};
  });
  if (!added) return added;
  return finish(context, {}, "added " + std::to_string(listed->size()) + " users",
                {{"added", listed->size()}});
}

void add_options(CLI::App& command, AddOptions& typed) {
  auto* name = command.add_option("NAME", typed.name, "A telephone number, or the name of a service");
  auto* role = command.add_option("--role", typed.role,
                                  "phone, resolver, gateway, operator or tester; needed unless NAME says it");
  role->option_text("ROLE");
  add_password_options(command, typed.password);
  auto* list =
      command.add_option("--from", typed.list,
                         "Add all of a file with lines NAME ROLE PASSWORD, or none; readable by you alone");
  list->option_text("FILE")->excludes(name)->excludes(role);
  for (const auto* option : {"--password-file", "--generate", "--no-password"}) list->excludes(option);
  command.add_option("--cost", typed.cost, "How hard guesses at them are made: chosen (13 ms) or generated")
      ->option_text("chosen|generated")
      ->check(CLI::IsMember({"chosen", "generated"}))
      ->needs(list);
}

}  // namespace

void add_user_add(CLI::App& user, Run& selected) {
  auto typed = std::make_shared<AddOptions>();
  CLI::App* command = user.add_subcommand("add", "Add a user, and make the file when there is none");
  add_options(*command, *typed);
  command->footer(examples({"facet-admin user add '+86 138 0013 8000' --generate",
                            "facet-admin user add facet-resolver --role resolver --password-file secret",
                            "facet-admin user add gateway-65000 < secret",
                            "facet-admin user add --from users.txt --cost generated"}));
  command->callback([typed, &selected] {
    if (typed->name.empty() && typed->list.empty()) throw CLI::RequiredError("NAME");
    selected = [typed](const Context& context) {
      return typed->list.empty() ? add_one(context, *typed) : add_listed(context, *typed);
    };
  });
}

}  // namespace facet::admin
