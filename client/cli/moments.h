#pragma once

#include <string>

#include "client/cli/zone.h"

// Moments as people and programs read them.
namespace facet::cli {

// "18:00" today, "tomorrow 18:00", else "2026-12-24 18:00"; "" for kNoTime.
std::string shown_time(Time time, Time now, const Zone& zone);

// "just now", "5 min ago", "3 h ago" within the last twelve hours, else as shown_time.
std::string shown_ago(Time time, Time now, const Zone& zone);

// "2026-12-24 18:00:05" in the zone: for lines of a log.
std::string shown_exact(Time time, const Zone& zone);

// "2026-12-24T17:00:00Z"; for JSON.
std::string iso8601(Time time);

}  // namespace facet::cli
