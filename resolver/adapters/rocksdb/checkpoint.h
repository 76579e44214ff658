#pragma once

#include <filesystem>

#include "resolver/ports/store.h"

namespace facet::resolver {

// A copy of `store`, which open_rocksdb_store made, as it is at one moment: the folder `dir`, which must not
// be there yet, on the store's own file system. Takes milliseconds and hardly any room, because table files
// are never changed and are shared with the store; what the store throws away later stays as long as `dir`
// does. The store goes on meanwhile. Thread-safe. store_errc::io when it cannot be made; nothing is left
// then.
Status make_checkpoint(Store& store, const std::filesystem::path& dir);

}  // namespace facet::resolver
