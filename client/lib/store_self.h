#pragma once

#include <optional>

#include "client/lib/sqlite.h"
#include "schemas/messages.h"

// What this phone says of itself, and whether its account is still there.
namespace facet::client {

// A call that nobody said again for limits::kCall is over, here as at the resolver: it does not come back
// with a phone that is opened the next day.
Status begin_call(Database& db, Time now);  // one that runs goes on
Status end_call(Database& db);
Status renew_call(Database& db, Time now);
Result<std::optional<Time>> call_since(Database& db, Time now);

// What the resolver has last acknowledged over the connection that stands; unset: nothing, or there is none.
Status set_told(Database& db, DeviceState state);
Result<DeviceState> told(Database& db);

Status set_erased(Database& db, Time now);
Result<std::optional<Time>> erased_at(Database& db);
// errc::erased: it was, or an AccountEdit waits for its receipt.
Status check_not_erased(Database& db);

}  // namespace facet::client
