#include "client/lib/contacts/card.h"

#include <algorithm>
#include <array>
#include <utility>

#include "client/lib/contacts/name.h"
#include "schemas/limits.h"

namespace facet::contacts {
namespace {

constexpr std::string_view kAppleKind = "X-ADDRESSBOOKSERVER-KIND";
constexpr std::string_view kAppleMember = "X-ADDRESSBOOKSERVER-MEMBER";

bool is_needed(std::string_view name) {
  constexpr std::array<std::string_view, 11> kNames = {
      "FN", "N", "NICKNAME", "ORG", "TEL", "CATEGORIES", "UID", "KIND", "MEMBER", kAppleKind, kAppleMember};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

// "urn:uuid:4F0A..." and "4f0a..." are the same card.
std::string plain_uid(std::string_view uid) {
  constexpr std::string_view kScheme = "urn:uuid:";
  uid = trim(uid);
  if (equals_ignoring_case(uid.substr(0, kScheme.size()), kScheme)) uid.remove_prefix(kScheme.size());
  std::string plain{uid};
  std::transform(plain.begin(), plain.end(), plain.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return plain;
}

void set_if_empty(std::string& field, std::string value) {
  if (field.empty()) field = std::move(value);
}

}  // namespace

CardBuilder::CardBuilder(std::size_t line, std::string_view unstated_charset, Decoder& decoder,
                         std::vector<Problem>& problems)
    : unstated_charset_(unstated_charset), decoder_(decoder), problems_(problems) {
  card_.line = line;
}

void CardBuilder::add(const Property& property, std::size_t line) {
  const std::string& name = property.name;
  if (name == "VERSION") return add_version(property, line);
  if (!is_needed(name)) return;
  if (name == "TEL") return add_number(property, line);
  if (name == "CATEGORIES") return add_categories(property, line);
  if (name == "MEMBER" || name == kAppleMember) return add_member(property, line);
  const std::string text = decoded(property, line);
  if (name == "FN") set_if_empty(formatted_, tidy(unescape(text)));
  if (name == "N") set_if_empty(from_parts_, name_from_components(split_unescaped(text, ";")));
  if (name == "NICKNAME") set_if_empty(nickname_, tidy(unescape(text)));
  if (name == "ORG") set_if_empty(organisation_, tidy(split_unescaped(text, ";").front()));
  if (name == "UID") set_if_empty(card_.uid, plain_uid(unescape(text)));
  if (name == "KIND" || name == kAppleKind) card_.is_group = equals_ignoring_case(trim(text), "group");
}

void CardBuilder::add_cut(const Property& property, std::size_t line) {
  if (is_needed(property.name)) {
    report(line, property.name + " is longer than " + std::to_string(limits::kVcardLineBytes) +
                     " bytes (vcard_line_bytes) and was left out");
  }
}

std::string CardBuilder::display_name() const {
  for (const std::string* name : {&formatted_, &from_parts_, &nickname_, &organisation_}) {
    if (!name->empty()) return std::string{cut_between_characters(*name, limits::kContactNameBytes)};
  }
  return {};
}

Card CardBuilder::take() {
  card_.display_name = display_name();
  for (const std::string* name : {&formatted_, &from_parts_}) {
    if (name->size() <= limits::kContactNameBytes) continue;
    report(card_.line, "the name is longer than " + std::to_string(limits::kContactNameBytes) +
                           " bytes (contact_name_bytes) and was cut");
    break;
  }
  return std::move(card_);
}

std::string CardBuilder::decoded(const Property& property, std::size_t line) {
  DecodedValue value = decode_value(property, decoder_, unstated_charset_);
  if (value.unknown_charset) {
    report(line, property.name + " names an unknown character set '" +
                     tidy(repair_utf8(property.charset.substr(0, 40)).utf8) + "'; it was read as UTF-8");
  }
  if (value.damaged && !std::exchange(damage_reported_, true)) {
    report(line, property.name + " holds bytes that are not " +
                     (property.charset.empty()
                          ? "UTF-8; name the character set the file was saved in with --charset"
                          : "of the character set it names") +
                     "; they show as \xEF\xBF\xBD");
  }
  return std::move(value.text);
}

void CardBuilder::add_version(const Property& property, std::size_t line) {
  version_ = trim(property.value).substr(0, 8);
  constexpr std::array<std::string_view, 3> kKnown = {"2.1", "3.0", "4.0"};
  if (std::find(kKnown.begin(), kKnown.end(), version_) != kKnown.end()) return;
  report(line, "vCard version '" + tidy(repair_utf8(version_).utf8) + "' is unknown; it was read as 4.0");
}

void CardBuilder::add_number(const Property& property, std::size_t line) {
  // vCard 2.1 and 3.0 have plain text here, 4.0 text or a `tel:` address; both may be escaped.
  std::string raw = tidy(unescape(decoded(property, line)));
  if (raw.empty()) return;  // Outlook writes a TEL for every empty field of its form
  if (card_.numbers.size() >= limits::kVcardNumbersPerCard) {
    return report_full(numbers_full_, line, "numbers (vcard_numbers_per_card)", limits::kVcardNumbersPerCard);
  }
  card_.numbers.push_back({.raw = std::move(raw), .types = property.types, .line = line});
}

void CardBuilder::add_categories(const Property& property, std::size_t line) {
  // 2.1 knows lists with semicolons only, its exporters write either.
  const std::string text = decoded(property, line);
  for (const std::string& part : split_unescaped(text, is_version_2() ? ",;" : ",")) {
    std::string category = tidy(part);
    if (category.empty()) continue;
    if (card_.categories.size() >= limits::kVcardCategoriesPerCard) {
      return report_full(categories_full_, line, "categories (vcard_categories_per_card)",
                         limits::kVcardCategoriesPerCard);
    }
    card_.categories.push_back(std::move(category));
  }
}

void CardBuilder::add_member(const Property& property, std::size_t line) {
  std::string uid = plain_uid(unescape(decoded(property, line)));
  if (uid.empty()) return;
  if (card_.member_uids.size() >= limits::kVcardMembersPerCard) {
    return report_full(members_full_, line, "members (vcard_members_per_card)", limits::kVcardMembersPerCard);
  }
  card_.member_uids.push_back(std::move(uid));
}

void CardBuilder::report(std::size_t line, std::string what) {
  problems_.push_back({.line = line, .name = display_name(), .what = std::move(what)});
}

void CardBuilder::report_full(bool& full, std::size_t line, std::string_view what, std::size_t limit) {
  if (std::exchange(full, true)) return;
  report(line, "the card holds more than " + std::to_string(limit) + " " + std::string{what} +
                   "; the others were left out");
}

}  // namespace facet::contacts
