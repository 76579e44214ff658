#include <rocksdb/db.h>

#include "resolver/adapters/rocksdb/batch.h"
#include "resolver/adapters/rocksdb/store.h"

namespace facet::resolver::rocks {

Status RocksDbStore::commit(const Commit& commit) {
  const std::lock_guard one_by_one{commits_};
  Batch batch{*database_, commit.presentity};
  if (auto added = batch.add(commit); !added) return added;
  if (commit.log) {
    const auto newest = newest_logged(commit.presentity);
    if (!newest) return tl::unexpected(newest.error());
    batch.log(*newest + 1, *commit.log);
  }
  for (const auto& mark : commit.marks) batch.mark(mark);
  for (const auto& timer : commit.fired) batch.remove(timer);
  for (const auto& timer : commit.timers) batch.add(timer);
  if (commit.unregistered) batch.unregister(*commit.unregistered);
  if (commit.registered) batch.register_user(*commit.registered);
  if (batch.filled().Count() == 0) return {};

  std::unique_lock lock{outbox_, std::defer_lock};
  if (!commit.marks.empty()) lock.lock();
  return database_->write(batch.filled());
}

Status RocksDbStore::sync() {
  return database_->sync();
}

}  // namespace facet::resolver::rocks
