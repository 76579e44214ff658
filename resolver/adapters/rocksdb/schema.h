#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "schemas/result.h"

namespace facet::resolver::rocks {

class Database;

// The version of columns.h, keys.h and records.h together. Raise it when an older version could not read, or
// would misread, what this one writes.
// 1: the first. 2: devices, and the targets and timers of presence. 3: accounts, stances, followers and logs;
// automatics, schedules and calls in the records of groups and devices; the timers of all these.
inline constexpr std::uint64_t kSchemaVersion = 3;
// Where it stands in `meta`.
inline constexpr std::string_view kSchemaKey = "schema";

// Writes the version into a store that has just been made, or that an older version wrote: each version reads
// what all before it wrote. Refuses one that a newer version wrote, or one with records but no version.
Status check_schema(Database& database);

// `seen`: by what it was recognised.
tl::unexpected<Error> newer_schema(const std::string& seen);

}  // namespace facet::resolver::rocks
