#pragma once

#include <map>
#include <optional>
#include <set>

#include "resolver/domain/effects.h"
#include "resolver/domain/rules.h"

namespace facet::resolver {

// Finds out whose View a change of groups, overrides or blocks alters: looks before, looks after.
class ViewChanges {
 public:
  explicit ViewChanges(Time now) : now_(now) {}

  // Remembers what `contact` sees now; call before the change. Twice is the same as once.
  void watch(const Presentity& presentity, UserId contact);

  // Call after the change. Adds to `decision` one dirty target for each contact who sees something else now,
  // and pins `changed_at` for those who see the same from another source: a move that shows nothing new is
  // told to nobody, and a request is still answered what the retained topic holds.
  void settle(Presentity& presentity, Decision& decision);

 private:
  struct Before {
    std::optional<View> view;  // without liveness: pins are to stand when the presentity is back
    Ruling by;
    // The ruling setting has just ended and its timer may not have been carried out: the topic may still show
    // it.
    bool ending = false;
  };

  void settle_one(Presentity& presentity, UserId contact, const Before& before, Decision& decision);
  void tell(const Presentity& presentity, UserId contact, const Before& before, bool same,
            Decision& decision) const;
  void tell_while_off(const Presentity& presentity, UserId contact, const Before& before,
                      const std::optional<View>& after, Decision& decision) const;

  Time now_;
  std::map<UserId, Before> before_;
  std::set<GroupId> told_;  // whole groups that `decision` tells anyway
};

}  // namespace facet::resolver
