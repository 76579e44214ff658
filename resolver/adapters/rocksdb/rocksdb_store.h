#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>

#include "resolver/ports/store.h"
#include "schemas/limits.h"
#include "schemas/result.h"

namespace facet::resolver {

struct StoreOptions {
  // Blocks, indexes and filters of what is read often.
  std::size_t cache_bytes = std::size_t{64} << 20;
  // Records not yet in a table file, of all column families together. Reading back the log after a crash
  // takes as long as this is large.
  std::size_t write_buffer_bytes = std::size_t{64} << 20;
  // Journal entries kept, at least 1; up to a tenth more stand on the disk, because trimming goes in steps.
  std::size_t journal_entries = limits::kJournalEntries;
};

// Opens the store in the folder `dir`; makes the folder, for its owner alone (0700), and an empty store when
// there is none. After kill -9 or a power cut this reads the log back and takes no other repair.
//
// Errors, each with the next step in its detail, none of which changes the records:
//   locked        another process, or this one, has the folder open
//   newer_schema  a newer version wrote it
//   damaged       files are missing or fail their checksums, or files are there that are no store
//   io            the operating system refused: the folder cannot be made or read, the disk is full
//
// The store is thread-safe; destroying it must wait for every call to return. At most one store has a folder
// open at a time. Beyond the port's words:
// - After one commit(), published(), put_note() or sync() that failed with io, all of them fail until a new
// process
//   opens the store: nothing can be added behind a log that is not whole. Reading goes on. Nothing that
//   sync() has promised is lost.
// - presentities_holding(contact): who has it as a live member of a group (expired ones too, until they are
//   removed), or has an override for it, or is followed by it. A block alone does not count: nothing is shown
//   because of it. "Knows" of standings() counts memberships the same way.
// - followed_by(contact) goes over everybody who holds the contact.
// - commit() with a Wipe: of the writes before it, only PutAccount counts. It reads what it takes out, and
//   other commits wait for it. `unregistered` goes out before `registered` comes in.
// - published_since(after) above last_published() is nullopt: such a number comes from another store, or from
//   before a backup was restored, and says nothing about this one.
// - commit() takes `fired` out before it puts `timers` in: a timer in both stays.
Result<std::unique_ptr<Store>> open_rocksdb_store(const std::filesystem::path& dir,
                                                  const StoreOptions& options);

}  // namespace facet::resolver
