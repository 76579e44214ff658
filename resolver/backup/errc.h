#pragma once

#include "schemas/result.h"

namespace facet::resolver {

enum class backup_errc {
  io = 1,    // the operating system refused; the detail says what and where
  damaged,   // what was to be kept or put back is not what it was, or cannot be read
  no_store,  // there is neither a backup nor a store in the folder
  occupied,  // there is something where it was to be written
  busy,      // the running resolver cannot help now: another backup, or it is just starting
};
std::error_code make_error_code(backup_errc code);

}  // namespace facet::resolver

template <>
struct std::is_error_code_enum<facet::resolver::backup_errc> : std::true_type {};
