#include <rocksdb/db.h>

#include <algorithm>
#include <array>
#include <limits>

#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"
#include "resolver/adapters/rocksdb/store.h"

namespace facet::resolver::rocks {
namespace {

// The first user that a page may hold; nullopt behind the last possible one.
std::optional<UserId> behind(UserId after) {
  if (after.value() == std::numeric_limits<std::uint64_t>::max()) return std::nullopt;
  return UserId{after.value() + 1};
}

// Goes from user to user over a column, past everything else of each.
class UserCursor {
 public:
  UserCursor(Database& database, Column column) : column_(column), at_(database.cursor(column)) {}

  // To the first user not below `from`; `from` never falls. Stands still where it is there already.
  Status advance(UserId from) {
    if (ended_ || (user_ && *user_ >= from)) return {};
    const UserKey key = user_key(from);
    at_->Seek(rocksdb::Slice{key.view().data(), key.view().size()});
    user_.reset();
    if (!at_->Valid()) {
      ended_ = true;
      if (!at_->status().ok()) return failed(at_->status(), "cannot read");
      return {};
    }
    user_ = parse_user(at_->key().ToStringView());
    if (!user_) return damaged(column_);
    return {};
  }
  // nullopt: the end.
  std::optional<UserId> user() const { return user_; }

 private:
  Column column_;
  std::unique_ptr<rocksdb::Iterator> at_;
  std::optional<UserId> user_;
  bool ended_ = false;
};

}  // namespace

Result<std::vector<UserId>> RocksDbStore::presentities_holding(UserId contact, UserId after,
                                                               std::size_t max) {
  std::vector<UserId> users;
  const auto first = behind(after);
  if (!first || max == 0) return users;
  const auto from = watch_key(contact, *first, GroupId{0});
  const Database::Range range{
      .column = Column::watches, .from = from.view(), .before = {}, .same_user = true, .at = nullptr};
  const auto scanned = database_->scan(range, [&](auto key, auto) -> Result<bool> {
    const auto watch = parse_watch_key(key);
    if (!watch) return damaged(Column::watches);
    if (!users.empty() && users.back() == watch->user) return true;  // in another group too
    if (users.size() == max) return false;
    users.push_back(watch->user);
    return true;
  });
  if (!scanned) return tl::unexpected(scanned.error());
  return users;
}

Result<std::vector<UserId>> RocksDbStore::followed_by(UserId contact, std::size_t max) {
  std::vector<UserId> users;
  if (max == 0) return users;
  const UserKey from = user_key(contact);
  const Database::Range range{
      .column = Column::watches, .from = from.view(), .before = {}, .same_user = true, .at = nullptr};
  const auto scanned = database_->scan(range, [&](auto key, auto) -> Result<bool> {
    const auto watch = parse_watch_key(key);
    if (!watch) return damaged(Column::watches);
    if (watch->group == kFollower) users.push_back(watch->user);
    return users.size() < max;
  });
  if (!scanned) return tl::unexpected(scanned.error());
  return users;
}

// A user may have records in any one of the three without the others; whoever has one is listed.
Result<std::vector<UserId>> RocksDbStore::presentities(UserId after, std::size_t max) {
  std::vector<UserId> users;
  std::array<UserCursor, 3> cursors{UserCursor{*database_, Column::groups},
                                    UserCursor{*database_, Column::edges},
                                    UserCursor{*database_, Column::contacts}};
  auto from = behind(after);
  while (from && users.size() < max) {
    std::optional<UserId> lowest;
    for (auto& cursor : cursors) {
      if (auto moved = cursor.advance(*from); !moved) return tl::unexpected(moved.error());
      if (cursor.user()) lowest = lowest ? std::min(*lowest, *cursor.user()) : *cursor.user();
    }
    if (!lowest) break;
    users.push_back(*lowest);
    from = behind(*lowest);
  }
  return users;
}

Result<std::vector<UserId>> RocksDbStore::registered(UserId after, std::size_t max) {
  std::vector<UserId> users;
  const auto first = behind(after);
  if (!first || max == 0) return users;
  const UserKey from = user_key(*first);
  const Database::Range range{.column = Column::users, .from = from.view(), .before = {}, .at = nullptr};
  const auto scanned = database_->scan(range, [&](auto key, auto) -> Result<bool> {
    const auto user = parse_user_key(key);
    if (!user) return damaged(Column::users);
    users.push_back(*user);
    return users.size() < max;
  });
  if (!scanned) return tl::unexpected(scanned.error());
  return users;
}

Result<std::vector<std::pair<UserId, Account>>> RocksDbStore::accounts(UserId after, std::size_t max) {
  std::vector<std::pair<UserId, Account>> accounts;
  const auto first = behind(after);
  if (!first || max == 0) return accounts;
  const UserKey from = user_key(*first);
  const Database::Range range{.column = Column::accounts, .from = from.view(), .before = {}, .at = nullptr};
  const auto scanned = database_->scan(range, [&](auto key, auto value) -> Result<bool> {
    const auto user = parse_user_key(key);
    if (!user) return damaged(Column::accounts);
    auto account = decode_account_record(value);
    if (!account) return tl::unexpected(account.error());
    accounts.emplace_back(*user, std::move(*account));
    return accounts.size() < max;
  });
  if (!scanned) return tl::unexpected(scanned.error());
  return accounts;
}

Result<std::vector<Connection>> RocksDbStore::connected(UserId user, DeviceId device, std::size_t max) {
  std::vector<Connection> connections;
  if (max == 0) return connections;
  const std::string behind = std::string{device_key(user, device).view()} + '\0';
  const Database::Range range{.column = Column::devices, .from = behind, .before = {}, .at = nullptr};
  const auto scanned = database_->scan(range, [&](auto key, auto value) -> Result<bool> {
    const auto id = parse_device_key(key);
    if (!id) return damaged(Column::devices);
    const auto found = decode_device_record(value);
    if (!found) return tl::unexpected(found.error());
    if (found->link == LinkState::connected) connections.push_back({*parse_user(key), *id, found->session});
    return connections.size() < max;
  });
  if (!scanned) return tl::unexpected(scanned.error());
  return connections;
}

Result<std::vector<Timer>> RocksDbStore::due(Time now, std::size_t max) {
  std::vector<Timer> timers;
  if (max == 0) return timers;
  const auto end = timers_after(now);
  const Database::Range range{.column = Column::timers, .from = {}, .before = end.view(), .at = nullptr};
  const auto scanned = database_->scan(range, [&](auto key, auto) -> Result<bool> {
    const auto timer = parse_timer_key(key);
    if (!timer) return damaged(Column::timers);
    timers.push_back(*timer);
    return timers.size() < max;
  });
  if (!scanned) return tl::unexpected(scanned.error());
  return timers;
}

}  // namespace facet::resolver::rocks
