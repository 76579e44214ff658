#include "client/cli/week.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "client/cli/exit_code.h"
#include "client/cli/time_text.h"
#include "client/cli/tr.h"

namespace facet::cli {
namespace {

constexpr int kDays = 7;
constexpr std::uint8_t kEveryDay = 0x7F;
constexpr std::uint8_t kWeekdays = 0x1F;
constexpr std::uint8_t kWeekend = 0x60;
constexpr std::size_t kShortName = 3;
constexpr const char* kNames[kDays] = {"monday", "tuesday",  "wednesday", "thursday",
                                       "friday", "saturday", "sunday"};

std::string lower(std::string_view text) {
  std::string lowered{text};
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lowered;
}

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(' ');
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

std::optional<int> day_of(const std::string& word) {
  for (int day = 0; day < kDays; ++day) {
    const std::string_view name = kNames[day];
    if (word == name || word == name.substr(0, kShortName)) return day;
  }
  return std::nullopt;
}

// "mon" or "fri-mon", which goes over the end of the week.
std::optional<std::uint8_t> range_of(const std::string& text) {
  const auto dash = text.find('-');
  const auto first = day_of(trimmed(text.substr(0, dash)));
  const auto last = dash == std::string::npos ? first : day_of(trimmed(text.substr(dash + 1)));
  if (!first || !last) return std::nullopt;
  unsigned days = 0;
  for (int day = *first;; day = (day + 1) % kDays) {
    days |= 1U << static_cast<unsigned>(day);
    if (day == *last) return static_cast<std::uint8_t>(days);
  }
}

std::string short_name(int day) {
  constexpr const char* kShort[kDays] = {tr_noop("Mon"), tr_noop("Tue"), tr_noop("Wed"), tr_noop("Thu"),
                                         tr_noop("Fri"), tr_noop("Sat"), tr_noop("Sun")};
  return tr(kShort[day]);
}

bool has(std::uint8_t days, int day) {
  return day < kDays && (days >> static_cast<unsigned>(day) & 1U) != 0;
}

}  // namespace

Result<std::uint8_t> parse_days(std::string_view text) {
  const std::string lowered = trimmed(lower(text));
  if (lowered == "daily") return kEveryDay;
  if (lowered == "weekdays") return kWeekdays;
  if (lowered == "weekend") return kWeekend;
  unsigned days = 0;
  for (std::size_t at = 0; at <= lowered.size();) {
    const auto comma = std::min(lowered.find(',', at), lowered.size());
    const auto some = range_of(lowered.substr(at, comma - at));
    if (!some) {
      return fail(errc::bad_value, tr("'{}' are no days; write for example mon-fri, or sat,sun", text));
    }
    days |= *some;
    at = comma + 1;
  }
  return static_cast<std::uint8_t>(days);
}

std::string shown_days(std::uint8_t days) {
  if (days == kEveryDay) return tr("every day");
  std::string text;
  for (int day = 0; day < kDays; ++day) {
    if (!has(days, day)) continue;
    int last = day;
    while (has(days, last + 1)) ++last;
    if (!text.empty()) text += ", ";
    if (last - day < 2) last = day;  // two days are said one by one
    text += last == day ? short_name(day) : tr("{0}–{1}", short_name(day), short_name(last));
    day = last;
  }
  return text;
}

std::vector<std::string> day_words(std::uint8_t days) {
  std::vector<std::string> words;
  for (int day = 0; day < kDays; ++day) {
    if (has(days, day)) words.emplace_back(std::string_view{kNames[day]}.substr(0, kShortName));
  }
  return words;
}

Result<std::uint16_t> parse_clock(std::string_view text) {
  constexpr int kMinutesPerHour = 60;
  if (text == "24:00") return std::uint16_t{0};
  const auto moment = scan_moment(text);
  if (!moment || moment->has_date || moment->fields.tm_sec != 0) {
    return fail(errc::bad_value, tr("'{}' is no time of the day; write for example 09:00 or 17:30", text));
  }
  return static_cast<std::uint16_t>(moment->fields.tm_hour * kMinutesPerHour + moment->fields.tm_min);
}

std::string shown_clock(std::uint16_t minutes) {
  constexpr unsigned kMinutesPerHour = 60;
  return fmt::format("{:02}:{:02}", minutes / kMinutesPerHour, minutes % kMinutesPerHour);
}

}  // namespace facet::cli
