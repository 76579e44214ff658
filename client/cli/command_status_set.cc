#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/group_table.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/setting_options.h"
#include "client/cli/tr.h"
#include "client/cli/words.h"

namespace facet::cli {
namespace {

// A status that only the people named are told, whatever their groups are.
Result<Exit> set_override(const Context& context, client::Phone& phone, const SettingOptions& typed,
                          const Setting& setting) {
  const auto people = contacts_of(typed, phone);
  if (!people) return fail(people.error());
  if (auto set = phone.set_override(*people, setting); !set) return fail(set.error());
  std::vector<std::string> lines;
  for (const UserId id : *people) {
    lines.push_back(tr("{0}: {1}", shown_number(id), shown_setting(setting, context)));
  }
  return finish_change(context, phone, lines,
                       Json{{"contacts", json_of(*people)}, {"setting", json_of(setting)}});
}

Result<Exit> run_set(const Context& context, const SettingOptions& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto setting = setting_of(typed, context.world.now(), context.world.zone);
  if (!setting) return fail(setting.error());
  if (!typed.contacts.empty()) return set_override(context, **phone, typed, *setting);
  const auto meant = groups_of(typed, **phone);
  if (!meant) return fail(meant.error());
  if (auto set = (*phone)->set_status(meant->ids, *setting); !set) return fail(set.error());
  std::vector<std::string> lines;
  for (const std::string& name : meant->shown) {
    lines.push_back(tr("{0}: {1}", name, shown_setting(*setting, context)));
  }
  Json json{{"all", typed.all}, {"groups", meant->names}};
  json["setting"] = json_of(*setting);
  return finish_change(context, **phone, lines, std::move(json));
}

}  // namespace

void add_status_set(CLI::App& status, Selected& selected) {
  auto typed = std::make_shared<SettingOptions>();
  CLI::App* set = status.add_subcommand("set", tr("Tell groups, or single contacts, what you are doing"));
  set->add_option("ACTIVITY", typed->activity, tr("What you are doing; see below"))->required();
  set->add_option("--group,-g", typed->groups, tr("For this group; may be given several times"))
      ->option_text("NAME")
      ->allow_extra_args(false);
  set->add_option("--contact,-c", typed->contacts,
                  tr("For this person alone, whatever the group is told; may be given several times"))
      ->option_text("NUMBER")
      ->allow_extra_args(false);
  set->add_flag("--all", typed->all, tr("For all your groups (not for people in none)"));
  set->add_option("--note,-n", typed->note, tr("A few words that they see too"))->option_text("TEXT");
  set->add_option("--for", typed->duration, tr("How long, as 45m, 1h30m or 2d"))->option_text("DURATION");
  set->add_option("--until", typed->until, tr("Until when, as 18:00 or 2026-12-24T18:00"))
      ->option_text("TIME");
  set->footer(tr("Activities: {}", known_activities()) + "\n\n" +
              examples({"facet status set driving --group Family --for 1h30m",
                        "facet status set meeting --all --note 'call me after' --until 18:00",
                        "facet status set free -g Family -g Friends",
                        "facet status set busy --contact Bob --for 2h"}));
  set->callback([typed, &selected] {
    selected.run = [typed](const Context& context) { return run_set(context, *typed); };
  });
}

}  // namespace facet::cli
