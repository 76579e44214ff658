#include <algorithm>
#include <array>
#include <ostream>

#include "broker-plugin/admin/command.h"
#include "broker-plugin/credentials/credentials_file.h"

namespace facet::admin {
namespace {

// name, role, state, password, devices
using Row = std::array<std::string, 5>;
constexpr std::size_t kState = 2;

Row row_of(const door::Credential& user) {
  std::string devices;
  for (const auto& psk : user.psks) devices += (devices.empty() ? "" : ",") + psk.device.digits();
  return {user.name, std::string{door::name(user.role)}, user.enabled ? "enabled" : "disabled",
          user.password_hash.empty() ? "no" : "yes", devices.empty() ? "-" : devices};
}

Json json_of(const door::Credential& user) {
  Json devices = Json::array();
  for (const auto& psk : user.psks) devices.push_back(psk.device.digits());
  return {{"name", user.name},
          {"role", door::name(user.role)},
          {"state", user.enabled ? "enabled" : "disabled"},
          {"password", !user.password_hash.empty()},
          {"devices", devices}};
}

// Everything in it is ASCII: bytes are columns.
std::string line(const Row& row, const Row& widest, bool colours) {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    const bool yellow = colours && i == kState && row[i] == "disabled";
    text += (yellow ? "\033[33m" : "") + row[i] + (yellow ? "\033[0m" : "");
    if (i + 1 < row.size()) text.append(widest[i].size() - row[i].size() + 2, ' ');
  }
  return text;
}

void print_table(const Context& context, const std::vector<const door::Credential*>& users) {
  std::vector<Row> rows{{"NAME", "ROLE", "STATE", "PASSWORD", "DEVICES"}};
  rows.reserve(users.size() + 1);
  for (const auto* user : users) rows.push_back(row_of(*user));
  Row widest;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (row[i].size() > widest[i].size()) widest[i] = row[i];
    }
  }
  for (const auto& row : rows) context.world.out << line(row, widest, context.colours()) << '\n';
}

Status run(const Context& context) {
  const auto users = door::load_credentials(context.options.file);
  if (!users) return fail(users.error());
  const auto sorted = users->sorted();
  if (context.options.json) {
    for (const auto* user : sorted) context.say({}, json_of(*user));
  } else if (!sorted.empty()) {
    print_table(context, sorted);
  } else {
    context.note("there are no users yet; `facet-admin user add` makes one");
  }
  return {};
}

}  // namespace

void add_user_list(CLI::App& user, Run& selected) {
  CLI::App* command = user.add_subcommand("list", "Show all users; with --json, one object a line");
  command->footer(examples({"facet-admin user list",
                            "facet-admin --json user list | jq -r 'select(.state == \"disabled\").name'"}));
  command->callback([&selected] { selected = run; });
}

}  // namespace facet::admin
