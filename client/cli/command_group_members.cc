#include <algorithm>

#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/moments.h"
#include "client/cli/people.h"
#include "client/cli/setting_options.h"
#include "client/cli/tr.h"
#include "client/cli/width.h"

namespace facet::cli {
namespace {

struct MemberOptions {
  std::string group;
  std::vector<std::string> people;
  std::string duration;  // --for
  std::string until;     // --until
};

// An import leaves it out, too.
Status check_not_self(const std::vector<UserId>& people, UserId self) {
  if (std::find(people.begin(), people.end(), self) == people.end()) return {};
  return fail(errc::bad_value, tr("{} is your own number; a group holds other people", shown_number(self)));
}

Result<Exit> run_add(const Context& context, const MemberOptions& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto group = find_group(typed.group, **phone);
  if (!group) return fail(group.error());
  const auto people = find_people(typed.people, **phone);
  if (!people) return fail(people.error());
  if (auto others = check_not_self(*people, (*phone)->profile().user); !others) return fail(others.error());
  const Time now = context.world.now();
  const auto until = end_of(typed.duration, typed.until, now, context.world.zone);
  if (!until) return fail(until.error());
  if (auto added = (*phone)->add_members(group->id, *people, *until); !added) return fail(added.error());
  std::string line = tr("{0}: added {1}", clean(group->name), people->size());
  if (*until != kNoTime) line += " " + tr("until {}", shown_time(*until, now, context.world.zone));
  return finish_change(context, **phone, {line},
                       Json{{"group", group->name}, {"added", json_of(*people)}, {"until", json_of(*until)}});
}

// Somebody who is not in the group is a mistake to be told of: nothing is removed then.
Status check_members(const client::Group& group, const std::vector<UserId>& people) {
  if (group.id == kOther) return {};  // the library says that it has none
  for (const UserId person : people) {
    if (std::find(group.members.begin(), group.members.end(), person) != group.members.end()) continue;
    return fail(errc::no_such_contact, tr("{0} is not in '{1}'; `facet group list {1}` shows who is",
                                          shown_number(person), group.name));
  }
  return {};
}

Result<Exit> run_remove(const Context& context, const MemberOptions& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto group = find_group(typed.group, **phone);
  if (!group) return fail(group.error());
  const auto people = find_people(typed.people, **phone);
  if (!people) return fail(people.error());
  if (auto members = check_members(*group, *people); !members) return fail(members.error());
  if (auto removed = (*phone)->remove_members(group->id, *people); !removed) return fail(removed.error());
  return finish_change(context, **phone, {tr("{0}: removed {1}", clean(group->name), people->size())},
                       Json{{"group", group->name}, {"removed", json_of(*people)}});
}

struct Added {
  CLI::App* command;
  std::shared_ptr<MemberOptions> typed;
};

Added add_command(CLI::App& parent, Selected& selected, const char* name, const std::string& about,
                  Result<Exit> (*run)(const Context&, const MemberOptions&)) {
  auto typed = std::make_shared<MemberOptions>();
  CLI::App* command = parent.add_subcommand(name, about);
  command->add_option("GROUP", typed->group, tr("The group"))->required();
  command->add_option("NUMBER", typed->people, tr("Telephone numbers, or names of contacts"))->required();
  command->callback([typed, run, &selected] {
    selected.run = [typed, run](const Context& context) { return run(context, *typed); };
  });
  return {command, typed};
}

}  // namespace

void add_group_members(CLI::App& group, Selected& selected) {
  const auto [add, typed] = add_command(group, selected, "add", tr("Put contacts into a group"), run_add);
  add->add_option("--for", typed->duration, tr("A member for how long, as 45m, 1h30m or 2d"))
      ->option_text("DURATION");
  add->add_option("--until", typed->until, tr("A member until when, as 18:00 or 2026-12-24T18:00"))
      ->option_text("TIME");
  add->footer(examples({"facet group add Family '+86 138 0013 8000' Bob",
                        "facet group add Colleagues Bob --until 2026-12-24T18:00"}));
  add_command(group, selected, "remove", tr("Take contacts out of a group"), run_remove)
      .command->footer(examples({"facet group remove Family Bob"}));
}

}  // namespace facet::cli
