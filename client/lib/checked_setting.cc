#include "client/lib/checked_setting.h"

#include <algorithm>

#include "client/lib/phone_types.h"
#include "schemas/limits.h"
#include "schemas/text.h"

namespace facet::client {
namespace {

constexpr std::uint8_t kEveryDay = 0x7F;
constexpr std::uint16_t kMinutesPerDay = 24 * 60;

Status check_entry(const ScheduleEntry& entry) {
  if (entry.days == 0 || entry.days > kEveryDay) {
    return fail(errc::bad_value, "days: an entry of a schedule needs a day of the week");
  }
  if (entry.from >= kMinutesPerDay || entry.to >= kMinutesPerDay) {
    return fail(errc::bad_value, "from, to: minutes of a day, 0 to 1439");
  }
  if (!is_sendable(entry.activity)) return fail(errc::bad_value, "a status needs an activity");
  return check_note(entry.note);
}

}  // namespace

Status check_note(std::string_view note) {
  if (note.size() > limits::kNoteBytes) {
    return fail(errc::over_limit,
                "note_bytes: a note has at most " + std::to_string(limits::kNoteBytes) + " bytes");
  }
  if (!is_clean_text(note)) {
    return fail(errc::bad_value, "a note is UTF-8 text without control characters");
  }
  return {};
}

Status check_until(Time until, Time now) {
  if (until == kNoTime) return {};
  if (until <= now) return fail(errc::bad_value, "until: this time is over already");
  if (until.time_since_epoch().count() > std::int64_t{0xFFFF'FFFF}) {
    return fail(errc::bad_value, "until: at most the year 2106");
  }
  return {};
}

Status check_setting(const Setting& setting, Time now) {
  if (!is_sendable(setting.activity)) return fail(errc::bad_value, "a status needs an activity");
  if (auto good = check_note(setting.note); !good) return good;
  return check_until(setting.until, now);
}

Status check_schedule(const Schedule& schedule) {
  if (schedule.size() > limits::kScheduleEntriesPerGroup) {
    return fail(errc::over_limit,
                "schedule_entries_per_group: at most " + std::to_string(limits::kScheduleEntriesPerGroup));
  }
  for (const auto& entry : schedule) {
    if (auto good = check_entry(entry); !good) return good;
  }
  return {};
}

Status check_automatic(const Automatic& automatic, Activity itself) {
  if (automatic.shows > Shows::instead) return fail(errc::bad_value, "shown, hidden, or as an activity");
  if (automatic.shows != Shows::instead) {
    return automatic.instead == Activity::unset ? Status{}
                                                : fail(errc::bad_value, "an activity is for `instead` only");
  }
  if (is_sendable(automatic.instead) && automatic.instead != itself) return {};
  return fail(errc::bad_value, "an automatic status is shown as another activity than its own");
}

Status check_people(const std::vector<UserId>& people) {
  if (people.empty()) return fail(errc::bad_value, "say whom");
  if (std::all_of(people.begin(), people.end(), [](UserId one) { return one.valid(); })) return {};
  return fail(errc::bad_value, "a number has 1 to 15 digits, the first not 0");
}

}  // namespace facet::client
