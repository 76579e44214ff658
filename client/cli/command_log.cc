#include <algorithm>

#include "client/cli/command.h"
#include "client/cli/json_forms.h"
#include "client/cli/moments.h"
#include "client/cli/rule_words.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"
#include "client/cli/words.h"
#include "schemas/limits.h"

namespace facet::cli {
namespace {

std::string cause_of(const LogEntry& entry, DeviceId here) {
  const bool other = entry.device.valid() && entry.device != here;
  switch (entry.cause) {
    case Cause::groups:
      return other ? tr("groups, by device {}", entry.device.value()) : tr("your groups");
    case Cause::status:
      return other ? tr("status, by device {}", entry.device.value()) : tr("your status");
    case Cause::device:
      return tr("what a phone said");
    case Cause::link:
      return tr("a phone came or went");
    case Cause::ended:
      return tr("something ended");
    case Cause::schedule:
      return tr("a schedule");
    default:
      return tr("another reason");
  }
}

// One row for each kind of watchers; a change that nobody was shown has none of them.
void add_rows(Table& table, const LogEntry& entry, DeviceId here, const GroupNames& names,
              const Context& context) {
  const std::string when = shown_exact(entry.at, context.world.zone);
  if (entry.lines.empty()) {
    table.add({{when}, {cause_of(entry, here)}, {tr("nobody"), Colour::grey}, {""}, {"0"}});
    return;
  }
  bool first = true;
  for (const LogLine& line : entry.lines) {
    table.add({{first ? when : ""},
               {first ? cause_of(entry, here) : ""},
               {shown(line.rule, line.group, names)},
               {shown(line.activity), colour_of(line.activity)},
               {std::to_string(line.watchers)}});
    first = false;
  }
}

Result<Exit> run_log(const Context& context, std::size_t lines) {
  if (context.options.offline) {
    return fail(errc::bad_value, tr("`facet log` needs the server; leave --offline out"));
  }
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  auto log = (*phone)->log(context.options.timeout);
  if (!log) return fail(log.error());
  const auto names = group_names(**phone);
  if (!names) return fail(names.error());
  log->resize(std::min(log->size(), lines));
  Json list = Json::array();
  Table table{{tr("When"), tr("Because of"), tr("Who"), tr("Sees"), ">" + tr("People")}};
  for (const LogEntry& entry : *log) {
    list.push_back(json_of(entry, *names));
    add_rows(table, entry, (*phone)->profile().device, *names, context);
  }
  context.say_json(Json{{"ok", true}, {"log", std::move(list)}});
  if (table.empty()) {
    context.say(tr("nothing yet: nobody was shown anything"));
    return Exit::done;
  }
  for (const std::string& line : table.lines(context.style)) context.say(line);
  return Exit::done;
}

}  // namespace

void add_log(CLI::App& facet, Selected& selected) {
  constexpr std::size_t kUsual = 20;
  auto lines = std::make_shared<std::size_t>(kUsual);
  CLI::App* command = facet.add_subcommand("log", tr("What your latest changes showed to how many people"));
  command->add_option("--last,-n", *lines, tr("How many changes, the latest first (20)"))
      ->option_text("N")
      ->check(CLI::Range(std::size_t{1}, limits::kLogEntries));
  command->footer(examples({"facet log", "facet log --last 100 --json"}));
  command->callback([lines, &selected] {
    selected.run = [lines](const Context& context) { return run_log(context, *lines); };
  });
}

}  // namespace facet::cli
