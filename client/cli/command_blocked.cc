#include "client/cli/command.h"
#include "client/cli/contact_rules.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

Result<Exit> run_blocked(const Context& context) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto rules = read_contact_rules(context, **phone);
  if (!rules) return fail(rules.error());
  Json list = Json::array();
  Table table{{tr("Name"), tr("Number")}};
  for (const client::ContactRule& rule : *rules) {
    if (!rule.blocked) continue;
    list.push_back(json_of(client::Contact{rule.number, rule.name}));
    table.add({{rule.name}, {shown_number(rule.number)}});
  }
  context.say_json(Json{{"ok", true}, {"blocked", std::move(list)}});
  if (table.empty()) {
    context.say(tr("you block nobody"));
    return Exit::done;
  }
  for (const std::string& line : table.lines(context.style)) context.say(line);
  return Exit::done;
}

}  // namespace

void add_blocked(CLI::App& facet, Selected& selected) {
  CLI::App* command = facet.add_subcommand("blocked", tr("Whom you block"));
  command->footer(examples({"facet blocked", "facet blocked --json"}));
  command->callback([&selected] { selected.run = run_blocked; });
}

}  // namespace facet::cli
