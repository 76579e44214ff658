#pragma once

#include <system_error>

namespace facet::door {

enum class credentials_errc {
  unreadable = 1,  // not there, not for us to read, or no regular file
  unsafe_mode,     // others on this machine may read or write it
  damaged,         // refused as a whole
  too_large,       // above limits::kCredentialsFileBytes or kCredentials
  bad_name,
  bad_value,
  weak_password,
  not_found,
  exists,
  io,  // could not be written; the old file stands
};
std::error_code make_error_code(credentials_errc code);

}  // namespace facet::door

template <>
struct std::is_error_code_enum<facet::door::credentials_errc> : std::true_type {};
