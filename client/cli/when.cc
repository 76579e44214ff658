#include "client/cli/when.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "client/cli/exit_code.h"
#include "client/cli/time_text.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

using std::chrono::days;
using std::chrono::seconds;

bool same_clock(const std::tm& a, const std::tm& b) {
  return a.tm_year == b.tm_year && a.tm_mon == b.tm_mon && a.tm_mday == b.tm_mday && a.tm_hour == b.tm_hour &&
         a.tm_min == b.tm_min && a.tm_sec == b.tm_sec;
}

// Every moment that the clocks of the zone show as `fields`, in order: one, or two when they are set back.
// None when they are set forward over it: then the moment as much later.
std::vector<Time> moments_of(std::tm fields, const Zone& zone) {
  std::vector<Time> moments;
  Time latest{};
  for (const int summer : {0, 1, -1}) {
    fields.tm_isdst = summer;
    const Time time = zone.to_time(fields);
    latest = std::max(latest, time);
    if (same_clock(zone.to_local(time), fields)) moments.push_back(time);
  }
  if (moments.empty()) moments.push_back(latest);
  std::sort(moments.begin(), moments.end());
  return moments;
}

std::optional<Time> first_after(Time now, const std::vector<Time>& moments) {
  const auto found = std::upper_bound(moments.begin(), moments.end(), now);
  return found == moments.end() ? std::nullopt : std::optional{*found};
}

std::chrono::sys_days date_of(const std::tm& fields) {
  using namespace std::chrono;
  return sys_days{year{fields.tm_year + 1900} / (fields.tm_mon + 1) / fields.tm_mday};
}

// The clock of `fields` on the first day, from today on, on which it is still to come.
Time next_clock(std::tm fields, Time now, const Zone& zone) {
  std::chrono::sys_days day = date_of(zone.to_local(now));
  for (;; day += days{1}) {
    const std::chrono::year_month_day date{day};
    fields.tm_year = static_cast<int>(date.year()) - 1900;
    fields.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
    fields.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
    if (const auto time = first_after(now, moments_of(fields, zone))) return *time;
  }
}

std::optional<Time> resolve(const TypedMoment& moment, Time now, const Zone& zone) {
  const std::tm& fields = moment.fields;
  if (!moment.has_date) return next_clock(fields, now, zone);
  if (!moment.utc) return first_after(now, moments_of(fields, zone));
  const Time time = date_of(fields) + std::chrono::hours{fields.tm_hour} +
                    std::chrono::minutes{fields.tm_min} + seconds{fields.tm_sec};
  return first_after(now, {time});
}

}  // namespace

Result<seconds> parse_duration(std::string_view text) {
  const auto duration = scan_duration(text);
  if (!duration) {
    return fail(errc::bad_value, tr("'{}' is no duration; write for example 45m, 1h30m or 2d", text));
  }
  if (*duration <= seconds{0}) {
    return fail(errc::bad_value, tr("a duration must be longer than nothing; write for example 45m"));
  }
  if (*duration > kLongestSetting) {
    return fail(errc::bad_value,
                tr("'{}' is more than a year; leave it out for a status without an end", text));
  }
  return *duration;
}

Result<Time> parse_until(std::string_view text, Time now, const Zone& zone) {
  const auto moment = scan_moment(text);
  if (!moment) {
    return fail(errc::bad_value, tr("'{}' is no time; write for example 18:00 or 2026-12-24T18:00", text));
  }
  const auto time = resolve(*moment, now, zone);
  if (!time)
    return fail(errc::bad_value, tr("'{}' is over already; give a time that is still to come", text));
  if (*time - now > kLongestSetting) {
    return fail(errc::bad_value,
                tr("'{}' is more than a year away; leave it out for a status without an end", text));
  }
  return *time;
}

}  // namespace facet::cli
