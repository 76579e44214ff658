#include "resolver/adapters/rocksdb/checkpoint.h"

#include <rocksdb/db.h>
#include <rocksdb/utilities/checkpoint.h>

#include <memory>

#include "resolver/adapters/rocksdb/store.h"

namespace facet::resolver {
namespace rocks {

Status RocksDbStore::checkpoint(const std::filesystem::path& dir) {
  rocksdb::Checkpoint* made = nullptr;
  auto status = rocksdb::Checkpoint::Create(&database_->db(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint{made};
  // 0: everything is brought into tables first, so that the copy's log is all but empty and its bytes are
  // guarded by the tables' checksums.
  if (status.ok()) status = checkpoint->CreateCheckpoint(dir.string(), /*log_size_for_flush=*/0);
  if (!status.ok()) return failed(status, "cannot make a copy for the backup");
  return {};
}

}  // namespace rocks

Status make_checkpoint(Store& store, const std::filesystem::path& dir) {
  auto* ours = dynamic_cast<rocks::RocksDbStore*>(&store);
  if (ours == nullptr) return fail(store_errc::io, "only a store on disk can be backed up");
  return ours->checkpoint(dir);
}

}  // namespace facet::resolver
