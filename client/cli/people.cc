#include "client/cli/people.h"

#include <algorithm>

#include "client/cli/exit_code.h"
#include "client/cli/suggest.h"
#include "client/cli/tr.h"
#include "client/cli/width.h"
#include "client/lib/contacts/category.h"
#include "client/lib/contacts/numbers.h"

namespace facet::cli {
namespace {

using client::Contact;
using client::Phone;

// More letters than marks is a name; numbers hold no letters that people type here.
bool looks_like_number(std::string_view text) {
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto is_part = [&](char c) {
    return is_digit(c) || std::string_view{"+-(). /"}.find(c) != std::string_view::npos;
  };
  return std::any_of(text.begin(), text.end(), is_digit) && std::all_of(text.begin(), text.end(), is_part);
}

Result<UserId> number_of(std::string_view text, const std::string& region) {
  const auto number = contacts::normalise(text, region);
  if (number) return number->id;
  return fail(errc::bad_value,
              tr("'{0}': {1} (as +86 138 0013 8000)", text, tr(number.error().code.message().c_str())));
}

Error unknown_contact(std::string_view name, const std::vector<Contact>& contacts) {
  std::vector<std::string> names;
  for (const Contact& contact : contacts) names.push_back(contact.name);
  return Error{errc::no_such_contact, tr("no contact '{}'.", name) + did_you_mean(name, names) + " " +
                                          tr("`facet contacts list` shows all; a number works too.")};
}

Error several(std::string_view name, const std::vector<UserId>& numbers) {
  std::string list;
  for (const UserId number : numbers) list += (list.empty() ? "" : ", ") + shown_number(number);
  return Error{
      errc::ambiguous_contact,
      tr("'{0}' is the name of several contacts: {1}. Give the number of the one you mean.", name, list)};
}

}  // namespace

Result<UserId> find_person(std::string_view text, const Phone& phone) {
  if (looks_like_number(text)) return number_of(text, phone.profile().region);
  const auto contacts = phone.contacts();
  if (!contacts) return fail(contacts.error());
  std::vector<UserId> found;
  const std::string key = contacts::group_key(text);
  for (const Contact& contact : *contacts) {
    if (contacts::group_key(contact.name) == key) found.push_back(contact.number);
  }
  if (found.empty()) return fail(unknown_contact(text, *contacts));
  if (found.size() > 1) return fail(several(text, found));
  return found.front();
}

Result<std::vector<UserId>> find_people(const std::vector<std::string>& texts, const Phone& phone) {
  std::vector<UserId> people;
  for (const std::string& text : texts) {
    const auto person = find_person(text, phone);
    if (!person) return fail(person.error());
    if (std::find(people.begin(), people.end(), *person) == people.end()) people.push_back(*person);
  }
  return people;
}

Result<client::Group> find_group(std::string_view name, const Phone& phone) {
  auto group = phone.group_named(name);
  if (group || group.error().code != client::errc::no_such_group) return group;
  std::vector<std::string> names;
  if (const auto groups = phone.groups()) {
    for (const client::Group& other : *groups) names.push_back(other.name);
  }
  return fail(errc::no_such_group, tr("no group '{}'.", name) + did_you_mean(name, names) + " " +
                                       tr("`facet group list` shows all."));
}

std::string shown_number(UserId number) {
  return contacts::format_for_people(number);
}

std::string shown_person(UserId number, std::string_view name) {
  return name.empty() ? shown_number(number) : clean(name) + " (" + shown_number(number) + ")";
}

}  // namespace facet::cli
