#include "tests/scenarios/calendar.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace facet::scenarios {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::seconds;

constexpr std::array<std::string_view, 7> kWeekdays = {"monday", "tuesday",  "wednesday", "thursday",
                                                       "friday", "saturday", "sunday"};
constexpr std::array<std::string_view, 11> kNumbers = {"no",  "one",   "two",   "three", "four", "five",
                                                       "six", "seven", "eight", "nine",  "ten"};

std::optional<int> number_of(std::string_view word) {
  if (word == "a" || word == "an") return 1;
  for (std::size_t i = 1; i < kNumbers.size(); ++i) {
    if (kNumbers[i] == word) return static_cast<int>(i);
  }
  int number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error != std::errc{} || end != word.data() + word.size() || number < 0) return std::nullopt;
  return number;
}

std::optional<seconds> unit_of(std::string_view word) {
  if (word.ends_with('s')) word.remove_suffix(1);
  if (word == "second") return seconds{1};
  if (word == "minute") return std::chrono::minutes{1};
  if (word == "hour") return std::chrono::hours{1};
  if (word == "day") return days{1};
  if (word == "week") return days{7};
  return std::nullopt;
}

std::optional<local_days> date_of(std::string_view word) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  char rest = 0;
  if (std::sscanf(std::string{word}.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3)
    return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  if (!date.ok()) return std::nullopt;
  return local_days{date};
}

// "09:30" or "09:30:15".
std::optional<seconds> time_of_day(std::string_view word) {
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
  char rest = 0;
  const int read = std::sscanf(std::string{word}.c_str(), "%2u:%2u:%2u%c", &hour, &minute, &second, &rest);
  if ((read != 2 && read != 3) || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return std::chrono::hours{hour} + std::chrono::minutes{minute} + seconds{second};
}

}  // namespace

unsigned weekday_of(std::string_view word) {
  for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
    if (word == kWeekdays[i] || word == kWeekdays[i].substr(0, 3)) return static_cast<unsigned>(i) + 1;
  }
  return 0;
}

std::optional<std::chrono::minutes> minutes_of(std::string_view word) {
  const auto time = time_of_day(word);
  if (!time || *time % std::chrono::minutes{1} != seconds{0}) return std::nullopt;
  return std::chrono::duration_cast<std::chrono::minutes>(*time);
}

Time Calendar::moment(Words& words, Time now, Direction direction) const {
  const auto date = date_of(words.peek());
  const unsigned weekday = weekday_of(words.peek());
  if (date || weekday != 0) words.word("a day");
  const auto time = time_of_day(words.peek());
  if (!time) words.wrong("a time like 19:00");
  words.word("a time");
  if (date) return resolver::to_utc(*zone_, *date + *time);
  const auto today = std::chrono::floor<days>(resolver::to_local(*zone_, now));
  for (int i = 0; i <= 8; ++i) {
    const auto day = direction == Direction::next ? today + days{i} : today - days{i};
    if (weekday != 0 && std::chrono::weekday{day}.iso_encoding() != weekday) continue;
    const Time at = resolver::to_utc(*zone_, day + *time);
    if (direction == Direction::next ? at > now : at <= now) return at;
  }
  throw ScriptError("there is no such time");
}

Time Calendar::next(Words& words, Time now) const {
  return moment(words, now, Direction::next);
}

Time Calendar::last(Words& words, Time now) const {
  return moment(words, now, Direction::last);
}

bool is_duration(const Words& words) {
  return number_of(words.peek()).has_value() && unit_of(words.peek(1)).has_value();
}

seconds take_duration(Words& words) {
  if (!is_duration(words)) words.wrong("a duration like 'two hours'");
  const int number = *number_of(words.word("a number"));
  return number * *unit_of(words.word("a unit"));
}

}  // namespace facet::scenarios
