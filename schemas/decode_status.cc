#include "schemas/decode.h"
#include "schemas/decode_parts.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/status_edit_generated.h"
#include "schemas/verify.h"

namespace facet {
namespace {

using decode_parts::at;
using decode_parts::automatics_of;
using decode_parts::Check;
using decode_parts::check_setting;
using verify::check_users;
using verify::refuse;
using verify::size_of;
using verify::text_of;
using verify::time_of;
using verify::users_of;

Check check_count(std::size_t count) {
  if (count <= limits::kSettingsPerMessage) return std::nullopt;
  return refuse(Reason::over_limit, "settings_per_message", limits::kSettingsPerMessage);
}

Check check_settings(const wire::StatusEdit& edit) {
  if (auto wrong = check_count(size_of(edit.settings()))) return wrong;
  std::vector<std::uint32_t> groups;
  for (std::size_t i = 0; i < size_of(edit.settings()); ++i) {
    const auto* one = at(edit.settings(), i);
    const auto activity = static_cast<std::uint8_t>(one->activity());
    if (auto wrong = check_setting(activity, one->note(), size_of(edit.notes()))) return wrong;
    groups.push_back(one->group());
  }
  return decode_parts::check_no_group_twice(std::move(groups));
}

Check check_overrides(const wire::StatusEdit& edit) {
  if (!verify::is_aligned(edit.overrides())) return refuse(Reason::malformed);
  if (size_of(edit.overrides()) > limits::kContactsPerMessage) {
    return refuse(Reason::over_limit, "contacts_per_message", limits::kContactsPerMessage);
  }
  std::vector<UserId> contacts;
  for (std::size_t i = 0; i < size_of(edit.overrides()); ++i) {
    const auto* one = at(edit.overrides(), i);
    if (!UserId{one->contact()}.valid()) return refuse(Reason::bad_value, "user_id");
    contacts.emplace_back(one->contact());
    if (one->activity() == wire::Activity::unset) continue;
    const auto activity = static_cast<std::uint8_t>(one->activity());
    if (auto wrong = check_setting(activity, one->note(), size_of(edit.notes()))) return wrong;
  }
  return decode_parts::check_disjoint(std::move(contacts));
}

Check check_blocks(const wire::StatusEdit& edit) {
  if (auto wrong = check_users(edit.block(), limits::kContactsPerMessage, "contacts_per_message"))
    return wrong;
  if (auto wrong = check_users(edit.unblock(), limits::kContactsPerMessage, "contacts_per_message"))
    return wrong;
  return decode_parts::check_disjoint(users_of(edit.block()), users_of(edit.unblock()));
}

Check check_automatics(const wire::StatusEdit& edit) {
  if (auto wrong = check_count(size_of(edit.automatics()))) return wrong;
  std::vector<std::uint32_t> groups;
  for (std::size_t i = 0; i < size_of(edit.automatics()); ++i) {
    const auto* one = at(edit.automatics(), i);
    if (auto wrong = decode_parts::check_automatics(automatics_of(*one), decode_parts::Newer::refused)) {
      return wrong;
    }
    groups.push_back(one->group());
  }
  return decode_parts::check_no_group_twice(std::move(groups));
}

// As with a GroupsEdit's lists: many tables may name the same entries, each of which may hold a long note.
bool repeats_entries(const wire::StatusEdit& edit, std::size_t payload_bytes) {
  std::size_t entries = 0;
  for (std::size_t i = 0; i < size_of(edit.schedules()); ++i) {
    entries += size_of(at(edit.schedules(), i)->entries());
  }
  return entries * sizeof(wire::ScheduleEntry) > payload_bytes;
}

Check check_schedules(const wire::StatusEdit& edit, std::size_t payload_bytes) {
  if (auto wrong = check_count(size_of(edit.schedules()))) return wrong;
  if (repeats_entries(edit, payload_bytes)) return refuse(Reason::malformed);
  std::vector<std::uint32_t> groups;
  for (std::size_t i = 0; i < size_of(edit.schedules()); ++i) {
    const auto* one = at(edit.schedules(), i);
    if (GroupId{one->group()} == kEveryGroup) return refuse(Reason::bad_value, "group");
    if (auto wrong = decode_parts::check_schedule(one->entries(), size_of(edit.notes()))) return wrong;
    groups.push_back(one->group());
  }
  return decode_parts::check_no_group_twice(std::move(groups));
}

bool says_nothing(const wire::StatusEdit& edit) {
  return size_of(edit.settings()) + size_of(edit.overrides()) + size_of(edit.block()) +
                 size_of(edit.unblock()) + size_of(edit.automatics()) + size_of(edit.schedules()) ==
             0 &&
         edit.zone() == nullptr;
}

Check check(const wire::StatusEdit& edit, std::size_t payload_bytes) {
  if (auto wrong = decode_parts::check_notes(edit.notes())) return wrong;
  if (auto wrong = check_settings(edit)) return wrong;
  if (auto wrong = check_overrides(edit)) return wrong;
  if (auto wrong = check_blocks(edit)) return wrong;
  if (auto wrong = check_automatics(edit)) return wrong;
  if (auto wrong = check_schedules(edit, payload_bytes)) return wrong;
  if (auto wrong = decode_parts::check_zone(edit.zone())) return wrong;
  if (says_nothing(edit)) return refuse(Reason::bad_value, "settings");
  return std::nullopt;
}

template <typename Entry>
Setting setting_of(const wire::StatusEdit& edit, const Entry& entry) {
  Setting setting;
  setting.activity = static_cast<Activity>(entry.activity());
  setting.until = time_of(entry.until());
  setting.note = decode_parts::note_of(edit.notes(), entry.note());
  return setting;
}

StatusEdit value_of(const wire::StatusEdit& edit) {
  StatusEdit value;
  value.revision = Revision{edit.revision()};
  for (std::size_t i = 0; i < size_of(edit.settings()); ++i) {
    const auto* one = at(edit.settings(), i);
    value.settings.push_back({GroupId{one->group()}, setting_of(edit, *one)});
  }
  for (std::size_t i = 0; i < size_of(edit.overrides()); ++i) {
    const auto* one = at(edit.overrides(), i);
    ContactSetting contact{UserId{one->contact()}, std::nullopt};
    if (one->activity() != wire::Activity::unset) contact.setting = setting_of(edit, *one);
    value.overrides.push_back(std::move(contact));
  }
  value.block = users_of(edit.block());
  value.unblock = users_of(edit.unblock());
  for (std::size_t i = 0; i < size_of(edit.automatics()); ++i) {
    const auto* one = at(edit.automatics(), i);
    value.automatics.push_back({GroupId{one->group()}, automatics_of(*one)});
  }
  for (std::size_t i = 0; i < size_of(edit.schedules()); ++i) {
    const auto* one = at(edit.schedules(), i);
    value.schedules.push_back(
        {GroupId{one->group()}, decode_parts::schedule_of(one->entries(), edit.notes())});
  }
  value.zone = text_of(edit.zone());
  return value;
}

}  // namespace

Decoded<StatusEdit> decode_status_edit(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_status_edit(*copy);
  const auto root =
      verify::root<wire::StatusEdit>(payload, identifier(Kind::status_edit), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& edit = **root;
  if (auto wrong = check(edit, payload.size())) {
    return decode_parts::refused(std::move(*wrong), edit.revision());
  }
  return value_of(edit);
}

}  // namespace facet
