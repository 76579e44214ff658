#include "client/cli/moments.h"

#include <chrono>

#include "client/cli/tr.h"

namespace facet::cli {
namespace {

std::string formatted(const char* form, const std::tm& fields) {
  char text[64];
  return std::string(text, std::strftime(text, sizeof text, form, &fields));
}

bool same_day(const std::tm& a, const std::tm& b) {
  return a.tm_year == b.tm_year && a.tm_yday == b.tm_yday;
}

constexpr std::chrono::hours kRecent{12};

}  // namespace

std::string shown_time(Time time, Time now, const Zone& zone) {
  if (time == kNoTime) return {};
  const std::tm fields = zone.to_local(time);
  const std::tm today = zone.to_local(now);
  if (same_day(fields, today)) return formatted("%H:%M", fields);
  std::tm tomorrow = today;  // its noon, which no change of the clocks comes near
  tomorrow.tm_mday += 1;
  tomorrow.tm_hour = 12;
  tomorrow.tm_isdst = -1;
  if (same_day(fields, zone.to_local(zone.to_time(tomorrow)))) {
    return tr("tomorrow {}", formatted("%H:%M", fields));
  }
  return formatted("%Y-%m-%d %H:%M", fields);
}

std::string shown_ago(Time time, Time now, const Zone& zone) {
  using namespace std::chrono;
  const auto age = now - time;
  if (time == kNoTime || age < seconds{0} || age > kRecent) return shown_time(time, now, zone);
  if (age < minutes{1}) return tr("just now");
  if (age < hours{1}) return tr("{} min ago", duration_cast<minutes>(age).count());
  return tr("{} h ago", duration_cast<hours>(age).count());
}

std::string shown_exact(Time time, const Zone& zone) {
  return formatted("%Y-%m-%d %H:%M:%S", zone.to_local(time));
}

std::string iso8601(Time time) {
  const std::time_t seconds = time.time_since_epoch().count();
  std::tm fields{};
  gmtime_r(&seconds, &fields);
  return formatted("%Y-%m-%dT%H:%M:%SZ", fields);
}

}  // namespace facet::cli
