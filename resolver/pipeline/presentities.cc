#include "resolver/pipeline/presentities.h"

#include "schemas/limits.h"

namespace facet::resolver {

Result<Presentity*> Presentities::get(UserId id) {
  if (const auto found = entries_.find(id); found != entries_.end()) {
    recent_.splice(recent_.begin(), recent_, found->second);
    recount(recent_.front());
    return &recent_.front().presentity;
  }
  auto loaded = store_.load(id);
  if (!loaded) return fail(loaded.error());
  // A zone that this machine does not know (any more) is read as UTC.
  loaded->set_zone(zones_.find(loaded->account().zone));
  loaded->set_formers(&formers_);
  recent_.push_front(Entry{std::move(*loaded), 0});
  entries_.emplace(id, recent_.begin());
  recount(recent_.front());
  shrink();
  return &recent_.front().presentity;
}

void Presentities::evict(UserId id) {
  const auto found = entries_.find(id);
  if (found == entries_.end()) return;
  contacts_ -= found->second->contacts;
  recent_.erase(found->second);
  entries_.erase(found);
}

void Presentities::recount(Entry& entry) {
  contacts_ += entry.presentity.contacts().size() - entry.contacts;
  entry.contacts = entry.presentity.contacts().size();
}

void Presentities::shrink() {
  // The one just asked for stays, however large it is.
  while (recent_.size() > 1 &&
         (recent_.size() > limits::kCachedPresentities || contacts_ > limits::kCachedContacts)) {
    evict(recent_.back().presentity.id());
  }
}

}  // namespace facet::resolver
