#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

Result<Exit> show(const Context& context, const client::Phone& phone) {
  const auto zone = phone.zone();
  if (!zone) return fail(zone.error());
  context.say_json(Json{{"ok", true}, {"zone", zone->empty() ? Json(nullptr) : Json(*zone)}});
  context.say(zone->empty() ? tr("not set: schedules are read in UTC; `facet zone Asia/Shanghai` sets it")
                            : *zone);
  return Exit::done;
}

Result<Exit> run_zone(const Context& context, const std::string& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  if (typed.empty()) return show(context, **phone);
  if (!context.world.is_zone(typed)) {
    return fail(errc::bad_value,
                tr("'{}' is no time zone; write for example Asia/Shanghai or Europe/Berlin", typed));
  }
  if (auto set = (*phone)->set_zone(typed); !set) return fail(set.error());
  return finish_change(context, **phone, {tr("schedules are read in {}", typed)}, Json{{"zone", typed}});
}

}  // namespace

void add_zone(CLI::App& facet, Selected& selected) {
  auto typed = std::make_shared<std::string>();
  CLI::App* command =
      facet.add_subcommand("zone", tr("The time zone in which your schedules are read: show or set it"));
  command->add_option("ZONE", *typed, tr("Its IANA name; without, the zone is shown"));
  command->footer(examples({"facet zone", "facet zone Europe/Berlin"}));
  command->callback([typed, &selected] {
    selected.run = [typed](const Context& context) { return run_zone(context, *typed); };
  });
}

}  // namespace facet::cli
