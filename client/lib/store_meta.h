#pragma once

#include <string>
#include <string_view>

#include "client/lib/sqlite.h"

// Single values of the store (store_schema.h lists them).
namespace facet::client {

Result<std::int64_t> meta(Database& db, std::string_view key);  // 0: absent
Status set_meta(Database& db, std::string_view key, std::int64_t value);

Result<std::string> text(Database& db, std::string_view key);  // empty: absent
Status set_text(Database& db, std::string_view key, std::string_view value);

}  // namespace facet::client
