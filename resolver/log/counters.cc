#include "resolver/log/counters.h"

namespace facet::resolver {

Counter& Counters::counter(std::string_view name) {
  const std::lock_guard lock(mutex_);
  const auto found = counters_.find(name);
  return found != counters_.end() ? found->second : counters_.try_emplace(std::string(name)).first->second;
}

Counters::Snapshot Counters::snapshot() const {
  const std::lock_guard lock(mutex_);
  Snapshot snapshot;
  snapshot.reserve(counters_.size());
  for (const auto& [name, counter] : counters_) snapshot.emplace_back(name, counter.value());
  return snapshot;
}

}  // namespace facet::resolver
