#pragma once

#include <algorithm>
#include <functional>
#include <mutex>
#include <string>

#include "resolver/domain/terms.h"
#include "resolver/log/counters.h"
#include "resolver/log/log.h"
#include "resolver/pipeline/outbox.h"
#include "resolver/pipeline/presentities.h"
#include "resolver/pipeline/readers.h"
#include "resolver/pipeline/registry.h"
#include "resolver/ports/bus.h"
#include "resolver/ports/clock.h"
#include "resolver/ports/store.h"
#include "resolver/ports/zones.h"

namespace facet::resolver {

// The id of a backfill's Target: everybody's View for the user, or only of those whom it does not know.
inline constexpr std::uint64_t kEverybody = 0;
inline constexpr std::uint64_t kStrangersOnly = 1;

// What the steps of the pipeline share. `mutex` guards `presentities` and `registry` and makes one step of
// decide-and-commit, or of read-and-publish, whole; the others look after themselves. No call that can block
// on the network is made while it is held.
struct Core {
  Store& store;
  Bus& bus;
  const Clock& clock;
  Log& log;
  Counters& counters;
  Zones& zones;
  std::string id;   // of this resolver among several
  Terms settled{};  // what the operator decided; terms() is for the domain
  SteadyClock steady = &std::chrono::steady_clock::now;

  std::mutex mutex{};
  Registry registry{};
  Presentities presentities{store, zones, registry.formers()};
  Outbox outbox{};
  Time fired_to = kNoTime;     // the latest timer that was carried out, by any run; guarded by `mutex`
  Time carried_out = kNoTime;  // timers due up to here have been seen to; guarded by `mutex`

  // With `mutex` held.
  Terms terms() const { return {settled.grace, settled.follow, carried_out}; }
  Readers readers() const { return {store, registry}; }

  // Everything is decided and shown as of now, but never as of a time before a timer that was carried out:
  // were the clock set back, what it ended would be shown again, or be decided on as if it lasted, and
  // nothing would end it. With `mutex` held.
  Instant now() const { return not_before_timers(clock.now()); }
  Instant not_before_timers(Instant at) const { return std::max(at, Instant{fired_to}); }
  Time shown_at() const { return to_time(now()); }

  // The disk no longer keeps what it is given: nothing may be promised any more. Perhaps more than once.
  std::function<void(const Error&)> fatal{};
};

}  // namespace facet::resolver
