#pragma once

#include <filesystem>

#include "schemas/result.h"

namespace facet::resolver::rocks {

// Makes the folder (0700) when it is not there, and looks whether it holds a store: true when it does, false
// when one may be made in it. A folder with files that are no store is store_errc::damaged: RocksDB would
// make an empty store there and delete table files that it does not know, also those of a store that lost one
// small file.
Result<bool> holds_store(const std::filesystem::path& dir);

// Fails with store_errc::io when the disk has too little room left to open the store: RocksDB writes what its
// logs hold into tables then, and where it cannot, Debian's build aborts the process instead of saying so.
Status has_room(const std::filesystem::path& dir);

}  // namespace facet::resolver::rocks
