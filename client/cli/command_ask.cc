#include <map>

#include "client/cli/command.h"
#include "client/cli/json_forms.h"
#include "client/cli/people.h"
#include "client/cli/tr.h"
#include "client/cli/view_table.h"
#include "schemas/limits.h"

namespace facet::cli {
namespace {

// Any number of people, in requests of the size that the server takes.
Result<std::vector<Answer>> ask_all(const Context& context, client::Phone& phone,
                                    const std::vector<UserId>& people) {
  std::vector<Answer> answers;
  for (std::size_t at = 0; at < people.size(); at += limits::kPresentitiesPerRequest) {
    const std::size_t end = std::min(people.size(), at + limits::kPresentitiesPerRequest);
    const std::vector<UserId> some(people.begin() + static_cast<std::ptrdiff_t>(at),
                                   people.begin() + static_cast<std::ptrdiff_t>(end));
    const auto told = phone.ask(some, context.options.timeout);
    // The process that is online was given the question, so this is no question of who is online.
    if (!told && told.error().code == client::errc::busy) return fail(client::errc::no_answer);
    if (!told) return fail(told.error());
    answers.insert(answers.end(), told->begin(), told->end());
  }
  return answers;
}

Result<Exit> run_ask(const Context& context, const std::vector<std::string>& typed) {
  if (context.options.offline) {
    return fail(errc::bad_value,
                tr("`facet ask` needs the server; leave --offline out, or use `facet watch --once`"));
  }
  const auto phone = context.phone();
  if (!phone) return fail(phone.error());
  const auto people = find_people(typed, **phone);
  if (!people) return fail(people.error());
  const auto answers = ask_all(context, **phone, *people);
  if (!answers) return fail(answers.error());
  const auto contacts = (*phone)->contacts();
  if (!contacts) return fail(contacts.error());
  std::map<UserId, std::string> names;
  for (const client::Contact& contact : *contacts) names[contact.number] = contact.name;
  Json list = Json::array();
  std::vector<client::ContactView> views;
  for (const Answer& answer : *answers) {
    list.push_back(json_of(answer));
    views.push_back({answer.presentity, names[answer.presentity], answer.view});
  }
  context.say_json(Json{{"ok", true}, {"answers", std::move(list)}});
  for (const std::string& line : view_table(views, context, {})) context.say(line);
  return Exit::done;
}

}  // namespace

void add_ask(CLI::App& facet, Selected& selected) {
  auto people = std::make_shared<std::vector<std::string>>();
  CLI::App* ask = facet.add_subcommand("ask", tr("Ask the server what people show you now"));
  ask->add_option("NUMBER", *people, tr("Telephone numbers, or names of contacts"))->required();
  ask->footer(examples({"facet ask '+86 138 0013 8000'", "facet ask Bob Alice --json"}));
  ask->callback([people, &selected] {
    selected.run = [people](const Context& context) { return run_ask(context, *people); };
  });
}

}  // namespace facet::cli
