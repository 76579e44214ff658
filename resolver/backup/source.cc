#include "resolver/backup/source.h"

#include "resolver/backup/errc.h"
#include "resolver/ports/store.h"

namespace facet::resolver {

Result<Source> Source::open(const std::filesystem::path& store) {
  std::error_code error;
  if (!std::filesystem::exists(store / "CURRENT", error)) {
    if (error) {
      return fail(backup_errc::io, "cannot look into '" + store.string() + "': " + error.message() +
                                       "; run this as the resolver's user, or as root");
    }
    return fail(backup_errc::no_store, "'" + store.string() + "' holds no store and no backup");
  }
  auto lease = Lease::take(store);
  if (!lease) return tl::unexpected(lease.error());
  if (*lease) {
    const auto folder = (*lease)->folder();
    return Source{folder, std::move(*lease), std::nullopt};
  }
  auto lock = StoreLock::take(store);
  if (lock) return Source{store, nullptr, std::move(*lock)};
  if (lock.error().code != store_errc::locked) return fail(backup_errc::io, lock.error().detail);
  return fail(backup_errc::busy, lock.error().detail +
                                     " and does not answer: it is just starting or ending, or of an earlier "
                                     "version; try again, or stop it");
}

bool is_store_file(std::string_view name) {
  return name == "CURRENT" || name == "IDENTITY" || name.starts_with("MANIFEST-") ||
         name.starts_with("OPTIONS-") || name.ends_with(".sst") || name.ends_with(".log");
}

}  // namespace facet::resolver
