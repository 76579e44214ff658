#pragma once

#include "resolver/domain/audience.h"
#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"
#include "resolver/domain/terms.h"

// What the deciders share about whom to tell. Internal to the domain.
namespace facet::resolver {

inline Target target_of(const Presentity& presentity, TargetKind kind, GroupId group) {
  return {kind, presentity.id(), group.value()};
}
inline Target watcher_of(const Presentity& presentity, UserId watcher) {
  return {TargetKind::watcher, presentity.id(), watcher.value()};
}

// Marks everybody who is shown another thing because the automatic statuses went from `before` to what they
// are now.
void tell_flip(const Presentity& presentity, const Laid& before, Decision& decision);

// Whoever `behind` names is shown the same as before, but may have dropped out of those to whom a change of
// the automatic statuses matters: if one still waits for the broker, `behind` has to be told as well.
void left_by_flips(const Presentity& presentity, const Target& behind, Decision& decision);

// A group's audience before and after a change.
class AudienceChange {
 public:
  // Before the change. What ended after `terms.carried_out` may be on the topics still.
  AudienceChange(const Presentity& presentity, GroupId group, Time now, const Terms& terms);
  // After it: marks the audience if it is shown another thing now.
  void settle(const Presentity& presentity, Time now, Decision& decision) const;

 private:
  GroupId group_;
  View shown_;
  bool uncertain_;  // the topics may show something else still
};

// Whether the topics of `group`'s audience may show something that ended since timers were last carried out:
// other than what they are to show now.
bool may_show_ended(const Presentity& presentity, const GroupState& group, Time now, const Terms& terms);

// A group's setting with the automatic statuses over it: what its audience sees, but for pinned contacts.
View audience_view(const Presentity& presentity, const GroupState& group, Time now);

// Something of `group` was over, or began, at `at`: marks its audience if that shows at `now`.
void tell_audience(const Presentity& presentity, const GroupState& group, Time at, Time now,
                   Decision& decision);

// One timer for `target`, at `after` instead of `before`; kNoTime: none. One that is due is left: whoever it
// is for may not have been told yet.
void move_timer(const Target& target, Time before, Time after, Time now, Decision& decision);

}  // namespace facet::resolver
