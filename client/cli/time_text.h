#pragma once

#include <chrono>
#include <ctime>
#include <optional>
#include <string_view>

// The forms of durations and moments, without what they mean at a given time (when.h). nullopt: another form.
namespace facet::cli {

// "1h30m" and the like; units of falling size, each once.
std::optional<std::chrono::seconds> scan_duration(std::string_view text);

struct TypedMoment {
  std::tm fields{};  // hour, minute, second; year, month and day when has_date
  bool has_date = false;
  bool utc = false;
};
// "18:00", "2026-12-24T18:00:00Z"; a day that the calendar does not have is none.
std::optional<TypedMoment> scan_moment(std::string_view text);

}  // namespace facet::cli
