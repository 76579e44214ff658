#include <algorithm>

#include "client/cli/automatic_words.h"
#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/group_table.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/setting_options.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"

// How each group is shown what a phone says by itself: that it is off, that there is a call.
namespace facet::cli {
namespace {

struct AutomaticOptions {
  SettingOptions whom;  // groups and all
  std::string off;
  std::string call;
};

Result<std::vector<client::Group>> listed(const client::Phone& phone, const std::vector<std::string>& names) {
  if (names.empty()) return phone.groups();
  std::vector<client::Group> groups;
  for (const std::string& name : names) {
    auto group = find_group(name, phone);
    if (!group) return fail(group.error());
    groups.push_back(std::move(*group));
  }
  return groups;
}

Result<Exit> list(const Context& context, const client::Phone& phone, const AutomaticOptions& typed) {
  const auto groups = listed(phone, typed.whom.groups);
  if (!groups) return fail(groups.error());
  Json rows = Json::array();
  Table table{{tr("Group"), tr("Off"), tr("In call")}};
  for (const client::Group& group : *groups) {
    Json row{{"group", group.name}};
    row.update(json_of(group.automatics));
    rows.push_back(std::move(row));
    table.add({{shown_group(group)},
               {shown(group.automatics.off, Activity::off)},
               {shown(group.automatics.in_call, Activity::in_call)}});
  }
  context.say_json(Json{{"ok", true}, {"automatic", std::move(rows)}});
  for (const std::string& line : table.lines(context.style)) context.say(line);
  return Exit::done;
}

Result<client::AutomaticsChange> change_of(const AutomaticOptions& typed) {
  client::AutomaticsChange change;
  if (!typed.off.empty()) {
    const auto off = parse_automatic(typed.off, Activity::off);
    if (!off) return fail(off.error());
    change.off = *off;
  }
  if (!typed.call.empty()) {
    const auto call = parse_automatic(typed.call, Activity::in_call);
    if (!call) return fail(call.error());
    change.in_call = *call;
  }
  return change;
}

std::string line_of(const std::string& group, const client::AutomaticsChange& change) {
  std::string what;
  if (change.off) what = tr("off: {}", shown(*change.off, Activity::off));
  if (change.in_call) {
    what += (what.empty() ? "" : "; ") + tr("in a call: {}", shown(*change.in_call, Activity::in_call));
  }
  return tr("{0}: {1}", group, what);
}

Result<Exit> run_automatic(const Context& context, const AutomaticOptions& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  if (typed.off.empty() && typed.call.empty()) return list(context, **phone, typed);
  if (!typed.whom.all && typed.whom.groups.empty()) {
    return fail(errc::bad_value, tr("say for whom: a group, or --all"));
  }
  const auto change = change_of(typed);
  if (!change) return fail(change.error());
  const auto meant = groups_of(typed.whom, **phone);
  if (!meant) return fail(meant.error());
  if (auto set = (*phone)->set_automatics(meant->ids, *change); !set) return fail(set.error());
  std::vector<std::string> lines;
  for (const std::string& group : meant->shown) lines.push_back(line_of(group, *change));
  Json json{{"all", typed.whom.all}, {"groups", meant->names}};
  if (change->off) json["off"] = word_of(*change->off);
  if (change->in_call) json["in_call"] = word_of(*change->in_call);
  return finish_change(context, **phone, lines, std::move(json));
}

}  // namespace

void add_automatic(CLI::App& facet, Selected& selected) {
  auto typed = std::make_shared<AutomaticOptions>();
  CLI::App* command = facet.add_subcommand(
      "automatic", tr("How your groups are shown that your phone is off, or that you are in a call"));
  command->add_option("GROUP", typed->whom.groups, tr("For these groups; without options they are shown"));
  command->add_flag("--all", typed->whom.all, tr("For all your groups (not for people in none)"));
  command->add_option("--off", typed->off, tr("default, shown, hidden, or the status shown instead of Off"))
      ->option_text("HOW");
  command
      ->add_option("--call", typed->call,
                   tr("default, shown, hidden, or the status shown instead of In call"))
      ->option_text("HOW");
  command->footer(tr("In a call, the default shows it over Standby and Free only.") + "\n\n" +
                  examples({"facet automatic", "facet automatic Colleagues --off away --call busy",
                            "facet automatic other --call hidden"}));
  command->callback([typed, &selected] {
    selected.run = [typed](const Context& context) { return run_automatic(context, *typed); };
  });
}

}  // namespace facet::cli
