#include <rocksdb/env.h>

#include "resolver/adapters/rocksdb/database.h"
#include "resolver/adapters/rocksdb/verify.h"

namespace facet::resolver {

struct StoreLock::Held {
  rocksdb::FileLock* lock = nullptr;

  Held() = default;
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    if (lock != nullptr) rocksdb::Env::Default()->UnlockFile(lock).PermitUncheckedError();
  }
};

StoreLock::StoreLock(std::unique_ptr<Held> held) : held_(std::move(held)) {}
StoreLock::StoreLock(StoreLock&& other) noexcept = default;
StoreLock::~StoreLock() = default;

Result<StoreLock> StoreLock::take(const std::filesystem::path& dir) {
  auto held = std::make_unique<Held>();
  const auto status = rocksdb::Env::Default()->LockFile((dir / "LOCK").string(), &held->lock);
  if (rocks::is_locked(status)) {
    return fail(store_errc::locked, "a process has '" + dir.string() + "' open");
  }
  if (!status.ok()) return fail(store_errc::io, status.ToString());
  return StoreLock{std::move(held)};
}

}  // namespace facet::resolver
