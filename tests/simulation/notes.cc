#include "tests/simulation/notes.h"

#include <algorithm>

namespace facet::simulation {
namespace {

using resolver::Contact;
using resolver::GroupState;
using resolver::Presentity;

bool is_member(const Presentity& state, const Contact* contact, GroupId group, Time now) {
  if (contact == nullptr || state.existing_group(group) == nullptr) return false;
  return std::any_of(contact->memberships.begin(), contact->memberships.end(), [&](const auto& one) {
    return one.group == group && !one.removed && (one.until == kNoTime || now < one.until);
  });
}

bool says(const GroupState& group, const std::string& note) {
  const bool temporary = group.temporary && group.temporary->note == note;
  return temporary || group.base.note == note ||
         std::any_of(group.schedule.begin(), group.schedule.end(),
                     [&](const ScheduleEntry& entry) { return entry.note == note; });
}

// Whether one of the groups that hold the contact says it; `other`, when none holds it.
bool is_told(const Presentity& state, const Contact* contact, const std::string& note, Time now) {
  bool in_any = false;
  for (const auto& [id, group] : state.groups()) {
    if (!is_member(state, contact, id, now)) continue;
    in_any = true;
    if (says(group, note)) return true;
  }
  return !in_any && says(*state.group(kOther), note);
}

}  // namespace

std::string note_for(GroupId group, std::uint64_t number) {
  const auto behind = "." + std::to_string(number);
  if (group == kEveryGroup) return "e" + behind;
  return (group == kOther ? "o" : "g" + group.digits()) + behind;
}

std::string note_for(UserId contact, std::uint64_t number) {
  return "c" + contact.digits() + "." + std::to_string(number);
}

std::string leak(const Presentity& state, UserId watcher, const View& view, Time now) {
  const auto* contact = state.contact(watcher);
  const bool plain_off = view.activity == Activity::off && view.note.empty();
  if (contact != nullptr && contact->own.blocked && !plain_off) return "it is blocked";
  if (view.note.empty()) return "";
  if (view.note.front() == 'c') {
    const bool own = contact != nullptr && contact->own.override_setting &&
                     contact->own.override_setting->note == view.note;
    return own ? "" : "this is not said to it alone";
  }
  return is_told(state, contact, view.note, now) ? "" : "no group that holds it is told this";
}

std::string text(const Change& change) {
  std::string result{topics::name(change.from.kind)};
  if (const auto* groups = std::get_if<GroupsEdit>(&change.edit)) {
    for (const auto& one : groups->edits) {
      result += " group " + one.group.digits() + (one.erase ? " erased" : "");
      if (one.name) result += " named " + *one.name;
      if (one.rank) result += " rank " + std::to_string(*one.rank);
      if (one.first_rank) result += " first rank " + std::to_string(*one.first_rank);
      for (const UserId contact : one.add) result += " +" + contact.digits();
      for (const UserId contact : one.remove) result += " -" + contact.digits();
      if (one.until != kNoTime) result += " until " + std::to_string(one.until.time_since_epoch().count());
    }
  } else if (const auto* status = std::get_if<StatusEdit>(&change.edit)) {
    for (const auto& one : status->settings) {
      result += " group " + one.group.digits() + " " + std::string{name(one.setting.activity)} + " " +
                one.setting.note;
      if (one.setting.until != kNoTime)
        result += " until " + std::to_string(one.setting.until.time_since_epoch().count());
    }
    for (const auto& one : status->overrides) {
      result +=
          " to " + one.contact.digits() + " " +
          (one.setting ? std::string{name(one.setting->activity)} + " " + one.setting->note : "nothing");
      if (one.setting && one.setting->until != kNoTime)
        result += " until " + std::to_string(one.setting->until.time_since_epoch().count());
    }
    for (const UserId contact : status->block) result += " block " + contact.digits();
    for (const UserId contact : status->unblock) result += " unblock " + contact.digits();
    for (const auto& one : status->automatics) result += " automatics of " + one.group.digits();
  } else if (const auto* watch = std::get_if<WatchEdit>(&change.edit)) {
    for (const UserId of : watch->accept) result += " accept " + of.digits();
    for (const UserId of : watch->mute) result += " mute " + of.digits();
    for (const UserId of : watch->refuse) result += " refuse " + of.digits();
    for (const UserId of : watch->forget) result += " forget " + of.digits();
    if (watch->strangers != Strangers::unset) result += " strangers " + std::string{name(watch->strangers)};
  }
  return result + " (" + std::to_string(change.revision.value()) + ")";
}

}  // namespace facet::simulation
