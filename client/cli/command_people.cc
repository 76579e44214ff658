#include <fmt/format.h>

#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/tr.h"

// Commands that say one thing of some people: whom you block, and whom you let show you something.
namespace facet::cli {
namespace {

using Do = std::function<Status(client::Phone&, const std::vector<UserId>&)>;

struct PeopleCommand {
  const char* name;
  std::string about;
  const char* example;
  std::string said;  // "{}: blocked"
  Do what;
};

Result<Exit> run_people(const Context& context, const PeopleCommand& command,
                        const std::vector<std::string>& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto people = find_people(typed, **phone);
  if (!people) return fail(people.error());
  if (auto done = command.what(**phone, *people); !done) return fail(done.error());
  std::vector<std::string> lines;
  for (const UserId id : *people) lines.push_back(fmt::format(fmt::runtime(command.said), shown_number(id)));
  return finish_change(context, **phone, lines, Json{{command.name, json_of(*people)}});
}

void add_command(CLI::App& facet, Selected& selected, PeopleCommand command) {
  auto people = std::make_shared<std::vector<std::string>>();
  CLI::App* added = facet.add_subcommand(command.name, command.about);
  added->add_option("NUMBER", *people, tr("Telephone numbers, or names of contacts"))->required();
  added->footer(examples({command.example}));
  added->callback([people, command = std::move(command), &selected] {
    selected.run = [people, command](const Context& context) {
      return run_people(context, command, *people);
    };
  });
}

Do take(Stance stance) {
  return [stance](client::Phone& phone, const std::vector<UserId>& people) {
    return phone.set_stance(people, stance);
  };
}

}  // namespace

void add_block(CLI::App& facet, Selected& selected) {
  add_command(facet, selected,
              {"block", tr("Show somebody nothing but off, as if you had no phone"), "facet block Bob",
               tr("{}: blocked"), [](auto& phone, const auto& people) { return phone.block(people); }});
  add_command(facet, selected,
              {"unblock", tr("Show somebody again what their group sees"), "facet unblock Bob",
               tr("{}: not blocked any more"),
               [](auto& phone, const auto& people) { return phone.unblock(people); }});
}

void add_stances(CLI::App& facet, Selected& selected) {
  add_command(facet, selected,
              {"accept", tr("Let people show you their status, though they are in none of your groups"),
               "facet accept '+86 138 0013 8000'", tr("{}: accepted"), take(Stance::accepted)});
  add_command(facet, selected,
              {"mute", tr("Be sent nothing by people; they do not learn of it"), "facet mute Bob",
               tr("{}: muted"), take(Stance::muted)});
  add_command(facet, selected,
              {"refuse", tr("As mute, and do not list them any more"), "facet refuse '+86 138 0013 8000'",
               tr("{}: refused"), take(Stance::refused)});
  add_command(facet, selected,
              {"forget", tr("Take back accept, mute or refuse"), "facet forget Bob", tr("{}: nothing said"),
               take(Stance::none)});
}

}  // namespace facet::cli
