#pragma once

#include <algorithm>
#include <chrono>
#include <iterator>
#include <vector>

#include "schemas/ids.h"

// What the clocks on the wall show somewhere, as a plain value: whoever reads the world's time zones makes
// one (ports/zones.h), the rules read it. Any thread may read the same one.
namespace facet::resolver {

// From `from` on, until the next change, clocks show UTC + `offset`. Ascending by `from`; the first is from
// the beginning of time (Time::min()). Between two changes lies more time than clocks jump by. Without any:
// UTC.
struct ZoneTable {
  struct Change {
    std::chrono::sys_seconds from;
    std::chrono::seconds offset;
    bool operator==(const Change&) const = default;
  };
  std::vector<Change> changes;
  bool operator==(const ZoneTable&) const = default;
};

inline std::chrono::seconds offset_at(const ZoneTable& zone, Time utc) {
  const auto next =
      std::upper_bound(zone.changes.begin(), zone.changes.end(), utc,
                       [](Time time, const ZoneTable::Change& change) { return time < change.from; });
  return next == zone.changes.begin() ? std::chrono::seconds{0} : std::prev(next)->offset;
}

inline std::chrono::local_seconds to_local(const ZoneTable& zone, Time utc) {
  return std::chrono::local_seconds{utc.time_since_epoch() + offset_at(zone, utc)};
}

// Of a local time that clocks show twice (they are set back) the first moment; of one that they never show
// (they are set forward over it) the moment in which they jump. So to_utc is never earlier for a later local
// time, and to_local(to_utc(l)) == l for every local time that there is.
inline Time to_utc(const ZoneTable& zone, std::chrono::local_seconds local) {
  const auto as_utc = Time{local.time_since_epoch()};
  // The first change at whose end clocks show more than `local`: what comes before is over by then.
  auto next = zone.changes.begin();
  if (next == zone.changes.end()) return as_utc;
  next = std::partition_point(std::next(next), zone.changes.end(), [&](const ZoneTable::Change& change) {
    return change.from + std::prev(&change)->offset <= as_utc;
  });
  const auto& change = *std::prev(next);
  return std::max(as_utc - change.offset, change.from);
}

}  // namespace facet::resolver
