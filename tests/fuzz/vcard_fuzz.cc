// Any bytes at all as an address book: no crash, and what the headers promise holds. The length of the input
// chooses region and character set, so that real .vcf files are a corpus as they are.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>

#include "client/lib/contacts/import_plan.h"
#include "client/lib/contacts/numbers.h"
#include "schemas/limits.h"
#include "schemas/text.h"

namespace {

using namespace facet;
using namespace facet::contacts;

void expect(bool holds) {
  if (!holds) std::abort();
}

void check_book(const AddressBook& book) {
  expect(book.begun == book.cards.size() + book.lost);
  std::size_t lost = 0;
  for (const Problem& problem : book.problems) {
    lost += problem.lost_card ? 1 : 0;
    expect(problem.line > 0 && is_clean_text(problem.what) && is_clean_text(problem.name));
  }
  expect(book.unlisted_problems > 0 || lost == book.lost);
  for (const Card& card : book.cards) {
    expect(card.line > 0 && is_clean_text(card.display_name));
    expect(card.display_name.size() <= limits::kContactNameBytes);
    expect(card.numbers.size() <= limits::kVcardNumbersPerCard);
    expect(card.categories.size() <= limits::kVcardCategoriesPerCard);
    for (const Tel& tel : card.numbers) expect(!tel.raw.empty() && is_clean_text(tel.raw));
    for (const std::string& category : card.categories) expect(!category.empty() && is_clean_text(category));
  }
}

std::set<UserId> check_contacts(const ImportPlan& plan) {
  std::set<UserId> numbers;
  for (const PlannedContact& contact : plan.contacts) {
    expect(contact.number.valid() && numbers.insert(contact.number).second);
    expect(!contact.name.empty() && is_clean_text(contact.name));
    expect(format_for_people(contact.number).starts_with('+'));
  }
  return numbers;
}

void check_plan(const AddressBook& book, const ImportPlan& plan) {
  expect(plan.counts.cards == book.begun);
  expect(plan.counts.cards == plan.counts.cards_imported + plan.counts.cards_skipped);
  const std::set<UserId> numbers = check_contacts(plan);
  for (const auto& [name, members] : plan.groups) {
    expect(!name.empty() && name.size() <= limits::kGroupNameBytes && is_clean_text(name) &&
           !members.empty());
    for (const UserId member : members) expect(numbers.contains(member));
  }
  for (const Skipped& skipped : plan.skipped)
    expect(is_clean_text(skipped.reason) && !skipped.reason.empty());
  for (const Note& note : plan.notes) expect(is_clean_text(note.what) && !note.what.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::array<const char*, 5> kRegions = {"CN", "DE", "US", "GB", ""};
  constexpr std::array<const char*, 3> kCharsets = {"", "GBK", "windows-1252"};
  const std::string_view file{reinterpret_cast<const char*>(data), size};
  const auto book = read_vcards(file, {.charset = kCharsets[size % kCharsets.size()]});
  if (!book) return 0;
  check_book(*book);
  const auto plan = plan_import(*book, {.region = kRegions[size % kRegions.size()], .owner = {}});
  expect(plan.has_value());
  check_plan(*book, *plan);
  return 0;
}
