#include "client/cli/command.h"
#include "client/cli/json_forms.h"
#include "client/cli/moments.h"
#include "client/cli/tr.h"

// What a phone says by itself, for a phone that has no calls.
namespace facet::cli {
namespace {

Result<Exit> show(const Context& context) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto since = (*phone)->in_call_since();
  if (!since) return fail(since.error());
  context.say_json(
      Json{{"ok", true}, {"in_call", since->has_value()}, {"since", json_of(since->value_or(kNoTime))}});
  context.say(*since ? tr("in a call since {}", shown_time(**since, context.world.now(), context.world.zone))
                     : tr("in no call"));
  return Exit::done;
}

Result<Exit> run_call(const Context& context, bool begins) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto limit = context.options.offline ? std::chrono::milliseconds{0} : context.options.timeout;
  const auto told = (*phone)->set_in_call(begins, limit);
  if (!told) return fail(told.error());
  const std::string what = begins ? tr("in a call") : tr("the call is over");
  context.say(*told ? tr("{0} — {1}", what, tr("delivered"))
                    : tr("{0} — {1}", what, tr("saved; said by `facet watch` while it runs")));
  context.say_json(Json{{"ok", *told || context.options.offline}, {"in_call", begins}, {"told", *told}});
  return *told || context.options.offline ? Exit::done : Exit::waiting;
}

void add_change(CLI::App& call, Selected& selected, const char* name, const std::string& about, bool begins) {
  CLI::App* command = call.add_subcommand(name, about);
  command->footer(examples({"facet call start", "facet call end"}));
  command->callback([begins, &selected] {
    selected.run = [begins](const Context& context) { return run_call(context, begins); };
  });
}

}  // namespace

void add_call(CLI::App& facet, Selected& selected) {
  CLI::App* call = facet.add_subcommand("call", tr("Say that you are in a call, as a phone does by itself"));
  call->require_subcommand(0, 1);
  call->footer(tr("In force while `facet watch` of this profile runs: a phone that is off is in no call.") +
               "\n\n" + examples({"facet call", "facet call start", "facet call end"}));
  call->callback([call, &selected] {
    if (call->get_subcommands().empty()) selected.run = show;
  });
  add_change(*call, selected, "start", tr("A call begins"), true);
  add_change(*call, selected, "end", tr("The call is over"), false);
}

}  // namespace facet::cli
