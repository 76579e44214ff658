#pragma once

#include <filesystem>

#include "client/lib/phone.h"
#include "client/lib/sqlite.h"

// `<dir>/facet.db`: the phone's own store. What the tables hold stands in store_schema.h; the functions that
// read and write them are in store_*.h, one file per subject, and take the Database.
namespace facet::client {

// One connection to the store. Not thread-safe: every thread, and every process, opens its own.
class Store {
 public:
  // Creates or migrates it. errc::newer_store: nothing was touched. errc::bad_profile: it is another
  // number's.
  static Result<Store> open(const std::filesystem::path& dir, const Profile& profile);

  Database& db() { return db_; }

  // A revision above every one made or seen on this phone, whatever the clock says; remembered before it is
  // returned. Inside atomically() it is taken back with the rest.
  Result<Revision> next_revision(Instant now);
  // Somebody else's revision: the next ones will be above it.
  Status saw(Revision revision);
  // After the clock had run ahead: the next revisions start above `known`, the newest the resolver has.
  Status set_seen(Revision known);

  // Whether another connection (of this process or another) has written since the last call.
  Result<bool> changed_elsewhere();

  // Whether the process that is online has everything there was to fetch, and its connection stands.
  Status set_live(bool live);
  Result<bool> live();

 private:
  Store(Database db, DeviceId device) : db_(std::move(db)), device_(device) {}

  Database db_;
  DeviceId device_;
  std::int64_t data_version_ = 0;
};

// Revisions in SQLite's signed 64 bits.
inline std::int64_t to_column(Revision revision) {
  return static_cast<std::int64_t>(revision.value());
}
inline Revision to_revision(std::int64_t column) {
  return Revision{static_cast<std::uint64_t>(column)};
}
inline std::int64_t to_column(UserId user) {
  return static_cast<std::int64_t>(user.value());
}
inline UserId to_user(std::int64_t column) {
  return UserId{static_cast<std::uint64_t>(column)};
}
inline std::int64_t to_column(GroupId group) {
  return group.value();
}
inline GroupId to_group(std::int64_t column) {
  return GroupId{static_cast<std::uint32_t>(column)};
}
inline std::int64_t to_column(Time time) {
  return time.time_since_epoch().count();
}
inline Time to_moment(std::int64_t column) {
  return Time{std::chrono::seconds{column}};
}

}  // namespace facet::client
