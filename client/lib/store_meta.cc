#include "client/lib/store_meta.h"

namespace facet::client {

Result<std::int64_t> meta(Database& db, std::string_view key) {
  return db.integer("SELECT value FROM meta WHERE key = ?", {key});
}

Status set_meta(Database& db, std::string_view key, std::int64_t value) {
  return db.run("INSERT INTO meta(key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
                {key, value});
}

Result<std::string> text(Database& db, std::string_view key) {
  std::string value;
  auto read =
      db.each("SELECT value FROM texts WHERE key = ?", {key}, [&](const Row& row) { value = row.bytes(0); });
  if (!read) return fail(read.error());
  return value;
}

Status set_text(Database& db, std::string_view key, std::string_view value) {
  return db.run(
      "INSERT INTO texts(key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
      {key, value});
}

}  // namespace facet::client
