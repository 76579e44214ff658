#pragma once

#include <string_view>

namespace facet {

// Text of people that may be stored and shown: UTF-8 (RFC 3629: shortest form, no surrogates) without C0 and
// C1 control characters. Length is the caller's question.
bool is_clean_text(std::string_view text);

}  // namespace facet
