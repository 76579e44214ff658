#pragma once

#include <filesystem>
#include <string>

#include "schemas/result.h"

namespace facet::resolver {

// The password that a file holds: its only line, at most 1,024 bytes, without the line end. Refused when
// anybody but the owner may read or write the file, as ssh does with its keys. Errors name the file and the
// next step, never what is in it.
Result<std::string> read_password_file(const std::filesystem::path& path);

}  // namespace facet::resolver
