#include "resolver/domain/schedule.h"

#include <algorithm>

namespace facet::resolver {
namespace {

using std::chrono::days;
using std::chrono::local_days;

// What comes once a week, and not at all in the week in which the clocks jump over its hour.
constexpr days kTwoWeeks{14};

bool is_on(const ScheduleEntry& entry, local_days day) {
  const std::chrono::weekday weekday{day};
  return (entry.days >> (weekday.iso_encoding() - 1) & 1U) != 0;
}

// Every occurrence that begins on one of the days around `now`, from `before` days ago to `after` days ahead.
template <typename Visit>
void visit(const Presentity& presentity, const GroupState& group, Time now, days before, days after,
           Visit each) {
  const ZoneTable& zone = presentity.zone();
  const Time earliest = std::max(group.schedule_since, presentity.account().zone_since);
  const auto today = std::chrono::floor<days>(to_local(zone, now));
  for (const ScheduleEntry& entry : group.schedule) {
    for (local_days day = today - before; day <= today + after; day += days{1}) {
      if (!is_on(entry, day)) continue;
      const auto end_day = entry.to > entry.from ? day : day + days{1};
      const Time from = to_utc(zone, day + std::chrono::minutes{entry.from});
      const Time to = to_utc(zone, end_day + std::chrono::minutes{entry.to});
      // Nothing is left of an hour that the clocks jump over.
      if (std::max(from, earliest) < to) {
        const Time begin = std::max(from, earliest);
        each(Occurrence{&entry, begin, to, begin});
      }
    }
  }
}

}  // namespace

std::optional<Occurrence> occurrence_at(const Presentity& presentity, const GroupState& group, Time now) {
  std::optional<Occurrence> found;
  Time uncovered = kNoTime;  // when the last one that goes before it was over
  visit(presentity, group, now, days{2}, days{0}, [&](const Occurrence& one) {
    if (found) return;
    if (one.to <= now) {
      uncovered = std::max(uncovered, one.to);
    } else if (one.from <= now) {
      found = one;
    }
  });
  if (found) found->since = std::max(found->from, uncovered);
  return found;
}

std::optional<Occurrence> last_ended(const Presentity& presentity, const GroupState& group, Time now) {
  if (group.schedule.empty() || occurrence_at(presentity, group, now)) return std::nullopt;
  Time end = kNoTime;
  visit(presentity, group, now, kTwoWeeks + days{1}, days{0}, [&](const Occurrence& one) {
    if (one.to <= now) end = std::max(end, one.to);
  });
  if (end == kNoTime) return std::nullopt;
  return occurrence_at(presentity, group, end - std::chrono::seconds{1});
}

Time next_boundary(const Presentity& presentity, const GroupState& group, Time now) {
  Time next = kNoTime;
  const auto consider = [&](Time at) {
    if (at > now && (next == kNoTime || at < next)) next = at;
  };
  visit(presentity, group, now, days{1}, kTwoWeeks + days{1}, [&](const Occurrence& one) {
    consider(one.from);
    consider(one.to);
  });
  return next;
}

}  // namespace facet::resolver
