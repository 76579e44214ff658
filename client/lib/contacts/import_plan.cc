#include "client/lib/contacts/import_plan.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "client/lib/contacts/errors.h"
#include "client/lib/contacts/numbers.h"
#include "client/lib/contacts/planned_groups.h"
#include "schemas/limits.h"

namespace facet::contacts {
namespace {

class Planner {
 public:
  Planner(const AddressBook& book, const ImportOptions& options)
      : book_(book), options_(options), groups_(book, plan_.notes) {}

  ImportPlan run() {
    take_problems();
    for (const Card& card : book_.cards) {
      if (!card.is_group) take_person(card);
    }
    // After the people, since a list may stand before those it lists.
    for (const Card& card : book_.cards) {
      if (card.is_group) take_group_card(card);
    }
    return finish();
  }

 private:
  void take_problems() {
    plan_.counts.cards = book_.begun;
    plan_.counts.cards_skipped = book_.lost;
    for (const Problem& problem : book_.problems) {
      if (problem.lost_card) {
        plan_.skipped.push_back({problem.line, problem.name, {}, problem.what});
      } else {
        plan_.notes.push_back({problem.line, problem.name, problem.what});
      }
    }
    if (book_.unlisted_problems == 0) return;
    plan_.notes.push_back({book_.problems.back().line,
                           {},
                           "and " + std::to_string(book_.unlisted_problems) +
                               " more problems that are not listed (vcard_problems)"});
  }

  void take_person(const Card& card) {
    std::vector<UserId> taken;
    for (const Tel& tel : card.numbers) {
      const auto number = normalise(tel.raw, options_.region);
      if (!number) {
        skip_number(card, tel, number.error().message());
      } else if (number->id == options_.owner) {
        skip_number(card, tel, "your own number");
      } else if (!put_contact(card, number->id)) {
        skip_number(
            card, tel,
            "more than " + std::to_string(limits::kContactsPerUser) + " contacts (contacts_per_user)");
      } else {
        for (const std::string& what : number->notes)
          note(tel.line, card.display_name, tel.raw + ": " + what);
        taken.push_back(number->id);
      }
    }
    if (card.numbers.empty()) skip_card(card, "the card has no telephone number");
    count_card(!taken.empty());
    if (taken.empty()) return;
    const std::vector<std::string> keys = groups_.keys_of(card);
    for (const UserId number : taken) groups_.add(keys, number, card);
    if (!card.uid.empty()) {
      auto& of_uid = by_uid_[card.uid];
      of_uid.insert(of_uid.end(), taken.begin(), taken.end());
    }
  }

  void take_group_card(const Card& card) {
    std::vector<UserId> members;
    std::size_t missing = 0;
    for (const std::string& uid : card.member_uids) {
      const auto person = by_uid_.find(uid);
      if (person == by_uid_.end()) {
        ++missing;
      } else {
        members.insert(members.end(), person->second.begin(), person->second.end());
      }
    }
    const auto keys = members.empty() ? std::vector<std::string>{} : groups_.keys_of_group_card(card);
    count_card(!keys.empty());
    if (members.empty()) {
      return skip_card(card, "a list of contacts, none of which could be imported from this file");
    }
    if (keys.empty()) return skip_card(card, "a list of contacts that can be no group of yours");
    for (const UserId member : members) groups_.add(keys, member, card);
    if (missing > 0) {
      note(card.line, card.display_name,
           std::to_string(missing) + " members of this list could not be imported from this file");
    }
  }

  // False when there is no room for another one.
  bool put_contact(const Card& card, UserId number) {
    const auto [at, is_new] = by_number_.try_emplace(number, plan_.contacts.size());
    if (is_new) {
      if (plan_.contacts.size() >= limits::kContactsPerUser) {
        by_number_.erase(at);
        return false;
      }
      plan_.contacts.push_back({number, card.display_name, card.line});
      return true;
    }
    ++plan_.counts.numbers_merged;
    PlannedContact& known = plan_.contacts[at->second];
    if (known.name.empty()) {
      known.name = card.display_name;
    } else if (!card.display_name.empty() && card.display_name != known.name) {
      note(card.line, card.display_name, "has a number of '" + known.name + "', which stays its name");
    }
    return true;
  }

  void skip_number(const Card& card, const Tel& tel, std::string reason) {
    ++plan_.counts.numbers_skipped;
    plan_.skipped.push_back({tel.line, card.display_name, tel.raw, std::move(reason)});
  }
  void skip_card(const Card& card, std::string reason) {
    plan_.skipped.push_back({card.line, card.display_name, {}, std::move(reason)});
  }
  void note(std::size_t line, const std::string& name, std::string what) {
    plan_.notes.push_back({line, name, std::move(what)});
  }
  void count_card(bool imported) { ++(imported ? plan_.counts.cards_imported : plan_.counts.cards_skipped); }

  ImportPlan finish() {
    for (PlannedContact& contact : plan_.contacts) {
      if (contact.name.empty()) contact.name = format_for_people(contact.number);
      if (!groups_.is_in_a_group(contact.number)) ++plan_.counts.in_no_group;
    }
    plan_.groups = groups_.take();
    const auto by_line = [](const auto& a, const auto& b) { return a.line < b.line; };
    std::stable_sort(plan_.skipped.begin(), plan_.skipped.end(), by_line);
    std::stable_sort(plan_.notes.begin(), plan_.notes.end(), by_line);
    return std::move(plan_);
  }

  const AddressBook& book_;
  const ImportOptions& options_;
  ImportPlan plan_;
  PlannedGroups groups_;
  std::unordered_map<UserId, std::size_t> by_number_;
  std::unordered_map<std::string, std::vector<UserId>> by_uid_;
};

}  // namespace

Result<ImportPlan> plan_import(const AddressBook& book, const ImportOptions& options) {
  if (!options.region.empty() && !is_known_region(options.region)) {
    return fail(errc::unknown_region, options.region);
  }
  return Planner{book, options}.run();
}

}  // namespace facet::contacts
