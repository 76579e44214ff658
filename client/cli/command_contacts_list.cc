#include "client/cli/command.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

Result<Exit> run_list(const Context& context) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto contacts = (*phone)->contacts();
  if (!contacts) return fail(contacts.error());
  Json list = Json::array();
  Table table{{tr("Name"), tr("Number")}};
  for (const client::Contact& contact : *contacts) {
    list.push_back(json_of(contact));
    table.add({{contact.name}, {shown_number(contact.number)}});
  }
  context.say_json(Json{{"ok", true}, {"contacts", std::move(list)}});
  if (table.empty()) {
    if (!context.options.json)
      context.note(tr("no contacts yet; `facet contacts import FILE.vcf` brings them"));
    return Exit::done;
  }
  for (const std::string& line : table.lines(context.style)) context.say(line);
  return Exit::done;
}

}  // namespace

void add_contacts_list(CLI::App& contacts, Selected& selected) {
  CLI::App* list = contacts.add_subcommand("list", tr("Show the contacts of this device"));
  list->footer(examples({"facet contacts list", "facet contacts list --json"}));
  list->callback([&selected] { selected.run = run_list; });
}

}  // namespace facet::cli
