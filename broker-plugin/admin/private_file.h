#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "schemas/result.h"

namespace facet::admin {

// A whole file with secrets, refused (credentials_errc::unsafe_mode) when anybody but its owner may use it,
// as ssh does with its keys. A pipe, such as a shell's <(...), is taken too. unreadable, or too_large above
// `most`.
Result<std::string> read_private_file(const std::filesystem::path& path, std::size_t most);

}  // namespace facet::admin
