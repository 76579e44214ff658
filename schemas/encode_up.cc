#include <cassert>

#include "schemas/device_report_generated.h"
#include "schemas/encode.h"
#include "schemas/encode_parts.h"
#include "schemas/groups_edit_generated.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/status_edit_generated.h"
#include "schemas/status_request_generated.h"

namespace facet {
namespace {

using encode_parts::Builder;
using encode_parts::finish;
using encode_parts::users;

flatbuffers::Offset<wire::GroupEdit> put(Builder& builder, const GroupEdit& edit) {
  const auto name = edit.name ? builder.CreateString(*edit.name) : 0;
  const auto add = users(builder, edit.add);
  const auto remove = users(builder, edit.remove);
  return wire::CreateGroupEdit(builder, edit.group.value(), name, edit.rank.value_or(0), edit.erase,
                               edit.replace, add, remove, edit.first_rank.value_or(0));
}

// Collects the notes of one message, so that several groups with the same note carry it once.
class Notes {
 public:
  // 1-based place; 0 for no note.
  std::uint8_t place(const std::string& note) {
    if (note.empty()) return 0;
    for (std::size_t i = 0; i < notes_.size(); ++i) {
      if (notes_[i] == note) return static_cast<std::uint8_t>(i + 1);
    }
    notes_.push_back(note);
    assert(notes_.size() <= limits::kNotesPerMessage);
    return static_cast<std::uint8_t>(notes_.size());
  }
  flatbuffers::Offset<flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>> put(
      Builder& builder) const {
    return notes_.empty() ? 0 : builder.CreateVectorOfStrings(notes_);
  }

 private:
  std::vector<std::string> notes_;
};

wire::Activity activity_of(const Setting& setting) {
  return static_cast<wire::Activity>(setting.activity);
}

std::vector<wire::GroupSetting> settings_of(const StatusEdit& edit, Notes& notes) {
  std::vector<wire::GroupSetting> result;
  for (const auto& [group, setting] : edit.settings) {
    result.emplace_back(group.value(), encode_parts::seconds(setting.until), activity_of(setting),
                        notes.place(setting.note), std::uint16_t{0});
  }
  return result;
}

std::vector<wire::ContactSetting> overrides_of(const StatusEdit& edit, Notes& notes) {
  std::vector<wire::ContactSetting> result;
  for (const auto& [contact, setting] : edit.overrides) {
    const Setting told = setting.value_or(Setting{});
    result.emplace_back(contact.value(), encode_parts::seconds(told.until), activity_of(told),
                        notes.place(told.note), std::uint16_t{0});
  }
  return result;
}

}  // namespace

Bytes encode(const GroupsEdit& edit) {
  Builder builder;
  std::vector<flatbuffers::Offset<wire::GroupEdit>> edits;
  edits.reserve(edit.edits.size());
  for (const auto& one : edit.edits) edits.push_back(put(builder, one));
  const auto vector = builder.CreateVector(edits);
  return finish(builder, wire::CreateGroupsEdit(builder, edit.revision.value(), vector), Kind::groups_edit);
}

Bytes encode(const StatusEdit& edit) {
  Builder builder;
  Notes notes;
  const auto settings = settings_of(edit, notes);
  const auto overrides = overrides_of(edit, notes);
  const auto settings_at = settings.empty() ? 0 : builder.CreateVectorOfStructs(settings);
  const auto notes_at = notes.put(builder);
  const auto overrides_at = overrides.empty() ? 0 : builder.CreateVectorOfStructs(overrides);
  const auto block = users(builder, edit.block);
  const auto unblock = users(builder, edit.unblock);
  return finish(builder,
                wire::CreateStatusEdit(builder, edit.revision.value(), settings_at, notes_at, overrides_at,
                                       block, unblock),
                Kind::status_edit);
}

Bytes encode(const DeviceReport& report) {
  Builder builder;
  const auto state = static_cast<wire::DeviceState>(report.state);
  return finish(builder, wire::CreateDeviceReport(builder, report.revision.value(), state),
                Kind::device_report);
}

Bytes encode(const StatusRequest& request) {
  Builder builder;
  const auto presentities = users(builder, request.presentities);
  return finish(builder, wire::CreateStatusRequest(builder, request.correlation, presentities),
                Kind::status_request);
}

}  // namespace facet
