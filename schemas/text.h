#pragma once

#include <string_view>

namespace facet {

// Text of people that may be stored and shown: UTF-8 (RFC 3629: shortest form, no surrogates) without C0 and
// C1 control characters. Length is the caller's question.
bool is_clean_text(std::string_view text);

// What may be looked up as an IANA time zone: "Asia/Shanghai", "Etc/GMT+8". Names of letters, digits and
// `_+-`, the first of each a letter, with single slashes between them, so that it is never a path to anywhere
// else. Whether there is such a zone is the resolver's question, and length the caller's.
bool is_zone_name(std::string_view text);

}  // namespace facet
