#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/tr.h"
#include "client/cli/view_table.h"
#include "client/cli/watch_output.h"

namespace facet::cli {
namespace {

Result<Exit> show_once(const Context& context) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const Delivery delivery = deliver(context, **phone);
  if (delivery.error) {
    context.note(sentence_of(*delivery.error));
    context.note(tr("what follows is the last that was known"));
  }
  const auto views = (*phone)->views();
  if (!views) return fail(views.error());
  const Exit exit = exit_of_fetch(delivery);
  Json list = Json::array();
  for (const client::ContactView& view : *views) list.push_back(json_of(view));
  context.say_json(
      Json{{"ok", exit == Exit::done}, {"views", std::move(list)}, {"delivery", json_of(delivery)}});
  if (views->empty() && !context.options.json) {
    context.note(tr("no contacts yet; `facet contacts import FILE.vcf` brings them"));
  } else {
    for (const std::string& line : view_table(*views, context, {})) context.say(line);
  }
  return exit;
}

Result<Exit> watch(const Context& context) {
  if (context.options.offline) {
    return fail(errc::bad_value, tr("`facet watch` needs the server; with --offline only --once works"));
  }
  const std::stop_token signal = context.world.stop_signal();  // before any thread is made
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto views = (*phone)->views();
  if (!views) return fail(views.error());

  std::stop_source stop;
  const std::stop_callback on_signal(signal, [&stop] { stop.request_stop(); });
  const auto output = make_watch_output(context);
  output->start(*views);
  const auto end_when_unread = [&] {
    if (!context.world.out) stop.request_stop();  // as after `| head -1`
  };
  client::Events events;
  events.connection = [&](bool online) {
    if (stop.stop_requested()) return;  // the end of the connection is the end of the command
    output->connection(online);
    end_when_unread();
  };
  events.view = [&](const client::ContactView& view) { output->view(view), end_when_unread(); };
  if (auto online = (*phone)->stay_online(events, stop.get_token()); !online) return fail(online.error());
  return Exit::done;
}

}  // namespace

void add_watch(CLI::App& facet, Selected& selected) {
  auto once = std::make_shared<bool>(false);
  CLI::App* command = facet.add_subcommand("watch", tr("Show what your contacts show you, as it changes"));
  command->add_flag("--once", *once, tr("Show it once and end"));
  command->footer(examples({"facet watch", "facet watch --once", "facet watch --json | jq ."}));
  command->callback([once, &selected] {
    selected.run = [once](const Context& context) { return *once ? show_once(context) : watch(context); };
  });
}

}  // namespace facet::cli
