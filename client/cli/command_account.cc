#include <iostream>

#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/tr.h"
#include "client/lib/contacts/numbers.h"

namespace facet::cli {
namespace {

void say_what_goes(const Context& context, const client::Profile& profile) {
  context.note(tr("this erases the account of {} at the server, for ever:", shown_number(profile.user)));
  context.note(tr("- your groups and who is in them, your statuses, schedules, blocks and the log;"));
  context.note(tr("- what your contacts are shown of you, and what they show you;"));
  context.note(tr("- whatever waits on this device to be sent."));
  context.note(tr("What is in {} stays; `facet export FILE` makes a copy that can be read.",
                  context.options.profile.string()));
}

// Whoever types the number means this account and no other.
Status confirm(const Context& context, const client::Profile& profile) {
  context.world.err << tr("Type your number to erase it: ") << std::flush;
  std::string line;
  std::getline(context.world.in, line);
  const auto number = contacts::normalise(line, profile.region);
  if (number && number->id == profile.user) return {};
  return fail(errc::bad_value, tr("that is not your number; nothing was erased. Type {}, or give --yes",
                                  profile.user.digits()));
}

Result<Exit> run_erase(const Context& context, bool sure) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const client::Profile& profile = (*phone)->profile();
  if (!sure) {
    say_what_goes(context, profile);
    if (auto confirmed = confirm(context, profile); !confirmed) return fail(confirmed.error());
  }
  if (auto erased = (*phone)->erase_account(profile.user); !erased) return fail(erased.error());
  return finish_change(context, **phone, {tr("{}: account erased", shown_number(profile.user))},
                       Json{{"erased", profile.user.digits()}});
}

}  // namespace

void add_account(CLI::App& facet, Selected& selected) {
  CLI::App* account = facet.add_subcommand("account", tr("Your account at the server: erase"));
  account->require_subcommand(1);
  auto sure = std::make_shared<bool>(false);
  CLI::App* erase = account->add_subcommand("erase", tr("Erase all that the server knows of you, for ever"));
  erase->add_flag("--yes", *sure, tr("Do not ask"));
  erase->footer(
      tr("Groups, statuses, schedules, blocks and the log go away, and with them what your contacts are "
         "shown of you. It cannot be undone; `facet export FILE` makes a copy first.") +
      "\n\n" + examples({"facet account erase", "facet account erase --yes"}));
  erase->callback([sure, &selected] {
    selected.run = [sure](const Context& context) { return run_erase(context, *sure); };
  });
}

}  // namespace facet::cli
