#pragma once

#include <string>
#include <string_view>
#include <vector>

// How a person is called, from the parts of a card.
namespace facet::contacts {

// One line without control characters, and single blanks between words. `text` is UTF-8.
std::string tidy(std::string_view text);

// The beginning of `text` that is at most `bytes` long and ends between two characters.
std::string_view cut_between_characters(std::string_view text, std::size_t bytes);

// From the components of N (RFC 6350 6.2.2: family, given, additional, prefixes, suffixes), any of which may
// be missing. Names in Chinese, Japanese or Korean script: family name first, no blanks.
std::string name_from_components(const std::vector<std::string>& components);

}  // namespace facet::contacts
