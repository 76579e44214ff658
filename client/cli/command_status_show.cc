#include "client/cli/command.h"
#include "client/cli/contact_rules.h"
#include "client/cli/group_table.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

// What the table cannot say: an entry that runs now lies over it.
void say_schedules(const Context& context, const std::vector<client::Group>& groups) {
  std::string names;
  for (const client::Group& group : groups) {
    if (!group.schedule.empty()) names += (names.empty() ? "" : ", ") + shown_group(group);
  }
  if (!names.empty())
    context.say(tr("Told something every week: {}; `facet schedule list` shows what", names));
}

void say_overrides(const Context& context, const std::vector<client::ContactRule>& rules) {
  const auto lines = override_table(rules, context);
  if (lines.empty()) return;
  context.say("");
  context.say(tr("Single contacts, whatever their group is told:"));
  for (const std::string& line : lines) context.say(line);
}

Result<Exit> run_show(const Context& context) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto groups = (*phone)->groups();
  if (!groups) return fail(groups.error());
  const auto rules = (*phone)->contact_rules();
  if (!rules) return fail(rules.error());
  const auto waiting = (*phone)->waiting();
  if (!waiting) return fail(waiting.error());
  const client::Profile& profile = (*phone)->profile();
  Json list = Json::array();
  for (const client::Group& group : *groups) list.push_back(json_of(group, context.world.now()));
  Json overrides = Json::array();
  for (const client::ContactRule& rule : *rules) {
    if (rule.override_setting) overrides.push_back(json_of_override(rule));
  }
  context.say_json(Json{{"ok", true},
                        {"user", profile.user.digits()},
                        {"device", profile.device.digits()},
                        {"groups", std::move(list)},
                        {"overrides", std::move(overrides)},
                        {"waiting", *waiting}});
  context.say(tr("{0}, device {1}", shown_number(profile.user), profile.device.value()));
  for (const std::string& line : group_table(*groups, context)) context.say(line);
  say_schedules(context, *groups);
  say_overrides(context, *rules);
  if (*waiting > 0) {
    context.say(context.style.paint(
        Colour::yellow,
        tr("Changes not yet acknowledged by the server: {}; `facet sync` sends them", *waiting)));
  }
  return Exit::done;
}

}  // namespace

void add_status_show(CLI::App& status, Selected& selected) {
  status.footer(examples(
      {"facet status", "facet status set busy --all --for 1h", "facet status set free --contact Bob"}));
  status.callback([&status, &selected] {
    if (status.get_subcommands().empty()) selected.run = run_show;
  });
}

}  // namespace facet::cli
