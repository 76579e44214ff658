#include "client/lib/store_views.h"

#include "client/lib/store.h"
#include "schemas/decode.h"

namespace facet::client {
namespace {

Result<std::vector<UserId>> erase_all(Database& db, const std::string& sql,
                                      std::initializer_list<Value> values,
                                      const std::function<bool(UserId)>& meant) {
  std::vector<UserId> gone;
  auto read = db.each(sql, values, [&](const Row& row) {
    if (const auto presentity = to_user(row.integer(0)); meant(presentity)) gone.push_back(presentity);
  });
  if (!read) return fail(read.error());
  for (const auto presentity : gone) {
    if (auto erased = erase_view(db, presentity); !erased) return fail(erased.error());
  }
  return gone;
}

}  // namespace

Status write_view(Database& db, UserId presentity, const Bytes& payload, Time expires_at) {
  return db.run(
      "INSERT INTO views(presentity, payload, expires_at) VALUES (?1, ?2, ?3) "
      "ON CONFLICT DO UPDATE SET payload = ?2, expires_at = ?3",
      {to_column(presentity), Blob{payload}, to_column(expires_at)});
}

Status erase_view(Database& db, UserId presentity) {
  return db.run("DELETE FROM views WHERE presentity = ?", {to_column(presentity)});
}

Result<std::vector<UserId>> sweep_views(Database& db, const std::unordered_set<UserId>& seen) {
  return erase_all(db, "SELECT presentity FROM views", {},
                   [&](UserId presentity) { return !seen.contains(presentity); });
}

Result<std::vector<UserId>> erase_expired_views(Database& db, Time now) {
  return erase_all(db, "SELECT presentity FROM views WHERE expires_at != 0 AND expires_at <= ?",
                   {to_column(now)}, [](UserId) { return true; });
}

Result<Time> next_expiry(Database& db) {
  const auto next = db.integer("SELECT MIN(expires_at) FROM views WHERE expires_at != 0");
  if (!next) return fail(next.error());
  return to_moment(*next);
}

Result<std::vector<ContactView>> read_views(Database& db, Time now) {
  std::vector<ContactView> views;
  auto read = db.each(
      "WITH held AS (SELECT * FROM views WHERE expires_at = 0 OR expires_at > ?) "
      "SELECT number, COALESCE(name, ''), payload FROM "
      "(SELECT number FROM contacts UNION SELECT presentity FROM held) AS people "
      "LEFT JOIN contacts USING (number) LEFT JOIN held ON presentity = number ORDER BY name IS NULL, 2, 1",
      {to_column(now)}, [&](const Row& row) {
        ContactView one{to_user(row.integer(0)), row.bytes(1), std::nullopt};
        if (!row.null(2)) {
          if (auto view = decode_view(row.bytes(2))) one.view = std::move(*view);
        }
        views.push_back(std::move(one));
      });
  if (!read) return fail(read.error());
  return views;
}

}  // namespace facet::client
