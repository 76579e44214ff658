#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/tr.h"
#include "client/cli/width.h"
#include "schemas/limits.h"

namespace facet::cli {
namespace {

struct EditOptions {
  std::string group;
  std::string name;
  std::optional<std::uint16_t> rank;
};
using Typed = std::shared_ptr<EditOptions>;

// A change of one group: made, then sent, with what to say of it.
using Edit = std::function<Result<std::string>(client::Phone&, const EditOptions&)>;

Result<Exit> run_edit(const Context& context, const EditOptions& typed, const Edit& edit) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto line = edit(**phone, typed);
  if (!line) return fail(line.error());
  return finish_change(context, **phone, {*line},
                       Json{{"group", typed.name.empty() ? typed.group : typed.name}});
}

Result<std::string> create(client::Phone& phone, const EditOptions& typed) {
  const auto created = phone.create_group(typed.name, typed.rank);
  if (!created) return fail(created.error());
  return tr("{}: created", clean(typed.name));
}

Result<std::string> rank(client::Phone& phone, const EditOptions& typed) {
  const auto group = find_group(typed.group, phone);
  if (!group) return fail(group.error());
  if (auto ranked = phone.rank_group(group->id, *typed.rank); !ranked) return fail(ranked.error());
  return tr("{0}: rank {1}", clean(group->name), *typed.rank);
}

Result<std::string> rename(client::Phone& phone, const EditOptions& typed) {
  const auto group = find_group(typed.group, phone);
  if (!group) return fail(group.error());
  if (auto renamed = phone.rename_group(group->id, typed.name); !renamed) return fail(renamed.error());
  return tr("{0}: now called {1}", clean(group->name), clean(typed.name));
}

Result<std::string> erase(client::Phone& phone, const EditOptions& typed) {
  const auto group = find_group(typed.group, phone);
  if (!group) return fail(group.error());
  if (auto deleted = phone.delete_group(group->id); !deleted) return fail(deleted.error());
  return tr("{0}: deleted; its {1} members stay your contacts", clean(group->name), group->members.size());
}

CLI::App* add_edit(CLI::App& parent, Selected& selected, const char* name, const std::string& about,
                   const Typed& typed, Edit edit) {
  CLI::App* command = parent.add_subcommand(name, about);
  command->callback([typed, edit = std::move(edit), &selected] {
    selected.run = [typed, edit](const Context& context) { return run_edit(context, *typed, edit); };
  });
  return command;
}

CLI::Option* add_rank(CLI::App* command, const char* name, const Typed& typed, const char* value) {
  return command
      ->add_option(name, typed->rank, tr("1 is the highest; it decides for contacts in several groups"))
      ->option_text(value)
      ->check(CLI::Range(limits::kHighestRank, limits::kLowestRank));
}

}  // namespace

void add_group_edit(CLI::App& group, Selected& selected) {
  const auto typed = std::make_shared<EditOptions>();
  CLI::App* command = add_edit(group, selected, "create", tr("Make a group"), typed, create);
  command->add_option("NAME", typed->name, tr("What the group is called"))->required();
  add_rank(command, "--rank", typed, "N");
  command->footer(examples({"facet group create Family --rank 1", "facet group create 同事"}));

  command = add_edit(group, selected, "rank", tr("Change the rank of a group"), typed, rank);
  command->add_option("GROUP", typed->group, tr("The group"))->required();
  add_rank(command, "N", typed, "(1-1000)")->required();
  command->footer(examples({"facet group rank Family 1"}));

  command = add_edit(group, selected, "rename", tr("Give a group another name"), typed, rename);
  command->add_option("GROUP", typed->group, tr("The group"))->required();
  command->add_option("NAME", typed->name, tr("What the group is called"))->required();
  command->footer(examples({"facet group rename Family 'Close family'"}));

  command =
      add_edit(group, selected, "delete", tr("Delete a group; its members stay your contacts"), typed, erase);
  command->add_option("GROUP", typed->group, tr("The group"))->required();
  command->footer(examples({"facet group delete Family"}));
}

}  // namespace facet::cli
