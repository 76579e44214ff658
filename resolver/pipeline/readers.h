#pragma once

#include <vector>

#include "resolver/domain/presentity.h"
#include "resolver/pipeline/registry.h"
#include "resolver/ports/store.h"

namespace facet::resolver {

// Which watchers take what a presentity shows: the watcher's say, of which the presentity learns nothing.
// With Core's mutex held.
class Readers {
 public:
  Readers(Store& store, const Registry& registry) : store_(store), registry_(registry) {}

  // Those of `watchers` (ascending) who are registered and take it, in the same order. An error is the
  // store's.
  Result<std::vector<UserId>> only(const Presentity& presentity, std::vector<UserId> watchers) const;
  Result<bool> takes(const Presentity& presentity, UserId watcher) const;

  // The rule: accepted; or nothing said, and the watcher knows the presentity, asked about it, or takes
  // strangers.
  static bool takes(const Standing& standing, bool asked, bool strangers);

 private:
  Store& store_;
  const Registry& registry_;
};

}  // namespace facet::resolver
