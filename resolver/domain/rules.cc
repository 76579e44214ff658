#include "resolver/domain/rules.h"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace facet::resolver {
namespace {

bool in_force(Time until, Time now) {
  return until == kNoTime || until > now;
}

bool has_override(const Contact& contact, Time now) {
  return contact.own.override_setting && in_force(contact.own.override_setting->until, now);
}

bool counts(const Presentity& presentity, const Membership& membership, Time now) {
  return !membership.removed && in_force(membership.until, now) &&
         presentity.existing_group(membership.group) != nullptr;
}

// The highest-ranked group that holds the contact; the lower id between equals, so upload order cannot
// matter.
std::optional<GroupId> highest_group(const Presentity& presentity, const Contact& contact, Time now) {
  const GroupState* best = nullptr;
  for (const auto& membership : contact.memberships) {
    if (!counts(presentity, membership, now)) continue;
    const auto* group = presentity.group(membership.group);
    if (best == nullptr || std::pair(group->rank, group->id) < std::pair(best->rank, best->id)) best = group;
  }
  if (best == nullptr) return std::nullopt;
  return best->id;
}

void pin(const Contact* contact, View& view) {
  if (contact == nullptr || !contact->own.pin || contact->own.pin->natural != view.changed_at) return;
  view.changed_at = contact->own.pin->shown;
}

View view_by(const Presentity& presentity, const Contact* contact, const Ruling& by, Time now) {
  if (by.rule == Rule::blocked) return off_view();
  View view = by.rule == Rule::override_setting ? shown(*contact->own.override_setting)
                                                : shown(effective(*presentity.group(by.group), now));
  pin(contact, view);
  return view;
}

}  // namespace

View shown(const Setting& setting) {
  View view{setting.activity, setting.note, setting.changed_at, setting.until};
  // A blocked watcher's `off` has neither (rule 1).
  if (view.activity == Activity::off) view.changed_at = view.until = kNoTime;
  return view;
}

Ruling ruling(const Presentity& presentity, const Contact* contact, Time now) {
  if (contact == nullptr) return {Rule::other, kOther};
  if (contact->own.blocked) return {Rule::blocked, kOther};
  if (has_override(*contact, now)) return {Rule::override_setting, kOther};
  if (const auto group = highest_group(presentity, *contact, now)) return {Rule::group, *group};
  return {Rule::other, kOther};
}

View view_of(const Presentity& presentity, UserId watcher, Time now) {
  return presentity.off() ? off_view() : view_when_there(presentity, watcher, now);
}

View view_when_there(const Presentity& presentity, UserId watcher, Time now) {
  const auto* contact = presentity.contact(watcher);
  return view_by(presentity, contact, ruling(presentity, contact, now), now);
}

std::optional<View> retained_view(const Presentity& presentity, UserId watcher, Time now) {
  auto view = retained_when_there(presentity, watcher, now);
  // Whether there is a topic does not depend on it: a blocked watcher's `off` has one too.
  if (view && presentity.off()) view = off_view();
  return view;
}

std::optional<View> retained_when_there(const Presentity& presentity, UserId watcher, Time now) {
  const auto* contact = presentity.contact(watcher);
  if (contact == nullptr) return std::nullopt;
  const Ruling by = ruling(presentity, contact, now);
  // Whether there is a topic must not depend on the block, or its absence would tell.
  const bool known = has_override(*contact, now) || highest_group(presentity, *contact, now).has_value();
  if (!known) return std::nullopt;
  return view_by(presentity, contact, by, now);
}

std::vector<Shown> audience_views(const Presentity& presentity, GroupId group, Time now) {
  const auto* found = presentity.existing_group(group);
  if (found == nullptr) return {};
  const Ruling wanted{Rule::group, group};
  const bool off = presentity.off();
  View view = off ? off_view() : shown(effective(*found, now));
  const Time natural = view.changed_at;
  std::map<Time, std::vector<UserId>> since;  // the rest of the View is the same for all of them
  for (const auto& [id, contact] : presentity.contacts()) {
    if (ruling(presentity, &contact, now) != wanted) continue;
    view.changed_at = natural;
    if (!off) pin(&contact, view);
    since[view.changed_at].push_back(id);
  }
  std::vector<Shown> result;
  for (auto& [changed_at, watchers] : since) {
    view.changed_at = changed_at;
    result.push_back({view, std::move(watchers)});
  }
  return result;
}

std::vector<Shown> presence_views(const Presentity& presentity, Time now, Time carried_out) {
  const auto shows = [&](UserId watcher, Time at) {
    const auto view = retained_when_there(presentity, watcher, at);
    return view && *view != off_view();
  };
  std::map<std::tuple<Activity, std::string, Time, Time>, std::vector<UserId>> by_view;
  for (const auto& [id, contact] : presentity.contacts()) {
    const auto view = retained_view(presentity, id, now);
    if (!view || (!shows(id, now) && !shows(id, carried_out))) continue;
    by_view[{view->activity, view->note, view->changed_at, view->until}].push_back(id);
  }
  std::vector<Shown> result;
  for (auto& [view, watchers] : by_view) {
    const auto& [activity, note, changed_at, until] = view;
    result.push_back({View{activity, note, changed_at, until}, std::move(watchers)});
  }
  return result;
}

Setting effective(const GroupState& group, Time now) {
  if (!group.temporary) return group.base;
  if (in_force(group.temporary->until, now)) return *group.temporary;
  Setting base = group.base;
  base.changed_at = std::max(base.changed_at, group.temporary->until);
  return base;
}

View off_view() {
  return View{.activity = Activity::off, .note = {}, .changed_at = kNoTime, .until = kNoTime};
}

bool same_shown(const View& a, const View& b) {
  return a.activity == b.activity && a.note == b.note && a.until == b.until;
}

}  // namespace facet::resolver
