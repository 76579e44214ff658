#include <rocksdb/db.h>

#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"
#include "resolver/adapters/rocksdb/store.h"

namespace facet::resolver::rocks {
namespace {

// Goes over the watchers in one presentity's keys, which ascend as those that are asked for do. Contacts of
// one group often lie close together here too: a few steps first, and where they do not get there, a seek.
class WatcherCursor {
 public:
  WatcherCursor(Database& database, Column column, const Database::Snapshot& now, std::string_view first)
      : at_(database.user_cursor(column, now)) {
    seek(first);
  }

  // To the first key not below `key`; `key` never falls. False: this was the last.
  Result<bool> advance(std::string_view key) {
    constexpr int kSteps = 3;
    for (int step = 0; step < kSteps && below(key); ++step) at_->Next();
    if (below(key)) seek(key);
    if (at_->Valid()) return true;
    if (!at_->status().ok()) return failed(at_->status(), "cannot read");
    return false;
  }
  std::string_view key() const { return at_->key().ToStringView(); }
  std::string_view value() const { return at_->value().ToStringView(); }

 private:
  bool below(std::string_view key) const { return at_->Valid() && this->key() < key; }
  void seek(std::string_view key) { at_->Seek(rocksdb::Slice{key.data(), key.size()}); }

  std::unique_ptr<rocksdb::Iterator> at_;
};

struct Question {
  Database& database;
  Database::Snapshot now;
  UserId presentity;
  const std::vector<UserId>& watchers;
};

Status find_who_knows(const Question& asked, std::vector<Standing>& standings) {
  const auto key = [&](UserId watcher) { return watch_key(asked.presentity, watcher, kFirstKnown); };
  WatcherCursor at{asked.database, Column::watches, asked.now, key(asked.watchers.front()).view()};
  for (std::size_t i = 0; i < asked.watchers.size(); ++i) {
    const auto more = at.advance(key(asked.watchers[i]).view());
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    const auto found = parse_watch_key(at.key());
    if (!found) return damaged(Column::watches);
    standings[i].knows = found->user == asked.watchers[i];
  }
  return {};
}

Status find_stances(const Question& asked, std::vector<Standing>& standings) {
  const auto key = [&](UserId watcher) { return contact_key(asked.presentity, watcher); };
  WatcherCursor at{asked.database, Column::standings, asked.now, key(asked.watchers.front()).view()};
  for (std::size_t i = 0; i < asked.watchers.size(); ++i) {
    const auto more = at.advance(key(asked.watchers[i]).view());
    if (!more) return tl::unexpected(more.error());
    if (!*more) return {};
    const auto found = parse_contact_key(at.key());
    if (!found) return damaged(Column::standings);
    if (*found != asked.watchers[i]) continue;
    const auto stance = decode_standing_record(at.value());
    if (!stance) return tl::unexpected(stance.error());
    standings[i].stance = *stance;
  }
  return {};
}

}  // namespace

Result<std::vector<Standing>> RocksDbStore::standings(UserId presentity,
                                                      const std::vector<UserId>& watchers) {
  std::vector<Standing> standings(watchers.size());
  if (watchers.empty()) return standings;
  const Question asked{*database_, database_->snapshot(), presentity, watchers};
  if (auto found = find_who_knows(asked, standings); !found) return tl::unexpected(found.error());
  if (auto found = find_stances(asked, standings); !found) return tl::unexpected(found.error());
  return standings;
}

}  // namespace facet::resolver::rocks
