#include "resolver/pipeline/outbox.h"

#include <algorithm>
#include <utility>

namespace facet::resolver {

void Outbox::restore(std::vector<Mark> marks) {
  const std::lock_guard lock(mutex_);
  // The order in which they were made: a later change of a contact's group comes after the earlier one.
  std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.version < b.version; });
  for (const auto& mark : marks) {
    last_version_ = std::max(last_version_, mark.version);
    Entry& entry = entries_[mark.target];
    entry.version = mark.version;
    enqueue(mark.target, entry);
  }
  changed_.notify_one();
}

std::vector<Mark> Outbox::stamp(const std::vector<Target>& targets) {
  const std::lock_guard lock(mutex_);
  std::vector<Mark> marks;
  marks.reserve(targets.size());
  for (const auto& target : targets) marks.push_back({target, ++last_version_});
  return marks;
}

void Outbox::add(const std::vector<Mark>& marks) {
  const std::lock_guard lock(mutex_);
  for (const auto& mark : marks) entries_[mark.target].version = mark.version;
}

void Outbox::release(const std::vector<Mark>& marks) {
  const std::lock_guard lock(mutex_);
  for (const auto& mark : marks) {
    // Gone already when an earlier release of the same target carried this version along.
    const auto found = entries_.find(mark.target);
    if (found != entries_.end()) enqueue(mark.target, found->second);
  }
  changed_.notify_one();
}

void Outbox::enqueue(const Target& target, Entry& entry) {
  if (std::exchange(entry.queued, true)) return;
  queue_.push_back(target);
}

bool Outbox::has(const Target& target) const {
  const std::lock_guard lock(mutex_);
  return entries_.contains(target);
}

std::optional<Target> Outbox::next(const std::stop_token& stop, std::chrono::milliseconds limit) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, limit, [this] { return !queue_.empty(); });
  if (stop.stop_requested() || queue_.empty()) return std::nullopt;
  const Target target = queue_.front();
  queue_.pop_front();
  // Not there: an earlier release of the same target carried this one along.
  if (const auto found = entries_.find(target); found != entries_.end()) found->second.queued = false;
  return target;
}

std::optional<Mark> Outbox::begin(const Target& target) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(target);
  if (found == entries_.end() || found->second.begun == found->second.version) return std::nullopt;
  found->second.begun = found->second.version;
  return Mark{target, found->second.version};
}

void Outbox::taken(const Mark& mark) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(mark.target);
  if (found == entries_.end() || found->second.version != mark.version) return;
  done_.push_back(mark);
  entries_.erase(found);
}

void Outbox::lost(const Mark& mark) {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(mark.target);
  if (found == entries_.end() || found->second.begun != mark.version) return;
  found->second.begun = 0;
  lost_.push_back(mark.target);
}

void Outbox::release_lost() {
  const std::lock_guard lock(mutex_);
  for (const auto& target : std::exchange(lost_, {})) {
    const auto found = entries_.find(target);
    if (found != entries_.end()) enqueue(target, found->second);
  }
  changed_.notify_one();
}

void Outbox::note(const std::vector<Target>& targets) {
  const std::lock_guard lock(mutex_);
  for (const auto& target : targets) done_.push_back({target, 0});
}

std::vector<Mark> Outbox::done() {
  const std::lock_guard lock(mutex_);
  return std::exchange(done_, {});
}

std::size_t Outbox::waiting() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

}  // namespace facet::resolver
