#pragma once

#include <string>
#include <string_view>

#include "schemas/result.h"

namespace facet::cli {

// Writes `text` into a file that is not there yet, readable for its owner only (0600), and waits for the
// disk. All or nothing. errc::unwritable: it is there already, or the folder takes none.
Status write_new_file(const std::string& path, std::string_view text);

}  // namespace facet::cli
