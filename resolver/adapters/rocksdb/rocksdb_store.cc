#include "resolver/adapters/rocksdb/rocksdb_store.h"

#include <rocksdb/write_batch.h>

#include <algorithm>

#include "resolver/adapters/rocksdb/store.h"

namespace facet::resolver {
namespace rocks {
namespace {

// Apart from what the store itself keeps in `meta`.
std::string note_key(std::string_view name) {
  return "note/" + std::string{name};
}

}  // namespace

Result<std::unique_ptr<Store>> RocksDbStore::make(std::unique_ptr<Database> database,
                                                  const StoreOptions& options) {
  const std::size_t journal_entries = std::max<std::size_t>(options.journal_entries, 1);
  std::unique_ptr<RocksDbStore> store{new RocksDbStore{std::move(database), journal_entries}};
  if (auto read = store->read_journal_ends(); !read) return tl::unexpected(read.error());
  return store;
}

Result<std::optional<std::string>> RocksDbStore::note(std::string_view name) {
  return database_->get(Column::meta, note_key(name));
}

Status RocksDbStore::put_note(std::string_view name, std::string_view value) {
  rocksdb::WriteBatch batch;
  batch.Put(database_->column(Column::meta), note_key(name), rocksdb::Slice{value.data(), value.size()});
  return database_->write(batch);
}

}  // namespace rocks

Result<std::unique_ptr<Store>> open_rocksdb_store(const std::filesystem::path& dir,
                                                  const StoreOptions& options) {
  auto database = rocks::Database::open(dir, options);
  if (!database) return tl::unexpected(std::move(database.error()));
  return rocks::RocksDbStore::make(std::move(*database), options);
}

}  // namespace facet::resolver
