#pragma once

#include <string>
#include <system_error>

#include "schemas/result.h"

namespace facet::admin {

enum class errc {
  usage = 1,    // what was typed cannot be meant
  busy,         // somebody else changes the file
  no_password,  // none was given, or not twice the same
  bad_list,     // of `user add --from`
  not_told,     // the change is stored, but the broker did not get its signal
};
std::error_code make_error_code(errc code);

// "usage", "not_found": what --json shows as "error". Never renamed.
std::string word_of(const Error& error);
// What a person reads: what is wrong and the next step.
std::string sentence_of(const Error& error);
// 1 could not, 2 wrong usage.
int exit_of(const Error& error);

}  // namespace facet::admin

template <>
struct std::is_error_code_enum<facet::admin::errc> : std::true_type {};
