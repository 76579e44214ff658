#pragma once

#include <unordered_set>
#include <vector>

#include "resolver/ports/store.h"

namespace facet::resolver {

// What a fan-out asks of every watcher, of all of them in memory: who has connected at least once (only they
// get retained topics, about 16 bytes each), who takes strangers' Views, and whose number was another's
// before. Not thread-safe: Core's mutex guards it.
class Registry {
 public:
  Status load(Store& store);

  bool contains(UserId user) const { return users_.contains(user); }
  void add(UserId user) { users_.insert(user); }
  void remove(UserId user) { users_.erase(user); }
  std::size_t size() const { return users_.size(); }

  // What an account that was written says.
  void note(UserId user, const Account& account);
  bool takes_strangers(UserId user) const { return take_strangers_.contains(user); }
  const Formers& formers() const { return formers_; }

 private:
  std::unordered_set<UserId> users_;
  std::unordered_set<UserId> take_strangers_;
  Formers formers_;
};

}  // namespace facet::resolver
