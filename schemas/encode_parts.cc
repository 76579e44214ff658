#include "schemas/encode_parts.h"

#include <cassert>

#include "schemas/limits.h"

namespace facet::encode_parts {

std::uint8_t Notes::place(const std::string& note) {
  if (note.empty()) return 0;
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    if (notes_[i] == note) return static_cast<std::uint8_t>(i + 1);
  }
  notes_.push_back(note);
  assert(notes_.size() <= limits::kNotesPerMessage);
  return static_cast<std::uint8_t>(notes_.size());
}

flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>> Notes::put(
    Builder& builder) const {
  return notes_.empty() ? 0 : builder.CreateVectorOfStrings(notes_);
}

std::vector<wire::ScheduleEntry> entries_of(const Schedule& schedule, Notes& notes) {
  std::vector<wire::ScheduleEntry> result;
  result.reserve(schedule.size());
  for (const auto& entry : schedule) {
    result.emplace_back(entry.days, static_cast<wire::Activity>(entry.activity), notes.place(entry.note),
                        std::uint8_t{0}, entry.from, entry.to);
  }
  return result;
}

flatbuffers::Offset<wire::View> put(Builder& builder, const View& view) {
  const auto note = text(builder, view.note);
  return wire::CreateView(builder, static_cast<wire::Activity>(view.activity), seconds(view.changed_at),
                          seconds(view.until), note);
}

flatbuffers::Offset<wire::OwnSetting> put(Builder& builder, const Setting& setting) {
  const auto note = text(builder, setting.note);
  return wire::CreateOwnSetting(builder, static_cast<wire::Activity>(setting.activity),
                                seconds(setting.until), note, seconds(setting.changed_at));
}

}  // namespace facet::encode_parts
