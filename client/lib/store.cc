#include "client/lib/store.h"

#include <iterator>

#include "client/lib/store_meta.h"
#include "client/lib/store_schema.h"
#include "client/lib/store_self.h"

namespace facet::client {
namespace {

constexpr auto kVersion = static_cast<std::int64_t>(std::size(kMigrations));

Result<std::int64_t> checked_version(Database& db) {
  const auto version = db.integer("PRAGMA user_version");
  if (!version) return fail(version.error());
  if (*version > kVersion) {
    return fail(errc::newer_store, "its version is " + std::to_string(*version) +
                                       ", this Facet knows up to " + std::to_string(kVersion) +
                                       "; update Facet");
  }
  return *version;
}

Status migrate(Database& db) {
  if (auto version = checked_version(db); !version || *version == kVersion) {
    return version ? Status{} : fail(version.error());
  }
  return db.atomically([&]() -> Status {
    // Again, now with the lock: another process may have migrated meanwhile.
    const auto version = checked_version(db);
    if (!version) return fail(version.error());
    for (auto step = *version; step < kVersion; ++step) {
      if (auto done = db.script(kMigrations[step]); !done) return done;
    }
    return db.script("PRAGMA user_version = " + std::to_string(kVersion));
  });
}

// A store left behind by another number must not send that one's changes in this one's name.
Status check_owner(Database& db, UserId user) {
  const auto owner = meta(db, "user");
  if (!owner) return fail(owner.error());
  if (*owner == 0) return set_meta(db, "user", to_column(user));
  if (*owner == to_column(user)) return {};
  return fail(errc::bad_profile, "the store in this folder belongs to another number; use another folder");
}

}  // namespace

Result<Store> Store::open(const std::filesystem::path& dir, const Profile& profile) {
  auto db = Database::open(dir / "facet.db");
  if (!db) return fail(db.error());
  if (auto migrated = migrate(*db); !migrated) return fail(migrated.error());
  if (auto owned = check_owner(*db, profile.user); !owned) return fail(owned.error());
  return Store{std::move(*db), profile.device};
}

Result<Revision> Store::next_revision(Instant now) {
  Revision next;
  auto done = db_.atomically([&]() -> Status {
    const auto seen = meta(db_, "seen");
    if (!seen) return fail(seen.error());
    next = Revision::next(now, device_, to_revision(*seen));
    return set_meta(db_, "seen", to_column(next));
  });
  if (!done) return fail(done.error());
  return next;
}

Status Store::saw(Revision revision) {
  return db_.run(
      "INSERT INTO meta(key, value) VALUES ('seen', ?) "
      "ON CONFLICT DO UPDATE SET value = excluded.value WHERE excluded.value > value",
      {to_column(revision)});
}

Status Store::set_seen(Revision known) {
  return set_meta(db_, "seen", to_column(known));
}

Result<bool> Store::changed_elsewhere() {
  const auto version = db_.integer("PRAGMA data_version");
  if (!version) return fail(version.error());
  const bool changed = *version != data_version_;
  data_version_ = *version;
  return changed;
}

Status Store::set_live(bool live) {
  auto done = set_meta(db_, "live", live ? 1 : 0);
  return done && !live ? set_told(db_, DeviceState::unset) : done;
}

Result<bool> Store::live() {
  const auto live = meta(db_, "live");
  if (!live) return fail(live.error());
  return *live != 0;
}

}  // namespace facet::client
