#pragma once

#include <unordered_set>
#include <vector>

#include "client/lib/phone.h"
#include "client/lib/sqlite.h"

// The Views as last received, as verified payloads.
namespace facet::client {

// `expires_at`: when it is over by itself; kNoTime: never.
Status write_view(Database& db, UserId presentity, const Bytes& payload, Time expires_at = kNoTime);
Status erase_view(Database& db, UserId presentity);
// Erases every View whose presentity is not in `seen`, and gives those.
Result<std::vector<UserId>> sweep_views(Database& db, const std::unordered_set<UserId>& seen);
// Erases every View that is over at `now`, and gives whose they were.
Result<std::vector<UserId>> erase_expired_views(Database& db, Time now);
Result<Time> next_expiry(Database& db);  // kNoTime: there is none

// Every contact and every presentity with a View that is not over: by name, then number.
Result<std::vector<ContactView>> read_views(Database& db, Time now);

}  // namespace facet::client
