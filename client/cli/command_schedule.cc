#include <algorithm>
#include <set>

#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/group_table.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/setting_options.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"
#include "client/cli/week.h"
#include "client/cli/words.h"

// Statuses that come every week.
namespace facet::cli {
namespace {

struct EntryOptions {
  std::string group;
  std::string activity;
  std::string days = "daily";
  std::string from;
  std::string to;
  std::string note;
};

struct RemoveOptions {
  std::string group;
  std::vector<std::size_t> numbers;  // from 1, as listed
  bool all = false;
};

std::string shown_entry(const ScheduleEntry& entry) {
  std::string text = tr("{0} {1}–{2}: {3}", shown_days(entry.days), shown_clock(entry.from),
                        shown_clock(entry.to), shown(entry.activity));
  if (!entry.note.empty()) text += " " + tr("“{}”", entry.note);
  return text;
}

Result<ScheduleEntry> entry_of(const EntryOptions& typed) {
  ScheduleEntry entry;
  const auto activity = activity_of(typed.activity);
  if (!activity) return fail(activity.error());
  entry.activity = *activity;
  const auto days = parse_days(typed.days);
  if (!days) return fail(days.error());
  entry.days = *days;
  const auto from = parse_clock(typed.from);
  if (!from) return fail(from.error());
  entry.from = *from;
  const auto to = parse_clock(typed.to);
  if (!to) return fail(to.error());
  entry.to = *to;
  if (auto note = check_note(typed.note); !note) return fail(note.error());
  entry.note = typed.note;
  return entry;
}

// What to set with the first schedule; empty: the zone is known already.
Result<std::string> missing_zone(const Context& context, const client::Phone& phone) {
  const auto zone = phone.zone();
  if (!zone) return fail(zone.error());
  if (!zone->empty()) return std::string{};
  if (auto name = context.world.zone_name()) return *name;
  return fail(errc::bad_value,
              tr("say first in which time zone your schedules are meant: `facet zone Asia/Shanghai`"));
}

Result<Exit> run_add(const Context& context, const EntryOptions& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto group = find_group(typed.group, **phone);
  if (!group) return fail(group.error());
  const auto entry = entry_of(typed);
  if (!entry) return fail(entry.error());
  const auto zone = missing_zone(context, **phone);
  if (!zone) return fail(zone.error());
  Schedule schedule = group->schedule;
  schedule.push_back(*entry);
  if (auto set = (*phone)->set_schedule(group->id, schedule, *zone); !set) return fail(set.error());
  if (!zone->empty()) {
    context.note(tr("your time zone is now {}; `facet zone` changes it", *zone));
  }
  return finish_change(context, **phone, {tr("{0}: {1}", shown_group(*group), shown_entry(*entry))},
                       Json{{"group", group->name}, {"added", json_of(*entry)}});
}

Result<Schedule> without(const Schedule& schedule, const RemoveOptions& typed) {
  if (typed.all == !typed.numbers.empty()) {
    return fail(errc::bad_value, tr("say which: the numbers that `facet schedule list` shows, or --all"));
  }
  if (typed.all) return Schedule{};
  const std::set<std::size_t> gone(typed.numbers.begin(), typed.numbers.end());
  if (*gone.begin() < 1 || *gone.rbegin() > schedule.size()) {
    return fail(errc::bad_value,
                tr("there is no entry of that number; `facet schedule list {}` shows all", typed.group));
  }
  Schedule kept;
  for (std::size_t i = 0; i < schedule.size(); ++i) {
    if (!gone.contains(i + 1)) kept.push_back(schedule[i]);
  }
  return kept;
}

Result<Exit> run_remove(const Context& context, const RemoveOptions& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto group = find_group(typed.group, **phone);
  if (!group) return fail(group.error());
  const auto kept = without(group->schedule, typed);
  if (!kept) return fail(kept.error());
  if (auto set = (*phone)->set_schedule(group->id, *kept); !set) return fail(set.error());
  const std::size_t removed = group->schedule.size() - kept->size();
  return finish_change(
      context, **phone,
      {tr("{0}: entries removed: {1}, left: {2}", shown_group(*group), removed, kept->size())},
      Json{{"group", group->name}, {"removed", removed}, {"schedule", json_of(*kept)}});
}

Result<std::vector<client::Group>> listed(const client::Phone& phone, const std::string& name) {
  if (name.empty()) return phone.groups();
  auto group = find_group(name, phone);
  if (!group) return fail(group.error());
  return std::vector{std::move(*group)};
}

void add_rows(Table& table, const client::Group& group) {
  std::size_t number = 0;
  for (const ScheduleEntry& entry : group.schedule) {
    table.add({{number == 0 ? shown_group(group) : ""},
               {std::to_string(number + 1)},
               {shown_days(entry.days)},
               {shown_clock(entry.from)},
               {shown_clock(entry.to)},
               {shown(entry.activity), colour_of(entry.activity)},
               {entry.note}});
    ++number;
  }
}

Result<Exit> run_list(const Context& context, const std::string& name) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto groups = listed(**phone, name);
  if (!groups) return fail(groups.error());
  const auto zone = (*phone)->zone();
  if (!zone) return fail(zone.error());
  Json list = Json::array();
  Table table{{tr("Group"), ">" + tr("No."), tr("Days"), tr("From"), tr("To"), tr("Status"), tr("Note")}};
  for (const client::Group& group : *groups) {
    if (group.schedule.empty()) continue;
    list.push_back(Json{{"group", group.name}, {"schedule", json_of(group.schedule)}});
    add_rows(table, group);
  }
  const Json zone_json = zone->empty() ? Json(nullptr) : Json(*zone);
  context.say_json(Json{{"ok", true}, {"zone", zone_json}, {"schedules", std::move(list)}});
  if (table.empty()) {
    context.say(tr("no schedules; `facet schedule add --help` shows how to make one"));
    return Exit::done;
  }
  for (const std::string& line : table.lines(context.style)) context.say(line);
  context.say(tr("time zone: {}", zone->empty() ? "UTC" : *zone));
  return Exit::done;
}

void add_entry(CLI::App& schedule, Selected& selected) {
  auto typed = std::make_shared<EntryOptions>();
  CLI::App* add = schedule.add_subcommand("add", tr("Tell a group something every week"));
  add->add_option("GROUP", typed->group, tr("The group"))->required();
  add->add_option("ACTIVITY", typed->activity, tr("What you are doing; see below"))->required();
  add->add_option("--days,-d", typed->days, tr("On which days, as mon-fri, sat,sun or daily (daily)"))
      ->option_text("DAYS");
  add->add_option("--from", typed->from, tr("From when, as 09:00"))->option_text("TIME")->required();
  add->add_option("--to", typed->to, tr("Until when, as 17:30; not after --from: on the next day"))
      ->option_text("TIME")
      ->required();
  add->add_option("--note,-n", typed->note, tr("A few words that they see too"))->option_text("TEXT");
  add->footer(tr("Activities: {}", known_activities()) + "\n\n" +
              examples({"facet schedule add Colleagues busy --days mon-fri --from 09:00 --to 17:00",
                        "facet schedule add Family sleeping --from 23:00 --to 07:00"}));
  add->callback([typed, &selected] {
    selected.run = [typed](const Context& context) { return run_add(context, *typed); };
  });
}

void add_removal(CLI::App& schedule, Selected& selected) {
  auto typed = std::make_shared<RemoveOptions>();
  CLI::App* remove = schedule.add_subcommand("remove", tr("Take entries out of the schedule of a group"));
  remove->add_option("GROUP", typed->group, tr("The group"))->required();
  remove->add_option("N", typed->numbers, tr("Their numbers, as `facet schedule list` shows them"));
  remove->add_flag("--all", typed->all, tr("All of them"));
  remove->footer(examples({"facet schedule remove Colleagues 1", "facet schedule remove Colleagues --all"}));
  remove->callback([typed, &selected] {
    selected.run = [typed](const Context& context) { return run_remove(context, *typed); };
  });
}

}  // namespace

void add_schedule(CLI::App& schedule, Selected& selected) {
  auto name = std::make_shared<std::string>();
  CLI::App* list = schedule.add_subcommand("list", tr("Show the schedules of your groups, or of one"));
  list->add_option("GROUP", *name, tr("The group"));
  list->footer(examples({"facet schedule list", "facet schedule list Colleagues"}));
  list->callback([name, &selected] {
    selected.run = [name](const Context& context) { return run_list(context, *name); };
  });
  add_entry(schedule, selected);
  add_removal(schedule, selected);
}

}  // namespace facet::cli
