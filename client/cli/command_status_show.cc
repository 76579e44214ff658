#include "client/cli/command.h"
#include "client/cli/contact_rules.h"
#include "client/cli/group_table.h"
#include "client/cli/json_forms.h"
#include "client/cli/moments.h"
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

// What the phone knows, read at once.
struct Known {
  std::vector<client::Group> groups;
  std::vector<client::ContactRule> rules;
  std::size_t waiting = 0;
  std::optional<Time> erased_at;
};

Result<Known> known(const client::Phone& phone) {
  const auto groups = phone.groups();
  if (!groups) return fail(groups.error());
  const auto rules = phone.contact_rules();
  if (!rules) return fail(rules.error());
  const auto waiting = phone.waiting();
  if (!waiting) return fail(waiting.error());
  const auto erased = phone.erased_at();
  if (!erased) return fail(erased.error());
  return Known{*groups, *rules, *waiting, *erased};
}

Json json_of(const Known& known, const client::Profile& profile, Time now) {
  Json groups = Json::array();
  for (const client::Group& group : known.groups) groups.push_back(cli::json_of(group, now));
  Json overrides = Json::array();
  for (const client::ContactRule& rule : known.rules) {
    if (rule.override_setting) overrides.push_back(json_of_override(rule));
  }
  return Json{{"ok", true},
              {"user", profile.user.digits()},
              {"device", profile.device.digits()},
              {"groups", std::move(groups)},
              {"overrides", std::move(overrides)},
              {"waiting", known.waiting},
              {"erased_at", cli::json_of(known.erased_at.value_or(kNoTime))}};
}

Result<Exit> run_show(const Context& context) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto all = known(**phone);
  if (!all) return fail(all.error());
  const client::Profile& profile = (*phone)->profile();
  const Time now = context.world.now();
  context.say_json(json_of(*all, profile, now));
  context.say(tr("{0}, device {1}", shown_number(profile.user), profile.device.value()));
  if (all->erased_at) {
    const std::string when = shown_time(*all->erased_at, now, context.world.zone);
    context.say(context.style.paint(
        Colour::yellow, tr("This account was erased ({}); nobody is shown what follows any more", when)));
  }
  for (const std::string& line : group_table(all->groups, context)) context.say(line);
  say_schedules(context, all->groups);
  say_overrides(context, all->rules);
  if (all->waiting > 0) {
    context.say(context.style.paint(
        Colour::yellow,
        tr("Changes not yet acknowledged by the server: {}; `facet sync` sends them", all->waiting)));
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
