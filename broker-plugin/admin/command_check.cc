#include <map>

#include "broker-plugin/admin/command.h"
#include "broker-plugin/credentials/credentials_file.h"

namespace facet::admin {
namespace {

struct Count {
  std::size_t users = 0;
  std::size_t disabled = 0;
};

std::string line(door::Role role, const Count& count) {
  auto text = "\n  " + std::string{door::name(role)} + ": " + std::to_string(count.users);
  if (count.disabled > 0) text += ", of them disabled: " + std::to_string(count.disabled);
  return text;
}

Status run(const Context& context) {
  const auto users = door::load_credentials(context.options.file);
  if (!users) return fail(users.error());
  std::map<door::Role, Count> counts;
  for (const auto* user : users->sorted()) {
    auto& count = counts[user->role];
    ++count.users;
    if (!user->enabled) ++count.disabled;
  }
  auto text = context.options.file.string() + " is right; users: " + std::to_string(users->size());
  Json roles = Json::object();
  for (const door::Role role : door::kRoles) {
    const auto& count = counts[role];
    if (count.users > 0) text += line(role, count);
    roles[std::string{door::name(role)}] = {{"users", count.users}, {"disabled", count.disabled}};
  }
  context.say(text, {{"ok", true}, {"users", users->size()}, {"roles", roles}});
  return {};
}

}  // namespace

void add_check(CLI::App& admin, Run& selected) {
  CLI::App* command = admin.add_subcommand("check", "Say whether the file is right, and count its users");
  command->footer(examples({"facet-admin check", "facet-admin --file new-credentials check"}));
  command->callback([&selected] { selected = run; });
}

}  // namespace facet::admin
