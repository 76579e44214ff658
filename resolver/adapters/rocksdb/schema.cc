#include "resolver/adapters/rocksdb/schema.h"

#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "resolver/adapters/rocksdb/database.h"
#include "resolver/adapters/rocksdb/records.h"

namespace facet::resolver::rocks {
namespace {

Result<bool> is_empty(Database& database) {
  bool empty = true;
  for (std::size_t i = 0; i < kColumns && empty; ++i) {
    const Database::Range all{.column = static_cast<Column>(i), .from = {}, .before = {}, .at = nullptr};
    const auto scanned = database.scan(all, [&](auto, auto) -> Result<bool> { return empty = false; });
    if (!scanned) return tl::unexpected(scanned.error());
  }
  return empty;
}

Status write_schema(Database& database) {
  std::string record;
  encode_number_record(kSchemaVersion, record);
  rocksdb::WriteBatch batch;
  batch.Put(database.column(Column::meta), rocksdb::Slice{kSchemaKey.data(), kSchemaKey.size()}, record);
  return database.write(batch, /*sync=*/true);
}

// Also after a start that ended between making the store and writing the version.
Status begin_schema(Database& database) {
  const auto empty = is_empty(database);
  if (!empty) return tl::unexpected(empty.error());
  if (!*empty) return damaged(Column::meta);
  return write_schema(database);
}

}  // namespace

tl::unexpected<Error> newer_schema(const std::string& seen) {
  return fail(store_errc::newer_schema, "a newer version of Facet wrote this store (" + seen +
                                            "; this one knows schema " + std::to_string(kSchemaVersion) +
                                            "): upgrade Facet on this machine, or restore an older backup");
}

Status check_schema(Database& database) {
  const auto record = database.get(Column::meta, kSchemaKey);
  if (!record) return tl::unexpected(record.error());
  if (!*record) return begin_schema(database);
  const auto version = decode_number_record(Column::meta, **record);
  if (!version) return tl::unexpected(version.error());
  if (*version > kSchemaVersion) return newer_schema("schema " + std::to_string(*version));
  if (*version == 0) return damaged(Column::meta);
  if (*version < kSchemaVersion) return write_schema(database);
  return {};
}

}  // namespace facet::resolver::rocks
