#include "tests/unit/domain/broker.h"

#include <utility>

namespace facet::resolver::test {

void Broker::mark(const Decision& decision) {
  for (const auto& left : decision.left) {
    if (marks_.contains(left.waiting)) marks_.insert(left.behind);
  }
  marks_.insert(decision.dirty.begin(), decision.dirty.end());
  for (const auto& timer : decision.cancelled) timers_.erase(timer);
  timers_.insert(decision.timers.begin(), decision.timers.end());
}

void Broker::fire_due(Presentity& presentity, Time now) {
  expire(now);
  while (!timers_.empty() && timers_.begin()->at <= now) {
    const Timer timer = *timers_.begin();
    timers_.erase(timers_.begin());
    mark(decide(presentity, timer, now, terms()));
  }
  carried_out_ = now;
}

void Broker::publish_one(const Presentity& presentity, Time now, std::size_t index) {
  if (marks_.empty()) return;
  const auto at = std::next(marks_.begin(), static_cast<std::ptrdiff_t>(index % marks_.size()));
  const Target target = *at;
  marks_.erase(at);
  publish(presentity, target, now);
}

void Broker::publish_all(const Presentity& presentity, Time now) {
  while (!marks_.empty()) publish_one(presentity, now, 0);
}

void Broker::publish(const Presentity& presentity, const Target& target, Time now) {
  const GroupId group{static_cast<std::uint32_t>(target.id)};
  switch (target.kind) {
    case TargetKind::audience:
      for (const auto& [view, until, watchers] : audience_views(presentity, group, now)) {
        for (const UserId watcher : watchers) show(watcher, view, until);
      }
      break;
    case TargetKind::withdrawn:  // everybody takes what it is shown
    case TargetKind::watcher:
      show(UserId{target.id}, retained_view(presentity, UserId{target.id}, now),
           retained_until(presentity, UserId{target.id}, now));
      break;
    case TargetKind::own_group:
      own_groups_.erase(group);
      if (auto own = own_group(presentity, group)) own_groups_.emplace(group, std::move(*own));
      break;
    case TargetKind::own_members:
      own_members_.erase(group);
      if (auto own = resolver::own_members(presentity, group)) own_members_.emplace(group, std::move(*own));
      break;
    case TargetKind::presence:
      for (const auto& [view, until, watchers] :
           presence_views(presentity, static_cast<Flip>(target.id), now, carried_out_)) {
        for (const UserId watcher : watchers) show(watcher, view, until);
      }
      break;
    case TargetKind::backfill:
    case TargetKind::erased:
    case TargetKind::schedule:
    case TargetKind::member:
    case TargetKind::follower:
    case TargetKind::call:
      break;  // not from decisions, or no topic
  }
}

void Broker::expire(Time now) {
  for (auto end = ends_.begin(); end != ends_.end();) {
    if (end->second > now) {
      ++end;
      continue;
    }
    views_.erase(end->first);
    end = ends_.erase(end);
  }
}

void Broker::show(UserId watcher, std::optional<View> view, Time until) {
  const auto end = ends_.find(watcher);
  const Time before = end == ends_.end() ? kNoTime : end->second;
  messages_.push_back({watcher, view, retained(watcher) != view || before != until});
  views_.erase(watcher);
  ends_.erase(watcher);
  if (view && until != kNoTime) ends_.emplace(watcher, until);
  if (view) views_.emplace(watcher, std::move(*view));
}

std::optional<View> Broker::retained(UserId watcher) const {
  const auto found = views_.find(watcher);
  if (found == views_.end()) return std::nullopt;
  return found->second;
}

std::vector<Message> Broker::take_messages() {
  return std::exchange(messages_, {});
}

}  // namespace facet::resolver::test
