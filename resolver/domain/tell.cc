#include "resolver/domain/tell.h"

#include <algorithm>

#include "resolver/domain/schedule.h"

namespace facet::resolver {
namespace {

Target presence_of(const Presentity& presentity, Flip flip) {
  return {TargetKind::presence, presentity.id(), static_cast<std::uint64_t>(flip)};
}

Flip flip_between(Overlay before, Overlay after) {
  const bool off = before == Overlay::off || after == Overlay::off;
  const bool call = before == Overlay::in_call || after == Overlay::in_call;
  if (off && call) return Flip::both;
  return off ? Flip::off : Flip::call;
}

}  // namespace

View audience_view(const Presentity& presentity, const GroupState& group, Time now) {
  return overlaid(shown(effective(presentity, group, now)), group.automatics, laid(presentity));
}

void tell_flip(const Presentity& presentity, const Laid& before, Decision& decision) {
  const Laid after = laid(presentity);
  if (before == after) return;
  decision.dirty.push_back(presence_of(presentity, flip_between(before.overlay, after.overlay)));
}

void left_by_flips(const Presentity& presentity, const Target& behind, Decision& decision) {
  for (const Flip flip : {Flip::off, Flip::call, Flip::both}) {
    decision.left.push_back({presence_of(presentity, flip), behind});
  }
}

namespace {

// Whether the audience was to be shown something else than at `now`, at `from` or at any time between.
bool changes_between(const Presentity& presentity, const GroupState& group, Time from, Time now) {
  const View view = audience_view(presentity, group, now);
  const auto differs = [&](Time at) { return audience_view(presentity, group, at) != view; };
  if (differs(from)) return true;
  const Time end = group.temporary ? group.temporary->until : kNoTime;
  if (end > from && end <= now && differs(end)) return true;
  const Time boundary = next_boundary(presentity, group, from);
  if (boundary == kNoTime || boundary > now) return false;
  const Time second = next_boundary(presentity, group, boundary);
  return differs(boundary) || (second != kNoTime && second <= now);  // more than one is not looked into
}

}  // namespace

bool may_show_ended(const Presentity& presentity, const GroupState& group, Time now, const Terms& terms) {
  if (terms.carried_out >= now || (!group.temporary && group.schedule.empty())) return false;
  return changes_between(presentity, group, terms.carried_out, now);
}

AudienceChange::AudienceChange(const Presentity& presentity, GroupId group, Time now, const Terms& terms)
    : group_(group),
      shown_(audience_view(presentity, *presentity.group(group), now)),
      uncertain_(may_show_ended(presentity, *presentity.group(group), now, terms)) {}

void AudienceChange::settle(const Presentity& presentity, Time now, Decision& decision) const {
  const auto* group = presentity.existing_group(group_);
  if (group == nullptr) return;
  const Target audience = target_of(presentity, TargetKind::audience, group_);
  if (uncertain_ || audience_view(presentity, *group, now) != shown_) {
    decision.dirty.push_back(audience);
  } else {
    left_by_flips(presentity, audience, decision);
  }
}

void tell_audience(const Presentity& presentity, const GroupState& group, Time at, Time now,
                   Decision& decision) {
  const Target audience = target_of(presentity, TargetKind::audience, group.id);
  if (changes_between(presentity, group, at - std::chrono::seconds{1}, now)) {
    decision.dirty.push_back(audience);
  } else {
    left_by_flips(presentity, audience, decision);
  }
}

void move_timer(const Target& target, Time before, Time after, Time now, Decision& decision) {
  if (before == after) return;
  if (before > now) {
    // One of this same decision is not in the store yet.
    const auto ours = std::find(decision.timers.begin(), decision.timers.end(), Timer{before, target});
    if (ours != decision.timers.end()) {
      decision.timers.erase(ours);
    } else {
      decision.cancelled.push_back({before, target});
    }
  }
  if (after > now) decision.timers.push_back({after, target});
}

}  // namespace facet::resolver
