#include "client/cli/command.h"
#include "client/cli/delivery.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

Result<Exit> run_clear(const Context& context, const std::vector<std::string>& typed) {
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto people = find_people(typed, **phone);
  if (!people) return fail(people.error());
  if (auto cleared = (*phone)->clear_override(*people); !cleared) return fail(cleared.error());
  std::vector<std::string> lines;
  for (const UserId id : *people) lines.push_back(tr("{}: told what their group is told", shown_number(id)));
  return finish_change(context, **phone, lines, Json{{"cleared", json_of(*people)}});
}

}  // namespace

void add_status_clear(CLI::App& status, Selected& selected) {
  auto people = std::make_shared<std::vector<std::string>>();
  CLI::App* clear = status.add_subcommand("clear", tr("Tell single contacts again what their group is told"));
  clear->add_option("--contact,-c", *people, tr("A telephone number, or the name of a contact"))
      ->option_text("NUMBER")
      ->allow_extra_args(false)
      ->required();
  clear->footer(examples({"facet status clear --contact Bob", "facet status clear -c Bob -c Carol"}));
  clear->callback([people, &selected] {
    selected.run = [people](const Context& context) { return run_clear(context, *people); };
  });
}

}  // namespace facet::cli
