#include <algorithm>

#include "schemas/decode.h"
#include "schemas/device_report_generated.h"
#include "schemas/groups_edit_generated.h"
#include "schemas/kinds.h"
#include "schemas/limits.h"
#include "schemas/status_edit_generated.h"
#include "schemas/status_request_generated.h"
#include "schemas/verify.h"

namespace facet {
namespace {

using verify::check_text;
using verify::check_users;
using verify::refuse;
using verify::size_of;
using verify::text_of;
using verify::time_of;
using verify::users_of;

using Check = std::optional<Refusal>;

tl::unexpected<Refusal> refused(Refusal refusal, std::uint64_t request) {
  refusal.request = request;
  return tl::unexpected(std::move(refusal));
}

// Nobody is in two of the lists, and in none of them twice: such a message contradicts itself.
Check check_disjoint(std::vector<UserId> all, const std::vector<UserId>& more) {
  all.insert(all.end(), more.begin(), more.end());
  std::sort(all.begin(), all.end());
  if (std::adjacent_find(all.begin(), all.end()) == all.end()) return std::nullopt;
  return refuse(Reason::bad_value, "same_contact_twice");
}

Check check(const wire::GroupEdit& edit) {
  if (GroupId{edit.group()} == kEveryGroup || GroupId{edit.group()} == kOther) {
    return refuse(Reason::bad_value, "group");
  }
  if (auto wrong = check_text(edit.name(), limits::kGroupNameBytes, "group_name_bytes")) return wrong;
  if (edit.name() != nullptr && edit.name()->size() == 0) return refuse(Reason::bad_value, "name");
  if (edit.rank() > limits::kLowestRank) return refuse(Reason::bad_value, "rank", limits::kLowestRank);
  if (edit.first_rank() > limits::kLowestRank || (edit.first_rank() != 0 && edit.name() == nullptr)) {
    return refuse(Reason::bad_value, "first_rank", limits::kLowestRank);
  }
  if (auto wrong = check_users(edit.add(), limits::kMembersPerGroup, "members_per_group")) return wrong;
  if (auto wrong = check_users(edit.remove(), limits::kContactsPerMessage, "contacts_per_message"))
    return wrong;
  const bool other_change = edit.name() != nullptr || edit.rank() != 0 || edit.replace() ||
                            size_of(edit.add()) != 0 || size_of(edit.remove()) != 0;
  if (edit.delete_() && other_change) return refuse(Reason::bad_value, "delete");
  if (edit.replace() && size_of(edit.remove()) != 0) return refuse(Reason::bad_value, "remove");
  return check_disjoint(users_of(edit.add()), users_of(edit.remove()));
}

// FlatBuffers lets many tables name the same list; a small payload must not become a hundred long ones here.
bool repeats_lists(const wire::GroupsEdit& edit, std::size_t payload_bytes) {
  std::size_t contacts = 0;
  for (const auto* one : *edit.edits()) contacts += size_of(one->add()) + size_of(one->remove());
  return contacts * sizeof(std::uint64_t) > payload_bytes;
}

Check check(const wire::GroupsEdit& edit, std::size_t payload_bytes) {
  if (size_of(edit.edits()) == 0) return refuse(Reason::bad_value, "edits");
  if (edit.edits()->size() > limits::kGroupEditsPerMessage) {
    return refuse(Reason::over_limit, "group_edits_per_message", limits::kGroupEditsPerMessage);
  }
  if (repeats_lists(edit, payload_bytes)) return refuse(Reason::malformed);
  std::vector<std::uint32_t> groups;
  for (const auto* one : *edit.edits()) {
    if (auto wrong = check(*one)) return wrong;
    groups.push_back(one->group());
  }
  std::sort(groups.begin(), groups.end());
  if (std::adjacent_find(groups.begin(), groups.end()) != groups.end()) {
    return refuse(Reason::bad_value, "same_group_twice");
  }
  return std::nullopt;
}

GroupEdit value_of(const wire::GroupEdit& edit) {
  GroupEdit value;
  value.group = GroupId{edit.group()};
  if (edit.name() != nullptr) value.name = edit.name()->str();
  if (edit.rank() != 0) value.rank = edit.rank();
  if (edit.first_rank() != 0) value.first_rank = edit.first_rank();
  value.erase = edit.delete_();
  value.replace = edit.replace();
  value.add = users_of(edit.add());
  value.remove = users_of(edit.remove());
  return value;
}

Check check_setting(std::uint8_t activity, std::uint8_t note, std::size_t notes) {
  if (auto wrong = verify::check_activity(activity)) return wrong;
  if (note > notes) return refuse(Reason::bad_value, "note");
  return std::nullopt;
}

Check check_notes(const wire::StatusEdit& edit) {
  if (size_of(edit.notes()) > limits::kNotesPerMessage) {
    return refuse(Reason::over_limit, "notes_per_message", limits::kNotesPerMessage);
  }
  for (std::size_t i = 0; i < size_of(edit.notes()); ++i) {
    const auto* note = edit.notes()->Get(static_cast<unsigned>(i));
    if (auto wrong = check_text(note, limits::kNoteBytes, "note_bytes")) return wrong;
  }
  return std::nullopt;
}

Check check_settings(const wire::StatusEdit& edit) {
  if (size_of(edit.settings()) > limits::kSettingsPerMessage) {
    return refuse(Reason::over_limit, "settings_per_message", limits::kSettingsPerMessage);
  }
  std::vector<std::uint32_t> groups;
  for (std::size_t i = 0; i < size_of(edit.settings()); ++i) {
    const auto* one = edit.settings()->Get(static_cast<unsigned>(i));
    const auto activity = static_cast<std::uint8_t>(one->activity());
    if (auto wrong = check_setting(activity, one->note(), size_of(edit.notes()))) return wrong;
    groups.push_back(one->group());
  }
  std::sort(groups.begin(), groups.end());
  if (std::adjacent_find(groups.begin(), groups.end()) != groups.end()) {
    return refuse(Reason::bad_value, "same_group_twice");
  }
  return std::nullopt;
}

Check check_overrides(const wire::StatusEdit& edit) {
  if (!verify::is_aligned(edit.overrides())) return refuse(Reason::malformed);
  if (size_of(edit.overrides()) > limits::kContactsPerMessage) {
    return refuse(Reason::over_limit, "contacts_per_message", limits::kContactsPerMessage);
  }
  std::vector<UserId> contacts;
  for (std::size_t i = 0; i < size_of(edit.overrides()); ++i) {
    const auto* one = edit.overrides()->Get(static_cast<unsigned>(i));
    if (!UserId{one->contact()}.valid()) return refuse(Reason::bad_value, "user_id");
    contacts.emplace_back(one->contact());
    if (one->activity() == wire::Activity::unset) continue;
    const auto activity = static_cast<std::uint8_t>(one->activity());
    if (auto wrong = check_setting(activity, one->note(), size_of(edit.notes()))) return wrong;
  }
  return check_disjoint(std::move(contacts), {});
}

Check check(const wire::StatusEdit& edit) {
  if (auto wrong = check_notes(edit)) return wrong;
  if (auto wrong = check_settings(edit)) return wrong;
  if (auto wrong = check_overrides(edit)) return wrong;
  if (auto wrong = check_users(edit.block(), limits::kContactsPerMessage, "contacts_per_message"))
    return wrong;
  if (auto wrong = check_users(edit.unblock(), limits::kContactsPerMessage, "contacts_per_message"))
    return wrong;
  if (size_of(edit.settings()) + size_of(edit.overrides()) + size_of(edit.block()) +
          size_of(edit.unblock()) ==
      0) {
    return refuse(Reason::bad_value, "settings");
  }
  return check_disjoint(users_of(edit.block()), users_of(edit.unblock()));
}

template <typename Entry>
Setting setting_of(const wire::StatusEdit& edit, const Entry& entry) {
  Setting setting;
  setting.activity = static_cast<Activity>(entry.activity());
  setting.until = time_of(entry.until());
  if (entry.note() != 0) setting.note = text_of(edit.notes()->Get(entry.note() - 1U));
  return setting;
}

StatusEdit value_of(const wire::StatusEdit& edit) {
  StatusEdit value;
  value.revision = Revision{edit.revision()};
  for (std::size_t i = 0; i < size_of(edit.settings()); ++i) {
    const auto* one = edit.settings()->Get(static_cast<unsigned>(i));
    value.settings.push_back({GroupId{one->group()}, setting_of(edit, *one)});
  }
  for (std::size_t i = 0; i < size_of(edit.overrides()); ++i) {
    const auto* one = edit.overrides()->Get(static_cast<unsigned>(i));
    ContactSetting contact{UserId{one->contact()}, std::nullopt};
    if (one->activity() != wire::Activity::unset) contact.setting = setting_of(edit, *one);
    value.overrides.push_back(std::move(contact));
  }
  value.block = users_of(edit.block());
  value.unblock = users_of(edit.unblock());
  return value;
}

}  // namespace

Decoded<GroupsEdit> decode_groups_edit(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_groups_edit(*copy);
  const auto root =
      verify::root<wire::GroupsEdit>(payload, identifier(Kind::groups_edit), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& edit = **root;
  if (auto wrong = check(edit, payload.size())) return refused(std::move(*wrong), edit.revision());
  GroupsEdit value{Revision{edit.revision()}, {}};
  for (const auto* one : *edit.edits()) value.edits.push_back(value_of(*one));
  return value;
}

Decoded<StatusEdit> decode_status_edit(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_status_edit(*copy);
  const auto root =
      verify::root<wire::StatusEdit>(payload, identifier(Kind::status_edit), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  if (auto wrong = check(**root)) return refused(std::move(*wrong), (*root)->revision());
  return value_of(**root);
}

Decoded<DeviceReport> decode_device_report(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_device_report(*copy);
  const auto root =
      verify::root<wire::DeviceReport>(payload, identifier(Kind::device_report), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& report = **root;
  if (report.state() < wire::DeviceState::idle || report.state() > wire::DeviceState::asleep) {
    return refused(refuse(Reason::bad_value, "state"), report.revision());
  }
  return DeviceReport{Revision{report.revision()}, static_cast<DeviceState>(report.state())};
}

Decoded<StatusRequest> decode_status_request(std::string_view payload) {
  if (const auto copy = verify::realigned(payload)) return decode_status_request(*copy);
  const auto root =
      verify::root<wire::StatusRequest>(payload, identifier(Kind::status_request), limits::kUpPayloadBytes);
  if (!root) return tl::unexpected(root.error());
  const auto& request = **root;
  auto wrong =
      check_users(request.presentities(), limits::kPresentitiesPerRequest, "presentities_per_request");
  if (!wrong && size_of(request.presentities()) == 0) wrong = refuse(Reason::bad_value, "presentities");
  if (wrong) return refused(std::move(*wrong), request.correlation());
  return StatusRequest{request.correlation(), users_of(request.presentities())};
}

Receipt receipt_of(const Refusal& refusal) {
  Receipt receipt;
  receipt.request = refusal.request;
  receipt.outcome = Outcome::refused;
  receipt.reason = refusal.reason;
  receipt.limit = refusal.limit;
  receipt.limit_value = refusal.limit_value;
  return receipt;
}

}  // namespace facet
