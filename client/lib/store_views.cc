#include "client/lib/store_views.h"

#include "client/lib/store.h"
#include "schemas/decode.h"

namespace facet::client {

Status write_view(Database& db, UserId presentity, const Bytes& payload) {
  return db.run(
      "INSERT INTO views(presentity, payload) VALUES (?, ?) ON CONFLICT DO UPDATE SET payload = "
      "excluded.payload",
      {to_column(presentity), Blob{payload}});
}

Status erase_view(Database& db, UserId presentity) {
  return db.run("DELETE FROM views WHERE presentity = ?", {to_column(presentity)});
}

Result<std::vector<UserId>> sweep_views(Database& db, const std::unordered_set<UserId>& seen) {
  std::vector<UserId> gone;
  auto read = db.each("SELECT presentity FROM views", {}, [&](const Row& row) {
    const auto presentity = to_user(row.integer(0));
    if (!seen.contains(presentity)) gone.push_back(presentity);
  });
  if (!read) return fail(read.error());
  for (const auto presentity : gone) {
    if (auto erased = erase_view(db, presentity); !erased) return fail(erased.error());
  }
  return gone;
}

Result<std::vector<ContactView>> read_views(Database& db) {
  std::vector<ContactView> views;
  auto read = db.each(
      "SELECT number, COALESCE(name, ''), payload FROM "
      "(SELECT number FROM contacts UNION SELECT presentity FROM views) AS people "
      "LEFT JOIN contacts USING (number) LEFT JOIN views ON presentity = number ORDER BY name IS NULL, 2, 1",
      {}, [&](const Row& row) {
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
