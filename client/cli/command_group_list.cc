#include <map>

#include "client/cli/command.h"
#include "client/cli/group_table.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

Result<Exit> list_groups(const Context& context, const client::Phone& phone) {
  const auto groups = phone.groups();
  if (!groups) return fail(groups.error());
  const Time now = context.world.now();
  Json list = Json::array();
  for (const client::Group& group : *groups) list.push_back(json_of(group, now));
  context.say_json(Json{{"ok", true}, {"groups", std::move(list)}});
  for (const std::string& line : group_table(*groups, context)) context.say(line);
  return Exit::done;
}

Result<Exit> list_members(const Context& context, const client::Phone& phone, const std::string& name) {
  const auto group = find_group(name, phone);
  if (!group) return fail(group.error());
  const auto contacts = phone.contacts();
  if (!contacts) return fail(contacts.error());
  std::map<UserId, std::string> names;
  for (const client::Contact& contact : *contacts) names[contact.number] = contact.name;
  Json members = Json::array();
  Table table{{tr("Name"), tr("Number")}};
  for (const UserId member : group->members) {
    members.push_back(json_of(client::Contact{member, names[member]}));
    table.add({{names[member]}, {shown_number(member)}});
  }
  Json json = json_of(*group, context.world.now());
  json["members"] = std::move(members);
  context.say_json(Json{{"ok", true}, {"group", std::move(json)}});
  if (group->id == kOther) {
    context.say(tr("{}: everybody who is in none of your groups", group->name));
    return Exit::done;
  }
  if (table.empty()) {
    context.say(tr("{}: nobody yet", group->name));
    return Exit::done;
  }
  for (const std::string& line : table.lines(context.style)) context.say(line);
  return Exit::done;
}

}  // namespace

void add_group_list(CLI::App& group, Selected& selected) {
  auto name = std::make_shared<std::string>();
  CLI::App* list = group.add_subcommand("list", tr("Show your groups, or the members of one"));
  list->add_option("GROUP", *name, tr("The group whose members to show"));
  list->footer(examples({"facet group list", "facet group list Family"}));
  list->callback([name, &selected] {
    selected.run = [name](const Context& context) -> Result<Exit> {
      const auto phone = context.phone();
      if (!phone) return fail(phone.error());
      return name->empty() ? list_groups(context, **phone) : list_members(context, **phone, *name);
    };
  });
}

}  // namespace facet::cli
