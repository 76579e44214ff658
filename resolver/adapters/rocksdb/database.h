#pragma once

#include <array>
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "resolver/adapters/rocksdb/columns.h"
#include "resolver/adapters/rocksdb/rocksdb_store.h"
#include "schemas/result.h"

namespace rocksdb {
class ColumnFamilyHandle;
class DB;
class Iterator;
class Snapshot;
class Status;
class WriteBatch;
}  // namespace rocksdb

namespace facet::resolver::rocks {

// One open RocksDB with our column families: what the store's methods share. Thread-safe.
class Database {
 public:
  using Snapshot = std::shared_ptr<const rocksdb::Snapshot>;

  // Errors as open_rocksdb_store.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& dir,
                                                const StoreOptions& options);
  // To read only: nothing in the folder is changed, not even what an older version left; columns that it did
  // not have yet are empty. Nobody else may change it meanwhile.
  static Result<std::unique_ptr<Database>> open_to_look(const std::filesystem::path& dir);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  rocksdb::DB& db() { return *db_; }
  rocksdb::ColumnFamilyHandle* column(Column column) { return columns_[static_cast<std::size_t>(column)]; }

  // What all scans with it see is one moment. Must be gone before the Database is.
  Snapshot snapshot();

  struct Range {
    Column column;
    std::string_view from;    // the first key
    std::string_view before;  // the first key that is not looked at; empty: to the column's end
    bool same_user = false;   // ends where the first 8 bytes change: quick where there is nothing
    Snapshot at;              // null: now
  };
  // In ascending order, until `take(key, value)` is false or an error, which is passed on.
  using Take = std::function<Result<bool>(std::string_view key, std::string_view value)>;
  Status scan(const Range& range, const Take& take);

  // For keys all over a column, in any order.
  std::unique_ptr<rocksdb::Iterator> cursor(Column column);
  // For keys that begin with the one user of the first seek: it ends behind them.
  std::unique_ptr<rocksdb::Iterator> user_cursor(Column column, const Snapshot& at);

  Result<std::optional<std::string>> get(Column column, std::string_view key);
  // With the operating system when it returns; with `sync` on the disk. After one failure of either, both
  // fail.
  Status write(rocksdb::WriteBatch& batch, bool sync = false);
  Status sync();

 private:
  Database() = default;

  Status failed_before() const;
  tl::unexpected<Error> fails_from_now_on(const rocksdb::Status& status, const char* doing);

  rocksdb::DB* db_ = nullptr;                                     // owned
  rocksdb::ColumnFamilyHandle* default_column_ = nullptr;         // owned
  std::array<rocksdb::ColumnFamilyHandle*, kColumns> columns_{};  // owned; null: open_to_look did not find it
  // A log that could not be written or synced: what stands behind the fault is lost to the next start, and a
  // second fsync after a failed one says "done" for pages that the kernel has dropped.
  std::atomic<bool> failed_{false};
};

// Whether it says that somebody has the folder's lock.
bool is_locked(const rocksdb::Status& status);

// RocksDB's answer as ours; `doing` begins the detail ("cannot write").
tl::unexpected<Error> failed(const rocksdb::Status& status, const char* doing);

}  // namespace facet::resolver::rocks
