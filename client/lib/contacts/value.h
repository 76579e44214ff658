#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/lib/contacts/charset.h"
#include "client/lib/contacts/property.h"

// What stands behind the colon of a property, as text.
namespace facet::contacts {

// Takes the encoding and the character set away; escapes stay. Without a CHARSET the value is read in
// `unstated_charset` (empty: UTF-8). `unknown_charset` is set when the property names one that is not known;
// it is then read as if it named none.
struct DecodedValue {
  std::string text;
  bool damaged = false;
  bool unknown_charset = false;
};
DecodedValue decode_value(const Property& property, Decoder& decoder, std::string_view unstated_charset);

// The bytes behind "=E5=BC=A0". An `=` that begins no code is kept.
std::string decode_quoted_printable(std::string_view text);

// Splits at each of `separators` that is not escaped and takes the escapes away: `\,` `\;` `\:` `\\`, and
// `\n` becomes a line feed. At least one part. Stops after `most` parts; the last then holds the rest.
std::vector<std::string> split_unescaped(std::string_view text, std::string_view separators,
                                         std::size_t most = static_cast<std::size_t>(-1));
std::string unescape(std::string_view text);

}  // namespace facet::contacts
