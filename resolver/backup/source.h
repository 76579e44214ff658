#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "resolver/adapters/rocksdb/verify.h"
#include "resolver/backup/lease.h"
#include "schemas/result.h"

namespace facet::resolver {

// A store whose files stand still as long as this lives: a copy that the running resolver holds ready, or the
// folder itself, with every resolver kept out.
class Source {
 public:
  // no_store, busy, io.
  static Result<Source> open(const std::filesystem::path& store);

  const std::filesystem::path& folder() const { return folder_; }

 private:
  Source(std::filesystem::path folder, std::unique_ptr<Lease> lease, std::optional<StoreLock> lock)
      : folder_(std::move(folder)), lease_(std::move(lease)), lock_(std::move(lock)) {}

  std::filesystem::path folder_;
  std::unique_ptr<Lease> lease_;
  std::optional<StoreLock> lock_;
};

// Whether a file of that name in a store's folder is the store's, not RocksDB's log or lock or our socket.
bool is_store_file(std::string_view name);

}  // namespace facet::resolver
