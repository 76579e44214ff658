#pragma once

#include <unordered_set>
#include <vector>

#include "client/lib/phone.h"
#include "client/lib/sqlite.h"

// The Views as last received, as verified payloads.
namespace facet::client {

Status write_view(Database& db, UserId presentity, const Bytes& payload);
Status erase_view(Database& db, UserId presentity);
// Erases every View whose presentity is not in `seen`, and gives those.
Result<std::vector<UserId>> sweep_views(Database& db, const std::unordered_set<UserId>& seen);

// Every contact and every presentity with a View: by name, then number.
Result<std::vector<ContactView>> read_views(Database& db);

}  // namespace facet::client
