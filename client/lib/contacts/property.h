#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace facet::contacts {

enum class Encoding { plain, quoted_printable, base64 };

// One line `[group.]NAME[;parameter...]:value` (RFC 6350 3.3; vCard 2.1 writes parameters without names).
struct Property {
  std::string name;  // upper case, without the group (item1. and the like)
  Encoding encoding = Encoding::plain;
  std::string charset;             // as written, empty when unstated
  std::vector<std::string> types;  // lower case: "cell", "work"; in order
  std::string_view value;          // as written; points into the line
};

// Nullopt: the line is no property. Never fails on a strange parameter: those are passed over.
std::optional<Property> parse_property(std::string_view line);

// Whether a line without a colon can be the rest of a BASE64 value that was folded without a blank.
bool is_base64_rest(std::string_view line);

std::string_view trim(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);

}  // namespace facet::contacts
