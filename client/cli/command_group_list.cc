#include <map>

#include "client/cli/command.h"
#include "client/cli/group_table.h"
#include "client/cli/json_forms.h"
#include "client/cli/moments.h"
#include "client/cli/people.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

using Names = std::map<UserId, std::string>;

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

Result<Names> names_of(const client::Phone& phone) {
  const auto contacts = phone.contacts();
  if (!contacts) return fail(contacts.error());
  Names names;
  for (const client::Contact& contact : *contacts) names[contact.number] = contact.name;
  return names;
}

Time end_of(const client::Group& group, UserId member) {
  const auto until = group.untils.find(member);
  return until == group.untils.end() ? kNoTime : until->second;
}

Table member_table(const client::Group& group, Names& names, const Context& context) {
  const bool ends = !group.untils.empty();  // most groups have nobody who leaves by itself
  Table table{ends ? std::vector{tr("Name"), tr("Number"), tr("Until")}
                   : std::vector{tr("Name"), tr("Number")}};
  for (const UserId member : group.members) {
    std::vector<Cell> row{{names[member]}, {shown_number(member)}};
    if (ends) row.push_back({shown_time(end_of(group, member), context.world.now(), context.world.zone)});
    table.add(std::move(row));
  }
  return table;
}

Result<Exit> list_members(const Context& context, const client::Phone& phone, const std::string& name) {
  const auto group = find_group(name, phone);
  if (!group) return fail(group.error());
  auto names = names_of(phone);
  if (!names) return fail(names.error());
  Json members = Json::array();
  for (const UserId member : group->members) {
    Json json = json_of(client::Contact{member, (*names)[member]});
    json["until"] = json_of(end_of(*group, member));
    members.push_back(std::move(json));
  }
  Json json = json_of(*group, context.world.now());
  json["members"] = std::move(members);
  context.say_json(Json{{"ok", true}, {"group", std::move(json)}});
  if (group->id == kOther) {
    context.say(tr("{}: everybody who is in none of your groups", group->name));
    return Exit::done;
  }
  if (group->members.empty()) {
    context.say(tr("{}: nobody yet", group->name));
    return Exit::done;
  }
  for (const std::string& line : member_table(*group, *names, context).lines(context.style)) {
    context.say(line);
  }
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
