#include "client/lib/contacts/category.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <array>

#include "client/lib/contacts/name.h"

namespace facet::contacts {

std::string group_key(std::string_view name) {
  std::string tidied = tidy(name);
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) return tidied;
  const icu::UnicodeString folded = folding->normalize(
      icu::UnicodeString::fromUTF8({tidied.data(), static_cast<int32_t>(tidied.size())}), error);
  if (U_FAILURE(error)) return tidied;
  std::string key;
  folded.toUTF8String(key);
  return tidy(key);
}

std::optional<std::string> group_name(std::string_view category) {
  std::string name = tidy(category);
  if (name.starts_with("* ")) name.erase(0, 2);
  constexpr std::array<std::string_view, 7> kNoGroups = {
      "", "mycontacts", "my contacts", "starred", "starred in android", "other contacts", "other"};
  const std::string key = group_key(name);
  if (std::find(kNoGroups.begin(), kNoGroups.end(), key) != kNoGroups.end()) return std::nullopt;
  return name;
}

std::vector<std::string> parts_at_commas(std::string_view category) {
  std::vector<std::string> parts;
  while (!category.empty()) {
    const std::size_t comma = category.find(',');
    std::string part = tidy(category.substr(0, comma));
    if (!part.empty()) parts.push_back(std::move(part));
    category.remove_prefix(comma == std::string_view::npos ? category.size() : comma + 1);
  }
  return parts;
}

}  // namespace facet::contacts
