#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "resolver/domain/overlay.h"
#include "resolver/domain/presentity.h"

// The presence rules (docs/rules.md): what a watcher sees of a presentity. Pure: `now` is an argument.
namespace facet::resolver {

// Which rule decides for a watcher, and by which group. First match wins, in Rule's order.
struct Ruling {
  Rule rule = Rule::other;
  GroupId group = kOther;
  auto operator<=>(const Ruling&) const = default;
};

// The rules of one presentity at one moment. Works out each group once, so that asking for many watchers
// costs little. Good as long as the presentity is not changed.
class Moment {
 public:
  // With what lies over the settings now; the second as if `over` did.
  Moment(const Presentity& presentity, Time now) : Moment(presentity, now, laid(presentity)) {}
  Moment(const Presentity& presentity, Time now, Laid over)
      : presentity_(presentity), now_(now), over_(over) {}

  Ruling ruling(UserId watcher, const Contact* contact) const;
  // What a request of any watcher is answered: also of a stranger, also about somebody who does not exist.
  View view(UserId watcher, const Contact* contact) const;
  // Whether the watcher has a retained topic. Does not depend on a block: its absence would tell.
  bool has_topic(UserId watcher, const Contact* contact) const;
  // Until when it is kept up to date, as one who follows and is in no group; kNoTime: not as such a one.
  Time follows_until(UserId watcher, const Contact* contact) const;
  // When the topic is to go by itself: that, of who asked. Who was removed from a group keeps the topic as it
  // is, since an end of it would tell of the removal.
  Time topic_until(UserId watcher, const Contact* contact) const;
  // Whether what the watcher is shown is another thing with `over` laid over it.
  bool depends(UserId watcher, const Contact* contact, Overlay over) const;

  const Laid& over() const { return over_; }

 private:
  std::optional<GroupId> highest_group(UserId watcher, const Contact& contact) const;
  bool has_override(UserId watcher, const Contact& contact) const;
  // An override or a membership is over, and its timer has not taken it out yet: by then the contact follows.
  bool is_ending(const Contact& contact) const;
  bool blocks(UserId watcher, const Contact& contact) const;
  // What the setting itself shows, and how its group wants automatic statuses.
  std::pair<View, const Automatics*> plain(UserId watcher, const Contact* contact, const Ruling& by) const;
  const View& of_group(GroupId group) const;

  const Presentity& presentity_;
  const Time now_;
  const Laid over_;
  mutable std::map<GroupId, View> groups_;  // worked out so far
};

Ruling ruling(const Presentity& presentity, UserId watcher, Time now);
View view_of(const Presentity& presentity, UserId watcher, Time now);
// What the retained topic of this watcher holds: the same View, for contacts only; nullopt: no such topic.
std::optional<View> retained_view(const Presentity& presentity, UserId watcher, Time now);
// When that topic is to go by itself; kNoTime: not by itself.
Time retained_until(const Presentity& presentity, UserId watcher, Time now);

// What is under the automatic statuses: what is shown while the presentity is there and in no call.
std::optional<View> retained_setting(const Presentity& presentity, UserId watcher, Time now);

// The View of whoever a setting reaches. `off` never tells since when or until when.
View shown(const Setting& setting);

// The setting a group has at `now`, with the time its fallback took place in `changed_at`.
Setting effective(const Presentity& presentity, const GroupState& group, Time now);

// What everybody sees of somebody who is offline: nothing but `off`, not even since when.
View off_view();

// True when no watcher could tell one from the other, but for `changed_at`.
bool same_shown(const View& a, const View& b);

}  // namespace facet::resolver
