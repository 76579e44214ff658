#pragma once

#include <filesystem>

#include "schemas/result.h"

namespace facet::resolver::rocks {

// Makes the folder (0700) when it is not there, and looks whether it holds a store: true when it does, false
// when one may be made in it. A folder with files that are no store is store_errc::damaged: RocksDB would
// make an empty store there and delete table files that it does not know, also those of a store that lost one
// small file.
Result<bool> holds_store(const std::filesystem::path& dir);

}  // namespace facet::resolver::rocks
