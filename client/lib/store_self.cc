#include "client/lib/store_self.h"

#include "client/lib/store.h"
#include "client/lib/store_meta.h"
#include "schemas/limits.h"

namespace facet::client {

Status begin_call(Database& db, Time now) {
  const auto since = call_since(db, now);
  if (!since) return fail(since.error());
  if (auto renewed = renew_call(db, now); !renewed || *since) return renewed;
  return set_meta(db, "call", to_column(now));
}

Status end_call(Database& db) {
  return set_meta(db, "call", 0);
}

Status renew_call(Database& db, Time now) {
  return set_meta(db, "call_at", to_column(now));
}

Result<std::optional<Time>> call_since(Database& db, Time now) {
  const auto since = meta(db, "call");
  const auto said = meta(db, "call_at");
  if (!since) return fail(since.error());
  if (!said) return fail(said.error());
  if (*since == 0) return std::nullopt;
  const auto age = now - to_moment(*said);
  const bool over = age > limits::kCall || age < -limits::kCall;  // also after the clock was set back
  return over ? std::nullopt : std::optional{to_moment(*since)};
}

Status set_told(Database& db, DeviceState state) {
  return set_meta(db, "told", static_cast<std::int64_t>(state));
}

Result<DeviceState> told(Database& db) {
  const auto state = meta(db, "told");
  if (!state) return fail(state.error());
  return static_cast<DeviceState>(*state);
}

Status set_erased(Database& db, Time now) {
  return set_meta(db, "erased", to_column(now));
}

Result<std::optional<Time>> erased_at(Database& db) {
  const auto at = meta(db, "erased");
  if (!at) return fail(at.error());
  return *at == 0 ? std::nullopt : std::optional{to_moment(*at)};
}

Status check_not_erased(Database& db) {
  const auto at = erased_at(db);
  if (!at) return fail(at.error());
  if (*at) return fail(errc::erased, "to begin anew, remove this folder and make a profile again");
  const auto waits = db.integer("SELECT EXISTS(SELECT 1 FROM pending WHERE kind = 'account')");
  if (!waits) return fail(waits.error());
  if (*waits != 0) return fail(errc::erased, "that waits to be sent; `facet sync` sends it");
  return {};
}

}  // namespace facet::client
