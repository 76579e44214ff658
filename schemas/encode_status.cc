#include "schemas/encode.h"
#include "schemas/encode_parts.h"
#include "schemas/kinds.h"
#include "schemas/status_edit_generated.h"

namespace facet {
namespace {

using encode_parts::Builder;
using encode_parts::Notes;
using encode_parts::structs;
using encode_parts::users;

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

std::vector<wire::GroupAutomatics> automatics_of(const StatusEdit& edit) {
  std::vector<wire::GroupAutomatics> result;
  for (const auto& [group, automatics] : edit.automatics) {
    const auto& [off, in_call] = automatics;
    result.emplace_back(group.value(), static_cast<wire::Shows>(off.shows),
                        static_cast<wire::Activity>(off.instead), static_cast<wire::Shows>(in_call.shows),
                        static_cast<wire::Activity>(in_call.instead));
  }
  return result;
}

std::vector<flatbuffers::Offset<wire::GroupSchedule>> put_schedules(Builder& builder, const StatusEdit& edit,
                                                                    Notes& notes) {
  std::vector<flatbuffers::Offset<wire::GroupSchedule>> result;
  for (const auto& [group, schedule] : edit.schedules) {
    const auto entries = structs(builder, encode_parts::entries_of(schedule, notes));
    result.push_back(wire::CreateGroupSchedule(builder, group.value(), entries));
  }
  return result;
}

}  // namespace

Bytes encode(const StatusEdit& edit) {
  Builder builder;
  Notes notes;
  const auto settings = settings_of(edit, notes);
  const auto overrides = overrides_of(edit, notes);
  const auto schedules = put_schedules(builder, edit, notes);
  const auto settings_at = structs(builder, settings);
  const auto notes_at = notes.put(builder);
  const auto overrides_at = structs(builder, overrides);
  const auto block = users(builder, edit.block);
  const auto unblock = users(builder, edit.unblock);
  const auto automatics = structs(builder, automatics_of(edit));
  const auto schedules_at = encode_parts::tables(builder, schedules);
  const auto zone = encode_parts::text(builder, edit.zone);
  return encode_parts::finish(
      builder,
      wire::CreateStatusEdit(builder, edit.revision.value(), settings_at, notes_at, overrides_at, block,
                             unblock, automatics, schedules_at, zone),
      Kind::status_edit);
}

}  // namespace facet
