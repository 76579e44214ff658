#include "client/lib/contacts/name.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>

namespace facet::contacts {
namespace {

bool is_east_asian(UChar32 character) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(character, &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
      return true;
    default:
      return false;
  }
}

// Whether every letter is East Asian, and there is one.
bool is_east_asian_name(std::string_view text) {
  bool found = false;
  const auto size = static_cast<int64_t>(text.size());
  for (int64_t i = 0; i < size;) {
    UChar32 character = 0;
    U8_NEXT(text.data(), i, size, character);
    if (character < 0 || !u_isalpha(character)) continue;
    // The Katakana lengthening mark and its like belong to no one script.
    UErrorCode error = U_ZERO_ERROR;
    if (uscript_getScript(character, &error) == USCRIPT_COMMON) continue;
    if (!is_east_asian(character)) return false;
    found = true;
  }
  return found;
}

}  // namespace

std::string tidy(std::string_view text) {
  std::string result;
  const auto size = static_cast<int64_t>(text.size());
  bool blank = false;
  for (int64_t i = 0; i < size;) {
    const int64_t start = i;
    UChar32 character = 0;
    U8_NEXT(text.data(), i, size, character);
    if (character < 0 || u_isUWhiteSpace(character) || u_iscntrl(character)) {
      blank = true;
      continue;
    }
    if (blank && !result.empty()) result += ' ';
    blank = false;
    result.append(text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start)));
  }
  return result;
}

std::string_view cut_between_characters(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0) == 0x80) --bytes;
  return text.substr(0, bytes);
}

std::string name_from_components(const std::vector<std::string>& components) {
  enum Part : std::size_t { kFamily, kGiven, kAdditional, kPrefixes, kSuffixes, kParts };
  std::array<std::string, kParts> parts;
  for (std::size_t i = 0; i < std::min<std::size_t>(kParts, components.size()); ++i) {
    parts[i] = tidy(components[i]);
  }
  const bool family_first = is_east_asian_name(parts[kFamily] + parts[kGiven]);
  constexpr std::array kWestern = {kPrefixes, kGiven, kAdditional, kFamily, kSuffixes};
  constexpr std::array kEastern = {kFamily, kAdditional, kGiven, kPrefixes, kSuffixes};
  std::string name;
  for (const Part part : family_first ? kEastern : kWestern) {
    if (!family_first && !name.empty() && !parts[part].empty()) name += ' ';
    name += parts[part];
  }
  return tidy(name);
}

}  // namespace facet::contacts
