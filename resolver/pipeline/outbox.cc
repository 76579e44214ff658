#include "resolver/pipeline/outbox.h"

#include <algorithm>
#include <utility>

namespace facet::resolver {

void Outbox::damp(const DampingOptions& options) {
  const std::lock_guard lock(mutex_);
  damping_ = Damping(options);
}

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
  // Parked: it comes as soon as it may go, with what has been added meanwhile.
  if (entry.parked || std::exchange(entry.queued, true)) return;
  queue_.push_back(target);
}

void Outbox::release_parked(SteadyTime now) {
  while (!parked_.empty() && parked_.begin()->first <= now) {
    const Target target = parked_.begin()->second;
    parked_.erase(parked_.begin());
    const auto found = entries_.find(target);
    if (found == entries_.end()) continue;
    found->second.parked = false;
    enqueue(target, found->second);
  }
}

bool Outbox::has(const Target& target) const {
  const std::lock_guard lock(mutex_);
  return entries_.contains(target);
}

std::optional<Target> Outbox::next(const std::stop_token& stop, std::chrono::milliseconds limit,
                                   SteadyTime now) {
  std::unique_lock lock(mutex_);
  release_parked(now);
  SteadyTime::duration patience = limit;
  if (!parked_.empty()) patience = std::min(patience, parked_.begin()->first - now);
  if (patience > SteadyTime::duration{0}) {
    changed_.wait_for(lock, stop, patience, [this] { return !queue_.empty(); });
  }
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

bool Outbox::admit(const Mark& mark, SteadyTime now) {
  const std::lock_guard lock(mutex_);
  const auto wait = damping_.admit(mark.target, now);
  const auto found = entries_.find(mark.target);  // there: nobody but its publication takes it out
  if (wait == SteadyTime::duration{0} || found == entries_.end()) return true;
  found->second.begun = 0;
  found->second.parked = true;
  parked_.emplace(now + wait, mark.target);
  return false;
}

bool Outbox::is_compared(const Target& target) const {
  const std::lock_guard lock(mutex_);
  return compares(target);
}

// A view that is taken away is not damped, but changes what its watcher has.
bool Outbox::compares(const Target& target) const {
  Target damped = target;
  if (target.kind == TargetKind::withdrawn) damped.kind = TargetKind::watcher;
  return damping_.damps(damped);
}

bool Outbox::keep_news(const Mark& mark, Messages& messages) {
  const std::lock_guard lock(mutex_);
  last_shown_.keep_news(mark, messages);
  if (!messages.empty()) return true;
  damping_.give_back(mark.target);
  finish(mark);
  return false;
}

void Outbox::forget_shown(UserId presentity, const std::vector<UserId>& watchers) {
  const std::lock_guard lock(mutex_);
  last_shown_.forget(presentity, watchers);
}

void Outbox::forget_shown(UserId presentity) {
  const std::lock_guard lock(mutex_);
  last_shown_.forget(presentity);
}

void Outbox::forget_shown() {
  const std::lock_guard lock(mutex_);
  last_shown_.forget_all();
}

void Outbox::taken(const Mark& mark) {
  const std::lock_guard lock(mutex_);
  last_shown_.taken(mark);
  finish(mark);
}

void Outbox::finish(const Mark& mark) {
  const auto found = entries_.find(mark.target);
  if (found == entries_.end() || found->second.version != mark.version) return;
  done_.push_back(mark);
  entries_.erase(found);
}

void Outbox::lost(const Mark& mark) {
  const std::lock_guard lock(mutex_);
  if (compares(mark.target)) {
    damping_.give_back(mark.target);
    last_shown_.forget(mark.target.user);
  }
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
