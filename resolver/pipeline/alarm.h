#pragma once

#include "resolver/pipeline/committer.h"
#include "resolver/pipeline/core.h"

namespace facet::resolver {

// What changes by itself: settings that end, devices that are gone for good. Looks at the store's timers, has
// the domain decide on each, and what they name published anew.
// Not thread-safe: one thread calls it.
class Alarm {
 public:
  Alarm(Core& core, Committer& committer) : core_(core), committer_(committer) {}

  // Before anything is shown: reads how far the last run's timers were.
  Status start();

  // Fires what is due by now, a bounded number a call; true: there may be more.
  Result<bool> fire_due();

 private:
  // Written before the first of `due` is carried out: a run that starts behind a clock that was set back does
  // not show again what they end.
  Status remember(const std::vector<Timer>& due);
  // Its decision and its end in one commit, so that a crash neither loses it nor carries it out twice.
  Result<std::vector<Mark>> fire(const Timer& timer, Time now);

  Core& core_;
  Committer& committer_;
};

}  // namespace facet::resolver
