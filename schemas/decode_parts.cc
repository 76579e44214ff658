#include "schemas/decode_parts.h"

#include "schemas/limits.h"
#include "schemas/text.h"

namespace facet::decode_parts {
namespace {

using verify::check_activity;
using verify::check_text;
using verify::refuse;
using verify::size_of;
using verify::text_of;
using verify::time_of;

constexpr std::uint8_t kEveryDay = 0x7F;
constexpr std::uint16_t kMinutesPerDay = 24 * 60;

template <typename T>
bool has_repetition(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  return std::adjacent_find(values.begin(), values.end()) != values.end();
}

Check check_entry(const wire::ScheduleEntry& entry, std::size_t notes) {
  if (entry.days() == 0 || entry.days() > kEveryDay) return refuse(Reason::bad_value, "days", kEveryDay);
  if (entry.from() >= kMinutesPerDay) return refuse(Reason::bad_value, "from", kMinutesPerDay - 1);
  if (entry.to() >= kMinutesPerDay) return refuse(Reason::bad_value, "to", kMinutesPerDay - 1);
  return check_setting(static_cast<std::uint8_t>(entry.activity()), entry.note(), notes);
}

// An automatic status shown as itself is Shows::shown, not Shows::instead.
Check check_automatic(const Automatic& automatic, Activity itself, Newer newer, const std::string& field) {
  if (automatic.shows > Shows::instead) {
    return newer == Newer::kept ? std::nullopt : Check{refuse(Reason::bad_value, field)};
  }
  const bool wanted = automatic.shows == Shows::instead;
  const bool given = automatic.instead != Activity::unset;
  const bool usable = is_sendable(automatic.instead) && automatic.instead != itself;
  if (wanted == given && (!wanted || usable)) return std::nullopt;
  return refuse(Reason::bad_value, field + "_instead");
}

}  // namespace

Check check_disjoint(std::vector<UserId> all, const std::vector<UserId>& more) {
  all.insert(all.end(), more.begin(), more.end());
  if (!has_repetition(all)) return std::nullopt;
  return refuse(Reason::bad_value, "same_contact_twice");
}

Check check_no_group_twice(std::vector<std::uint32_t> groups) {
  if (!has_repetition(groups)) return std::nullopt;
  return refuse(Reason::bad_value, "same_group_twice");
}

Check check_notes(const Texts* notes) {
  if (size_of(notes) > limits::kNotesPerMessage) {
    return refuse(Reason::over_limit, "notes_per_message", limits::kNotesPerMessage);
  }
  for (std::size_t i = 0; i < size_of(notes); ++i) {
    if (auto wrong = check_text(at(notes, i), limits::kNoteBytes, "note_bytes")) return wrong;
  }
  return std::nullopt;
}

Check check_setting(std::uint8_t activity, std::uint8_t note, std::size_t notes) {
  if (auto wrong = check_activity(activity)) return wrong;
  if (note > notes) return refuse(Reason::bad_value, "note");
  return std::nullopt;
}

std::string note_of(const Texts* notes, std::uint8_t note) {
  return note == 0 ? std::string{} : text_of(at(notes, note - 1U));
}

Check check_schedule(const Entries* entries, std::size_t notes) {
  if (size_of(entries) > limits::kScheduleEntriesPerGroup) {
    return refuse(Reason::over_limit, "schedule_entries_per_group", limits::kScheduleEntriesPerGroup);
  }
  for (std::size_t i = 0; i < size_of(entries); ++i) {
    if (auto wrong = check_entry(*at(entries, i), notes)) return wrong;
  }
  return std::nullopt;
}

Schedule schedule_of(const Entries* entries, const Texts* notes) {
  Schedule schedule;
  schedule.reserve(size_of(entries));
  for (std::size_t i = 0; i < size_of(entries); ++i) {
    const auto* entry = at(entries, i);
    schedule.push_back({entry->days(), entry->from(), entry->to(), static_cast<Activity>(entry->activity()),
                        note_of(notes, entry->note())});
  }
  return schedule;
}

Check check_zone(const flatbuffers::String* zone) {
  if (zone == nullptr) return std::nullopt;
  if (zone->size() > limits::kZoneBytes) return refuse(Reason::over_limit, "zone_bytes", limits::kZoneBytes);
  if (!is_zone_name(zone->string_view())) return refuse(Reason::bad_value, "zone");
  return std::nullopt;
}

Check check_automatics(const Automatics& automatics, Newer newer) {
  if (auto wrong = check_automatic(automatics.off, Activity::off, newer, "off")) return wrong;
  return check_automatic(automatics.in_call, Activity::in_call, newer, "in_call");
}

Check check(const wire::View& view) {
  if (auto wrong = check_activity(static_cast<std::uint8_t>(view.activity()))) return wrong;
  return check_text(view.note(), limits::kNoteBytes, "note_bytes");
}

View value_of(const wire::View& view) {
  return View{static_cast<Activity>(view.activity()), text_of(view.note()), time_of(view.changed_at()),
              time_of(view.until())};
}

Check check(const wire::OwnSetting* setting) {
  if (setting == nullptr) return std::nullopt;
  if (auto wrong = check_activity(static_cast<std::uint8_t>(setting->activity()))) return wrong;
  return check_text(setting->note(), limits::kNoteBytes, "note_bytes");
}

std::optional<Setting> value_of(const wire::OwnSetting* setting) {
  if (setting == nullptr) return std::nullopt;
  return Setting{static_cast<Activity>(setting->activity()), text_of(setting->note()),
                 time_of(setting->until()), time_of(setting->changed_at())};
}

}  // namespace facet::decode_parts
