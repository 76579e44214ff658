#include "tests/simulation/rules_model.h"

#include <algorithm>

#include "schemas/limits.h"

namespace facet::simulation {
namespace {

bool in_force(Time until, Time now) {
  return until == kNoTime || now < until;
}

Told told(const Setting& setting) {
  return {setting.activity, setting.note, setting.until};
}

void tell(ModelGroup& group, const Setting& setting) {
  if (setting.until != kNoTime) {
    group.temporary = told(setting);
  } else {
    group.base = told(setting);
    group.temporary.reset();
  }
}

// "Carries no time": of an `off` nobody learns until when.
Told without_time(Told shown) {
  if (shown.activity == Activity::off) shown.until = kNoTime;
  return shown;
}

Told with_off(Told shown, const Automatic& how) {
  const bool same = shown.activity == Activity::off || shown.activity == how.instead;
  switch (how.shows) {
    case Shows::hidden:
      return shown;
    case Shows::instead:
      return same ? shown : Told{how.instead, "", kNoTime};
    default:
      return {};  // also without the note, where it is told to be off
  }
}

Told with_call(Told shown, const Automatic& how) {
  const bool idle = shown.activity == Activity::available || shown.activity == Activity::free;
  if (shown.activity == Activity::off) return shown;
  switch (how.shows) {
    case Shows::hidden:
      return shown;
    case Shows::shown:
      return shown.activity == Activity::in_call ? shown : Told{Activity::in_call, "", kNoTime};
    case Shows::instead:
      return shown.activity == how.instead ? shown : Told{how.instead, "", kNoTime};
    default:
      return idle ? Told{Activity::in_call, "", kNoTime} : shown;
  }
}

}  // namespace

void ModelPerson::apply(const Edit& edit, std::size_t place) {
  if (const auto* groups_edit = std::get_if<GroupsEdit>(&edit)) {
    for (const auto& one : groups_edit->edits) apply(one, place);
  } else if (const auto* status = std::get_if<StatusEdit>(&edit)) {
    apply(*status, place);
  } else if (const auto* watch = std::get_if<WatchEdit>(&edit)) {
    apply(*watch);
  } else {
    *this = {};
  }
}

void ModelPerson::apply(const GroupEdit& edit, std::size_t place) {
  if (edit.erase) {
    ModelGroup gone;
    gone.made = groups[edit.group].made;
    groups[edit.group] = gone;
    return;
  }
  ModelGroup& group = groups[edit.group];
  if (edit.name && !group.exists) {
    group.exists = true;
    group.made = group.made == 0 ? place : std::min(group.made, place);
    if (!group.ranked) group.rank = edit.first_rank.value_or(limits::kLowestRank);
  }
  if (edit.name) group.name = *edit.name;
  if (edit.rank) {
    group.rank = *edit.rank;
    group.ranked = true;
  }
  if (edit.replace) group.members.clear();
  for (const UserId contact : edit.add) group.members[contact] = edit.until;
  for (const UserId contact : edit.remove) group.members.erase(contact);
}

void ModelPerson::apply(const StatusEdit& edit, std::size_t place) {
  const auto meant = [&](GroupId said) {
    std::vector<ModelGroup*> result;
    for (auto& [id, group] : groups) {
      const bool every = said == kEveryGroup && id != kOther && group.exists && group.made < place;
      if (id == said || every) result.push_back(&group);
    }
    return result;
  };
  for (const auto& one : edit.settings) {
    if (one.group != kEveryGroup) groups[one.group];
    for (auto* group : meant(one.group)) tell(*group, one.setting);
  }
  for (const auto& one : edit.automatics) {
    if (one.group != kEveryGroup) groups[one.group];
    for (auto* group : meant(one.group)) group->automatics = one.automatics;
  }
  for (const auto& one : edit.overrides) {
    auto& contact = contacts[one.contact];
    contact.override_setting.reset();
    if (one.setting) contact.override_setting = told(*one.setting);
  }
  for (const UserId contact : edit.block) contacts[contact].blocked = true;
  for (const UserId contact : edit.unblock) contacts[contact].blocked = false;
}

void ModelPerson::apply(const WatchEdit& edit) {
  for (const UserId of : edit.accept) stances[of] = Stance::accepted;
  for (const UserId of : edit.mute) stances[of] = Stance::muted;
  for (const UserId of : edit.refuse) stances[of] = Stance::refused;
  for (const UserId of : edit.forget) stances[of] = Stance::none;
  if (edit.strangers != Strangers::unset) takes_strangers = edit.strangers == Strangers::take;
}

const Told* ModelPerson::own_setting(UserId watcher, Time now) const {
  const auto found = contacts.find(watcher);
  if (found == contacts.end() || !found->second.override_setting) return nullptr;
  return in_force(found->second.override_setting->until, now) ? &*found->second.override_setting : nullptr;
}

const ModelGroup* ModelPerson::highest_group(UserId watcher, Time now) const {
  const ModelGroup* highest = nullptr;
  for (const auto& [id, group] : groups) {  // by id: of equal ranks the lower one
    const auto member = group.members.find(watcher);
    if (!group.exists || member == group.members.end() || !in_force(member->second, now)) continue;
    if (highest == nullptr || group.rank < highest->rank) highest = &group;
  }
  return highest;
}

bool ModelPerson::knows(UserId presentity, Time now) const {
  return own_setting(presentity, now) != nullptr ||
         std::any_of(groups.begin(), groups.end(), [&](const auto& one) {
           const auto member = one.second.members.find(presentity);
           return member != one.second.members.end() && in_force(member->second, now);
         });
}

bool ModelPerson::holds(UserId contact, Time now) const {
  return own_setting(contact, now) != nullptr || highest_group(contact, now) != nullptr;
}

Told ModelPerson::shown_to(UserId watcher, Time now) const {
  const auto contact = contacts.find(watcher);
  if (contact != contacts.end() && contact->second.blocked) return {};
  const ModelGroup* group = highest_group(watcher, now);
  if (group == nullptr) group = &groups.at(kOther);
  Told shown = group->base;
  if (group->temporary && in_force(group->temporary->until, now)) shown = *group->temporary;
  if (const Told* own = own_setting(watcher, now)) shown = *own;
  shown = without_time(shown);
  if (off) return with_off(shown, group->automatics.off);
  return in_call ? with_call(shown, group->automatics.in_call) : shown;
}

std::optional<Told> topic(const ModelPeople& people, UserId watcher, UserId presentity, Time now) {
  const auto& from = people.at(presentity);
  // Asking changes nothing for who has a place with the presentity anyway.
  const bool follows = from.followers.contains(watcher) && !from.holds(watcher, now);
  if (!from.holds(watcher, now) && !follows) return std::nullopt;
  const auto& to = people.at(watcher);
  const auto said = to.stances.find(presentity);
  const Stance stance = said == to.stances.end() ? Stance::none : said->second;
  const bool by_itself = to.knows(presentity, now) || to.takes_strangers || follows;
  if (stance != Stance::accepted && (stance != Stance::none || !by_itself)) return std::nullopt;
  return from.shown_to(watcher, now);
}

std::string text(const Told& told) {
  std::string result{name(told.activity)};
  if (!told.note.empty()) result += " \"" + told.note + "\"";
  if (told.until != kNoTime) result += " until " + std::to_string(told.until.time_since_epoch().count());
  return result;
}

}  // namespace facet::simulation
