#include "resolver/pipeline/last_shown.h"

namespace facet::resolver {

bool LastShown::holds(const Target& target, const Fingerprint& print) const {
  const auto found = entries_.find(target.user);
  if (found == entries_.end()) return false;
  const Entry& entry = *found->second;
  return entry.taken && entry.mark.target == target && entry.print == print;
}

void LastShown::sent(const Mark& mark, const Fingerprint& print) {
  forget(mark.target.user);
  recent_.push_front({mark, print});
  entries_.emplace(mark.target.user, recent_.begin());
  if (entries_.size() > most_) forget(recent_.back().mark.target.user);
}

void LastShown::taken(const Mark& mark) {
  const auto found = entries_.find(mark.target.user);
  if (found != entries_.end() && found->second->mark == mark) found->second->taken = true;
}

void LastShown::forget(UserId presentity) {
  const auto found = entries_.find(presentity);
  if (found == entries_.end()) return;
  recent_.erase(found->second);
  entries_.erase(found);
}

void LastShown::forget_all() {
  entries_.clear();
  recent_.clear();
}

}  // namespace facet::resolver
