#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "resolver/domain/effects.h"
#include "resolver/domain/rules.h"
#include "resolver/domain/terms.h"

namespace facet::resolver {

// Finds out whose View a change of groups, overrides or blocks alters: looks before, looks after.
class ViewChanges {
 public:
  // Looks at the topics as they were at `before`, at the rules as they are at `now`.
  ViewChanges(Time before, Time now, const Terms& terms) : looked_(before), now_(now), terms_(terms) {}

  // Remembers what `contact` sees; call before the change. Twice is the same as once.
  void watch(const Presentity& presentity, UserId contact);

  // Call after the change. Adds to `decision` one dirty target for each contact who sees something else now,
  // and pins `changed_at` for those who see the same from another source: a move that shows nothing new is
  // told to nobody, and a request is still answered what the retained topic holds. Whoever has fallen out of
  // every group is kept up to date for a while as one of `other`.
  void settle(Presentity& presentity, Decision& decision);

 private:
  struct Before {
    std::optional<View> setting;  // without automatic statuses: pins are to stand when they are over
    std::optional<View> view;     // what the topic holds
    Time until = kNoTime;         // when the topic goes by itself
    Ruling by;
    std::pair<bool, bool> depends;  // on going off, on a call: what is shown then
    bool holds = false;             // the presentity, as a watcher, knows the contact
    // What ruled has ended and its timer may not have been carried out: the topic may still show it.
    bool group_ending = false;  // a group's setting, of which the whole group is told then
    bool ending = false;        // a membership or an override
  };

  Before look(const Presentity& presentity, UserId contact) const;
  void settle_one(Presentity& presentity, UserId contact, const Before& before, Decision& decision);
  void let_follow(Presentity& presentity, UserId contact, ContactState& own, Decision& decision) const;
  void tell(const Presentity& presentity, UserId contact, const Before& before, bool setting_changed,
            Decision& decision) const;

  Time looked_;
  Time now_;
  Terms terms_;
  std::map<UserId, Before> before_;
  std::set<GroupId> told_;  // whole groups that `decision` tells anyway
};

}  // namespace facet::resolver
