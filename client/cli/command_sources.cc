#include "client/cli/command.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/table.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

std::string shown(const Source& source) {
  if (source.stance == Stance::muted) return tr("muted");
  if (source.published) return tr("shown to you");
  return tr("held back: `facet accept` shows it");
}

Result<Exit> run_sources(const Context& context) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto sources = (*phone)->sources(context.options.timeout);
  if (!sources) return fail(sources.error());
  Json list = Json::array();
  Table table{{tr("Number"), tr("Known"), tr("Status")}};
  for (const Source& source : *sources) {
    list.push_back(Json{{"number", source.presentity.digits()},
                        {"known", source.known},
                        {"stance", name(source.stance)},
                        {"published", source.published}});
    table.add({{shown_number(source.presentity)}, {source.known ? tr("yes") : tr("no")}, {shown(source)}});
  }
  context.say_json(Json{{"ok", true}, {"sources", std::move(list)}});
  if (table.empty()) context.say(tr("nobody shows you anything"));
  if (!table.empty()) {
    for (const std::string& line : table.lines(context.style)) context.say(line);
  }
  return Exit::done;
}

}  // namespace

void add_sources(CLI::App& facet, Selected& selected) {
  CLI::App* command = facet.add_subcommand("sources", tr("Who shows you a status, and what is held back"));
  command->footer(examples({"facet sources", "facet sources --json"}));
  command->callback([&selected] { selected.run = run_sources; });
}

}  // namespace facet::cli
