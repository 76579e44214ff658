#pragma once

#include <cstdint>
#include <string>

#include "schemas/result.h"

namespace facet::resolver::rocks {

class Database;

// The version of columns.h, keys.h and records.h together. Raise it when an older version could not read, or
// would misread, what this one writes.
inline constexpr std::uint64_t kSchemaVersion = 1;

// Writes the version into a store that has just been made; refuses one that a newer version wrote, or one
// with records but no version.
Status check_schema(Database& database);

// `seen`: by what it was recognised.
tl::unexpected<Error> newer_schema(const std::string& seen);

}  // namespace facet::resolver::rocks
