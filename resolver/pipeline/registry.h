#pragma once

#include <unordered_set>
#include <vector>

#include "resolver/ports/store.h"

namespace facet::resolver {

// Who has connected at least once: only they get retained topics. All of them in memory (about 16 bytes
// each), because a fan-out asks for every watcher. Not thread-safe: Core's mutex guards it.
class Registry {
 public:
  Status load(Store& store);

  bool contains(UserId user) const { return users_.contains(user); }
  void add(UserId user) { users_.insert(user); }
  std::size_t size() const { return users_.size(); }

  // Those of `users` who are registered, in the same order.
  std::vector<UserId> only(std::vector<UserId> users) const;

 private:
  std::unordered_set<UserId> users_;
};

}  // namespace facet::resolver
