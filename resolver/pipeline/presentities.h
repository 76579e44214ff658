#pragma once

#include <list>
#include <unordered_map>

#include "resolver/ports/store.h"
#include "resolver/ports/zones.h"

namespace facet::resolver {

// Presentities in memory, the least recently used ones forgotten beyond limits.h. Not thread-safe: Core's
// mutex guards it.
class Presentities {
 public:
  // `formers` is looked at whenever a rule is worked out.
  Presentities(Store& store, Zones& zones, const Formers& formers)
      : store_(store), zones_(zones), formers_(formers) {}

  // Loads it when it is not here. The pointer holds until the next call. An error is the store's.
  Result<Presentity*> get(UserId id);

  // After a commit that failed, what is in memory is not what is stored: forget it.
  void evict(UserId id);

  std::size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    Presentity presentity;
    std::size_t contacts = 0;  // as counted into contacts_
  };

  void recount(Entry& entry);
  void shrink();

  Store& store_;
  Zones& zones_;
  const Formers& formers_;
  std::list<Entry> recent_;  // the latest first
  std::unordered_map<UserId, std::list<Entry>::iterator> entries_;
  std::size_t contacts_ = 0;
};

}  // namespace facet::resolver
