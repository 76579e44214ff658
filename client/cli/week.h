#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/messages.h"
#include "schemas/result.h"

// Days of the week and times of the day, as they are typed and read. Pure. Errors are errc::bad_value with a
// sentence that shows the right form.
namespace facet::cli {

// Bit 0 is Monday (ScheduleEntry::days). "mon-fri", "sat,sun", "fri-mon", "daily", "weekdays", "weekend";
// names of days in English, whole or their first three letters, whatever the case.
Result<std::uint8_t> parse_days(std::string_view text);
// "Mon–Fri", "Mon, Wed", "every day" in the chosen language.
std::string shown_days(std::uint8_t days);
// "mon", "tue", ...: for JSON.
std::vector<std::string> day_words(std::uint8_t days);

// "09:00": minutes since midnight. "24:00" is the midnight at the end of the day: 0.
Result<std::uint16_t> parse_clock(std::string_view text);
// "09:00"
std::string shown_clock(std::uint16_t minutes);

}  // namespace facet::cli
