#pragma once

#include <filesystem>
#include <string>

#include "resolver/adapters/rocksdb/verify.h"
#include "schemas/result.h"

// Copies of the truth, and the way back. A backup is a folder with the store's files as they were at one
// moment and the list of them (manifest.h); any program may carry it elsewhere.
//
// Each returns what the store was found to be. With anything in its `wrong`, nothing was written, or nothing
// is left of it. Beside backup_errc the errors are those of verify_store.
namespace facet::resolver {

// Of the store in the folder `store`, into the folder `to`, which must be free (is_free) and not in the
// store. A resolver may have the store open: it is asked (lease.h). What was written is read back whole
// before `to` gets its name. `made` says when and by what, in one line.
Result<StoreReport> back_up(const std::filesystem::path& store, const std::filesystem::path& to,
                            const std::string& made);

// Puts the backup in `from` into `store`, which must be free, so that nothing is ever overwritten. `from` is
// verified first. A resolver that starts before the end refuses the folder. As root, the files get the owner
// of the folder `store`.
Result<StoreReport> restore(const std::filesystem::path& from, const std::filesystem::path& store);

// A backup, or a store, whether a resolver has it open or not.
Result<StoreReport> verify(const std::filesystem::path& dir);

}  // namespace facet::resolver
