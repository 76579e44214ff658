#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "resolver/adapters/rocksdb/columns.h"
#include "schemas/result.h"

namespace facet::resolver {

// What a store was found to be.
struct StoreReport {
  std::uint64_t schema = 0;
  std::array<std::uint64_t, rocks::kColumns> records{};  // in the order of rocks::Column
  // Each a sentence for people, with how many records it is true of and never what stands in them; empty: the
  // store is whole.
  std::vector<std::string> wrong;

  std::uint64_t all_records() const;
};

// Reads everything in the store in `dir`, whose files nobody may change meanwhile (StoreLock), and changes
// nothing: the checksum of every block, the log as a start would read it, every key and record; that
// memberships, overrides and followers stand in both directions, and so do stances; that the numbers of logs
// and of the journal fit. A store of an older version is read as what it is.
//
// An Error is for a store that cannot be looked at at all: damaged when it cannot be opened, newer_schema,
// io.
Result<StoreReport> verify_store(const std::filesystem::path& dir);

// Keeps every resolver out of a store's folder, by RocksDB's own lock.
class StoreLock {
 public:
  // locked: a process has the store open.
  static Result<StoreLock> take(const std::filesystem::path& dir);
  ~StoreLock();
  StoreLock(StoreLock&& other) noexcept;
  StoreLock& operator=(StoreLock&&) = delete;

 private:
  struct Held;
  explicit StoreLock(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace facet::resolver
