#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "resolver/domain/presentity.h"

// The presence rules (docs/rules.md): what a watcher sees of a presentity. Pure: `now` is an argument.
namespace facet::resolver {

// First match wins, in this order.
enum class Rule { blocked, override_setting, group, other };

// Which rule decides for a watcher, and by which group.
struct Ruling {
  Rule rule = Rule::other;
  GroupId group = kOther;
  bool operator==(const Ruling&) const = default;
};
Ruling ruling(const Presentity& presentity, const Contact* contact, Time now);

// What a request of any watcher is answered: also of a stranger, also about somebody who does not exist.
View view_of(const Presentity& presentity, UserId watcher, Time now);

// What the retained topic of this watcher holds: the same View, for contacts only; nullopt: no such topic.
std::optional<View> retained_view(const Presentity& presentity, UserId watcher, Time now);

// The same two without liveness: what is shown while the presentity is there.
View view_when_there(const Presentity& presentity, UserId watcher, Time now);
std::optional<View> retained_when_there(const Presentity& presentity, UserId watcher, Time now);

// A group's audience: the contacts whom its setting reaches, by what they see (one entry, as a rule; pinned
// contacts make more).
struct Shown {
  View view;
  std::vector<UserId> watchers;  // ascending
};
std::vector<Shown> audience_views(const Presentity& presentity, GroupId group, Time now);

// Who is to be told that the presentity went or came back, and what: the contacts who are shown something
// else than `off` while it is there. Nobody else may be sent anything, or that would tell a blocked watcher
// of the owner's connection. Settings that ended after `carried_out` are on the topics still: whoever one of
// them shows is told too, also when its end is `off`.
std::vector<Shown> presence_views(const Presentity& presentity, Time now, Time carried_out);

// The View of whoever a setting reaches. `off` never tells since when or until when.
View shown(const Setting& setting);

// The setting a group has at `now`, with the time its fallback took place in `changed_at`.
Setting effective(const GroupState& group, Time now);

// What everybody sees of somebody who is offline: nothing but `off`, not even since when.
View off_view();

// True when no watcher could tell one from the other, but for `changed_at`.
bool same_shown(const View& a, const View& b);

}  // namespace facet::resolver
