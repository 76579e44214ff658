#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/progress.h"
#include "client/cli/refusal_words.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

Result<Exit> run_sync(const Context& context) {
  if (context.options.offline) {
    return fail(errc::bad_value, tr("`facet sync` needs the server; leave --offline out"));
  }
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const Delivery delivery = [&] {
    const std::string what = tr("Sending");
    const Progress progress{context.world, what};
    return deliver(context, **phone);
  }();
  Exit exit = exit_of_fetch(delivery);
  if (delivery.error) context.note(sentence_of(*delivery.error));
  for (const Receipt& receipt : delivery.report.refused) {
    context.note(tr("refused by the server: {}", sentence_of(receipt)));
  }
  const auto& report = delivery.report;
  if (!delivery.error) {
    context.say(tr("Acknowledged: {0}, overtaken by newer changes: {1}, refused: {2}, waiting: {3}",
                   report.accepted, report.stale, report.refused.size(), report.waiting));
  } else if (report.waiting > 0) {
    context.say(tr("Changes that wait to be sent: {}; none is lost", report.waiting));
  }
  if (exit == Exit::done) {  // what no topic brings to a phone that was set up anew
    if (const auto restored = (*phone)->restore(context.options.timeout); !restored) {
      context.note(sentence_of(restored.error()));
      exit = exit_of(restored.error());
    }
  }
  context.say_json(Json{{"ok", exit == Exit::done}, {"delivery", json_of(delivery)}});
  return exit;
}

}  // namespace

void add_sync(CLI::App& facet, Selected& selected) {
  CLI::App* sync = facet.add_subcommand("sync", tr("Send what waits, fetch what is new"));
  sync->footer(examples({"facet sync", "facet sync --timeout 60"}));
  sync->callback([&selected] { selected.run = run_sync; });
}

}  // namespace facet::cli
