#include "resolver/adapters/rocksdb/database.h"

#include <rocksdb/convenience.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/options.h>

#include <algorithm>
#include <cstdarg>

#include "resolver/adapters/rocksdb/folder.h"
#include "resolver/adapters/rocksdb/options.h"
#include "resolver/adapters/rocksdb/schema.h"

namespace facet::resolver::rocks {
namespace {

rocksdb::Slice slice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}

tl::unexpected<Error> not_opened(const rocksdb::Status& status, const std::filesystem::path& dir) {
  if (is_locked(status)) {
    return fail(store_errc::locked, "another process has '" + dir.string() +
                                        "' open: stop the other resolver (`fuser " + (dir / "LOCK").string() +
                                        "` names it), or give this one its own folder");
  }
  if (status.IsCorruption() || status.IsPathNotFound() || status.IsNotFound()) {
    return fail(store_errc::damaged,
                "'" + dir.string() + "' cannot be read: restore the last backup (" + status.ToString() + ")");
  }
  return fail(store_errc::io, "cannot open '" + dir.string() + "': " + status.ToString());
}

// Before opening for writing: a version that has more columns may not be understood in the others either.
Status refuse_unknown_columns(const rocksdb::DBOptions& options, const std::filesystem::path& dir) {
  std::vector<std::string> names;
  const auto listed = rocksdb::DB::ListColumnFamilies(options, dir.string(), &names);
  if (!listed.ok()) return not_opened(listed, dir);
  for (const auto& name : names) {
    if (name == rocksdb::kDefaultColumnFamilyName) continue;
    if (std::find(kColumnNames.begin(), kColumnNames.end(), name) == kColumnNames.end()) {
      return newer_schema("it has '" + name + "'");
    }
  }
  return {};
}

// RocksDB keeps a log of its own in the folder unless it is given another one.
class NoLog final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, std::va_list) override {}
};

// Those of ours that are there, in our order.
Result<std::vector<rocksdb::ColumnFamilyDescriptor>> columns_in(const rocksdb::DBOptions& options,
                                                                const std::filesystem::path& dir) {
  std::vector<std::string> names;
  const auto listed = rocksdb::DB::ListColumnFamilies(options, dir.string(), &names);
  if (!listed.ok()) return not_opened(listed, dir);
  auto columns = column_descriptors(StoreOptions{});
  std::erase_if(columns, [&names](const auto& column) {
    return std::find(names.begin(), names.end(), column.name) == names.end();
  });
  return columns;
}

}  // namespace

// RocksDB has no code for it: its lock is refused with an I/O error of these words.
bool is_locked(const rocksdb::Status& status) {
  const std::string text = status.ToString();
  return status.IsIOError() && (text.find("While lock file") != std::string::npos ||
                                text.find("lock hold by current process") != std::string::npos);
}

tl::unexpected<Error> failed(const rocksdb::Status& status, const char* doing) {
  const auto code = status.IsCorruption() ? store_errc::damaged : store_errc::io;
  return fail(code, std::string{doing} + ": " + status.ToString());
}

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& dir,
                                                 const StoreOptions& options) {
  const auto exists = holds_store(dir);
  if (!exists) return tl::unexpected(exists.error());
  if (auto room = has_room(dir); !room) return tl::unexpected(room.error());
  const auto database_options = rocks::database_options(options, /*create=*/!*exists);
  if (*exists) {
    if (auto known = refuse_unknown_columns(database_options, dir); !known)
      return tl::unexpected(known.error());
  }
  std::unique_ptr<Database> result{new Database};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const auto opened =
      rocksdb::DB::Open(database_options, dir.string(), column_descriptors(options), &handles, &result->db_);
  if (!opened.ok()) return not_opened(opened, dir);
  result->default_column_ = handles.front();
  std::copy(handles.begin() + 1, handles.end(), result->columns_.begin());
  if (auto checked = check_schema(*result); !checked) return tl::unexpected(checked.error());
  return result;
}

Result<std::unique_ptr<Database>> Database::open_to_look(const std::filesystem::path& dir) {
  auto options = database_options(StoreOptions{}, /*create=*/false);
  options.create_missing_column_families = false;
  options.info_log = std::make_shared<NoLog>();
  if (auto known = refuse_unknown_columns(options, dir); !known) return tl::unexpected(known.error());
  const auto columns = columns_in(options, dir);
  if (!columns) return tl::unexpected(columns.error());
  std::unique_ptr<Database> result{new Database};
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  const auto opened = rocksdb::DB::OpenForReadOnly(options, dir.string(), *columns, &handles, &result->db_);
  if (!opened.ok()) return not_opened(opened, dir);
  for (auto* handle : handles) {
    const auto* const found = std::find(kColumnNames.begin(), kColumnNames.end(), handle->GetName());
    if (found == kColumnNames.end()) {
      result->default_column_ = handle;
    } else {
      result->columns_[static_cast<std::size_t>(found - kColumnNames.begin())] = handle;
    }
  }
  return result;
}

Database::~Database() {
  if (db_ == nullptr) return;
  if (failed_) {
    // RocksDB asserts, in Debian's build too, when it closes a log that it failed to write. Left open, its
    // lock goes with the process.
    rocksdb::CancelAllBackgroundWork(db_, /*wait=*/true);
    return;
  }
  for (auto* column : columns_) {
    if (column != nullptr) db_->DestroyColumnFamilyHandle(column);
  }
  db_->DestroyColumnFamilyHandle(default_column_);
  delete db_;
}

Database::Snapshot Database::snapshot() {
  return {db_->GetSnapshot(), [this](const rocksdb::Snapshot* snapshot) { db_->ReleaseSnapshot(snapshot); }};
}

Status Database::scan(const Range& range, const Take& take) {
  if (column(range.column) == nullptr) return {};
  const rocksdb::Slice before = slice(range.before);
  rocksdb::ReadOptions options;
  options.snapshot = range.at.get();
  options.prefix_same_as_start = range.same_user;
  options.total_order_seek = !range.same_user;
  if (!before.empty()) options.iterate_upper_bound = &before;
  const std::unique_ptr<rocksdb::Iterator> at{db_->NewIterator(options, column(range.column))};
  for (at->Seek(slice(range.from)); at->Valid(); at->Next()) {
    const auto more = take(at->key().ToStringView(), at->value().ToStringView());
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
  }
  if (!at->status().ok()) return failed(at->status(), "cannot read");
  return {};
}

std::unique_ptr<rocksdb::Iterator> Database::cursor(Column column) {
  rocksdb::ReadOptions options;
  options.total_order_seek = true;
  return std::unique_ptr<rocksdb::Iterator>{db_->NewIterator(options, this->column(column))};
}

std::unique_ptr<rocksdb::Iterator> Database::user_cursor(Column column, const Snapshot& at) {
  rocksdb::ReadOptions options;
  options.snapshot = at.get();
  options.prefix_same_as_start = true;
  return std::unique_ptr<rocksdb::Iterator>{db_->NewIterator(options, this->column(column))};
}

Result<std::optional<std::string>> Database::get(Column column, std::string_view key) {
  if (this->column(column) == nullptr) return std::nullopt;
  std::string value;
  const auto status = db_->Get(rocksdb::ReadOptions{}, this->column(column), slice(key), &value);
  if (status.IsNotFound()) return std::nullopt;
  if (!status.ok()) return failed(status, "cannot read");
  return value;
}

Status Database::write(rocksdb::WriteBatch& batch, bool sync) {
  if (auto before = failed_before(); !before) return before;
  rocksdb::WriteOptions options;
  options.sync = sync;
  const auto status = db_->Write(options, &batch);
  if (!status.ok()) return fails_from_now_on(status, "cannot write");
  return {};
}

Status Database::sync() {
  if (auto before = failed_before(); !before) return before;
  const auto status = db_->SyncWAL();
  if (!status.ok()) return fails_from_now_on(status, "cannot bring the log to the disk");
  return {};
}

Status Database::failed_before() const {
  if (!failed_) return {};
  return fail(store_errc::io, "an earlier write failed: see to the disk, then start the resolver again");
}

tl::unexpected<Error> Database::fails_from_now_on(const rocksdb::Status& status, const char* doing) {
  failed_ = true;
  return failed(status, doing);
}

}  // namespace facet::resolver::rocks
