#include "resolver/domain/rules.h"

#include <algorithm>

#include "resolver/domain/schedule.h"

namespace facet::resolver {
namespace {

bool in_force(Time until, Time now) {
  return until == kNoTime || until > now;
}

void pin(const Contact* contact, View& view) {
  if (contact == nullptr || !contact->own.pin || contact->own.pin->natural != view.changed_at) return;
  view.changed_at = contact->own.pin->shown;
}

Setting of_occurrence(const Occurrence& occurrence) {
  return Setting{.activity = occurrence.entry->activity,
                 .note = occurrence.entry->note,
                 .until = occurrence.to,
                 .changed_at = occurrence.since};
}

// What was set since an entry began replaces it until it ends. In the same second what was said last counts;
// of one message, the schedule.
bool replaces(const Presentity& presentity, const GroupState& group, const Occurrence& one) {
  if (group.base_since != one.from) return group.base_since > one.from;
  return group.base_revision > std::max(group.schedule_revision, presentity.account().zone_revision);
}

// `running` is replaced, but one that lay over it may not have been: when that one was over; kNoTime: none
// did.
Time last_covered(const Presentity& presentity, const GroupState& group, const Occurrence& running) {
  if (running.since == running.from) return kNoTime;
  const auto over = occurrence_at(presentity, group, running.since - std::chrono::seconds{1});
  return over && !replaces(presentity, group, *over) ? running.since : kNoTime;
}

}  // namespace

bool Moment::has_override(UserId watcher, const Contact& contact) const {
  const auto& own = contact.own;
  return own.override_setting && in_force(own.override_setting->until, now_) &&
         presentity_.counts(watcher, own.override_revision);
}

bool Moment::blocks(UserId watcher, const Contact& contact) const {
  return contact.own.blocked && presentity_.counts(watcher, contact.own.block_revision);
}

bool Moment::is_ending(const Contact& contact) const {
  if (contact.own.override_setting && !in_force(contact.own.override_setting->until, now_)) return true;
  return std::any_of(contact.memberships.begin(), contact.memberships.end(), [this](const auto& membership) {
    return !membership.removed && !in_force(membership.until, now_);
  });
}

// The lower id between equal ranks, so upload order cannot matter.
std::optional<GroupId> Moment::highest_group(UserId watcher, const Contact& contact) const {
  const Instant former = presentity_.former_until(watcher);
  const GroupState* best = nullptr;
  for (const auto& membership : contact.memberships) {
    if (membership.removed || !in_force(membership.until, now_)) continue;
    if (membership.revision.made_at() <= former) continue;
    const auto* group = presentity_.existing_group(membership.group);
    if (group == nullptr) continue;
    if (best == nullptr || std::pair(group->rank, group->id) < std::pair(best->rank, best->id)) best = group;
  }
  if (best == nullptr) return std::nullopt;
  return best->id;
}

Ruling Moment::ruling(UserId watcher, const Contact* contact) const {
  if (contact == nullptr) return {Rule::other, kOther};
  if (blocks(watcher, *contact)) return {Rule::blocked, kOther};
  if (has_override(watcher, *contact)) return {Rule::override_setting, kOther};
  if (const auto group = highest_group(watcher, *contact)) return {Rule::group, *group};
  return {Rule::other, kOther};
}

const View& Moment::of_group(GroupId group) const {
  const auto found = groups_.find(group);
  if (found != groups_.end()) return found->second;
  const View view = shown(effective(presentity_, *presentity_.group(group), now_));
  return groups_.emplace(group, view).first->second;
}

std::pair<View, const Automatics*> Moment::plain(UserId watcher, const Contact* contact,
                                                 const Ruling& by) const {
  // The automatic statuses of a contact with a setting of its own are those of the group it would be in.
  GroupId group = by.group;
  if (by.rule == Rule::override_setting) group = highest_group(watcher, *contact).value_or(kOther);
  View view = by.rule == Rule::override_setting ? shown(*contact->own.override_setting) : of_group(by.group);
  pin(contact, view);
  return {std::move(view), &presentity_.group(group)->automatics};
}

View Moment::view(UserId watcher, const Contact* contact) const {
  if (presentity_.account().erasing) return off_view();
  const Ruling by = ruling(watcher, contact);
  if (by.rule == Rule::blocked) return off_view();
  const auto [setting, how] = plain(watcher, contact, by);
  return overlaid(setting, *how, over_);
}

bool Moment::has_topic(UserId watcher, const Contact* contact) const {
  if (contact == nullptr || presentity_.account().erasing) return false;
  return contact->own.follows_until > now_ || has_override(watcher, *contact) ||
         highest_group(watcher, *contact).has_value() || is_ending(*contact);
}

Time Moment::follows_until(UserId watcher, const Contact* contact) const {
  const bool follows = has_topic(watcher, contact) && contact->own.follows_until > now_;
  if (!follows || has_override(watcher, *contact) || highest_group(watcher, *contact)) return kNoTime;
  return contact->own.follows_until;
}

Time Moment::topic_until(UserId watcher, const Contact* contact) const {
  return contact != nullptr && contact->own.asked ? follows_until(watcher, contact) : kNoTime;
}

bool Moment::depends(UserId watcher, const Contact* contact, Overlay over) const {
  const Ruling by = ruling(watcher, contact);
  if (by.rule == Rule::blocked) return false;
  const auto [setting, how] = plain(watcher, contact, by);
  return covers(setting, *how, over);
}

View shown(const Setting& setting) {
  View view{setting.activity, setting.note, setting.changed_at, setting.until};
  // A blocked watcher's `off` has neither (rule 1).
  if (view.activity == Activity::off) view.changed_at = view.until = kNoTime;
  return view;
}

Ruling ruling(const Presentity& presentity, UserId watcher, Time now) {
  return Moment(presentity, now).ruling(watcher, presentity.contact(watcher));
}

View view_of(const Presentity& presentity, UserId watcher, Time now) {
  return Moment(presentity, now).view(watcher, presentity.contact(watcher));
}

std::optional<View> retained_view(const Presentity& presentity, UserId watcher, Time now) {
  const Moment moment(presentity, now);
  const auto* contact = presentity.contact(watcher);
  if (!moment.has_topic(watcher, contact)) return std::nullopt;
  return moment.view(watcher, contact);
}

Time retained_until(const Presentity& presentity, UserId watcher, Time now) {
  return Moment(presentity, now).topic_until(watcher, presentity.contact(watcher));
}

std::optional<View> retained_setting(const Presentity& presentity, UserId watcher, Time now) {
  const Moment moment(presentity, now, Laid{});
  const auto* contact = presentity.contact(watcher);
  if (!moment.has_topic(watcher, contact)) return std::nullopt;
  return moment.view(watcher, contact);
}

Setting effective(const Presentity& presentity, const GroupState& group, Time now) {
  if (group.temporary && group.temporary->until > now) return *group.temporary;
  const Time uncovered = group.temporary ? group.temporary->until : kNoTime;
  Setting result = group.base;
  if (const auto running = occurrence_at(presentity, group, now)) {
    if (replaces(presentity, group, *running)) {
      result.changed_at = std::max(result.changed_at, last_covered(presentity, group, *running));
    } else {
      result = of_occurrence(*running);
    }
  } else if (const auto ended = last_ended(presentity, group, now)) {
    if (!replaces(presentity, group, *ended)) result.changed_at = std::max(result.changed_at, ended->to);
  }
  result.changed_at = std::max(result.changed_at, uncovered);
  return result;
}

View off_view() {
  return View{.activity = Activity::off, .note = {}, .changed_at = kNoTime, .until = kNoTime};
}

bool same_shown(const View& a, const View& b) {
  return a.activity == b.activity && a.note == b.note && a.until == b.until;
}

}  // namespace facet::resolver
