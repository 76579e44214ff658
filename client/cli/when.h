#pragma once

#include <chrono>
#include <string_view>

#include "client/cli/zone.h"
#include "schemas/result.h"

// What people type behind --for and --until. Pure: `now` and the zone are arguments. Errors are
// errc::bad_value with a sentence that shows the right form.
namespace facet::cli {

inline constexpr std::chrono::days kLongestSetting{366};

// "1h30m", "45m", "2d", "1w2d", "90s", with blanks or not; more than nothing, at most kLongestSetting.
Result<std::chrono::seconds> parse_duration(std::string_view text);

// "18:00": the next moment that the clock shows it, today or tomorrow. "2026-12-24T18:00" (or a blank for the
// T, with seconds or not): that moment in the zone, or in UTC with a Z behind. After `now`, at most
// kLongestSetting. A time that the change to summer time leaves out is moved on by the change; of one that
// comes twice, the next.
Result<Time> parse_until(std::string_view text, Time now, const Zone& zone);

}  // namespace facet::cli
