#pragma once

#include "resolver/pipeline/committer.h"
#include "resolver/pipeline/core.h"

namespace facet::resolver {

// Settings that end by themselves: looks at the store's timers and has what they name published anew.
// Not thread-safe: one thread calls it.
class Alarm {
 public:
  Alarm(Core& core, Committer& committer) : core_(core), committer_(committer) {}

  // Fires what is due by now; a bounded number a call, the rest at the next.
  Status fire_due();

 private:
  Core& core_;
  Committer& committer_;
};

}  // namespace facet::resolver
