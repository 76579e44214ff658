#include "client/cli/command.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/rule_words.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"
#include "client/cli/words.h"

namespace facet::cli {
namespace {

// Which rule decided, for the owner.
std::string why(const Seen& seen, const GroupNames& names) {
  std::string text = shown(seen.rule, seen.group, names);
  if (seen.rule == Rule::blocked) return text;
  if (seen.former) text += "; " + tr("the number changed hands since: add it again");
  if (seen.overlay == Overlay::off) text += "; " + tr("your phone is off");
  if (seen.overlay == Overlay::in_call) text += "; " + tr("you are in a call");
  return text;
}

Json json_of_seen(const Seen& seen, const GroupNames& names) {
  const std::string group = name_of_group(seen.rule, seen.group, names);
  return Json{{"watcher", seen.watcher.digits()},
              {"view", json_of(seen.view)},
              {"rule", name(seen.rule)},
              {"group", group.empty() ? Json() : Json(group)},
              {"overlay", name(seen.overlay)},
              {"blocked", seen.blocked},
              {"former", seen.former},
              {"follows_until", json_of(seen.follows_until)}};
}

Result<Exit> show(const Context& context, const client::Phone& phone, const std::vector<Seen>& all) {
  const auto names = group_names(phone);
  if (!names) return fail(names.error());
  Json list = Json::array();
  Table table{{tr("Number"), tr("Sees"), tr("Because")}};
  for (const Seen& seen : all) {
    list.push_back(json_of_seen(seen, *names));
    table.add({{shown_number(seen.watcher)},
               {shown(seen.view.activity), colour_of(seen.view.activity)},
               {why(seen, *names)}});
  }
  context.say_json(Json{{"ok", true}, {"watchers", std::move(list)}});
  if (table.empty()) context.say(tr("nobody can see you"));
  if (!table.empty()) {
    for (const std::string& line : table.lines(context.style)) context.say(line);
  }
  return Exit::done;
}

Result<Exit> run_watchers(const Context& context) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto seen = (*phone)->watchers(context.options.timeout);
  if (!seen) return fail(seen.error());
  return show(context, **phone, *seen);
}

Result<Exit> run_view_as(const Context& context, const std::string& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto person = find_person(typed, **phone);
  if (!person) return fail(person.error());
  const auto seen = (*phone)->view_as(*person, context.options.timeout);
  if (!seen) return fail(seen.error());
  return show(context, **phone, {*seen});
}

}  // namespace

void add_watchers(CLI::App& facet, Selected& selected) {
  CLI::App* command = facet.add_subcommand("watchers", tr("Who can see what of you"));
  command->footer(examples({"facet watchers", "facet watchers --json"}));
  command->callback([&selected] { selected.run = run_watchers; });

  auto typed = std::make_shared<std::string>();
  CLI::App* view_as = facet.add_subcommand("view-as", tr("What one person sees of you now, and why"));
  view_as->add_option("NUMBER", *typed, tr("A telephone number, or the name of a contact"))->required();
  view_as->footer(examples({"facet view-as Bob", "facet view-as '+86 138 0013 8000' --json"}));
  view_as->callback([typed, &selected] {
    selected.run = [typed](const Context& context) { return run_view_as(context, *typed); };
  });
}

}  // namespace facet::cli
