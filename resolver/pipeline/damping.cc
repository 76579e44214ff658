#include "resolver/pipeline/damping.h"

#include <algorithm>

namespace facet::resolver {
namespace {

// More than one call can add, so the memory shrinks, and few enough that nobody waits for it.
constexpr int kForgottenAtATime = 16;

}  // namespace

bool Damping::damps(const Target& target) const {
  if (options_.every == std::chrono::seconds{0}) return false;
  return target.kind == TargetKind::audience || target.kind == TargetKind::watcher ||
         target.kind == TargetKind::presence;
}

SteadyTime::duration Damping::admit(const Target& target, SteadyTime now) {
  if (!damps(target)) return {};
  forget_some(now);
  auto found = whole_at_.find(target);
  if (found == whole_at_.end()) {
    if (whole_at_.size() >= most_) return {};
    found = whole_at_.emplace(target, now).first;
    look_again_.emplace_back(now + recovery(), target);
  }
  const auto whole_at = std::max(found->second, now);
  const auto wait = whole_at + options_.every - (now + recovery());
  if (wait > SteadyTime::duration{0}) return wait;
  found->second = whole_at + options_.every;
  return {};
}

void Damping::give_back(const Target& target) {
  const auto found = whole_at_.find(target);
  if (found != whole_at_.end()) found->second -= options_.every;
}

void Damping::forget_some(SteadyTime now) {
  for (int i = 0; i < kForgottenAtATime && !look_again_.empty() && look_again_.front().first <= now; ++i) {
    const Target target = look_again_.front().second;
    look_again_.pop_front();
    const auto found = whole_at_.find(target);
    if (found->second <= now) {
      whole_at_.erase(found);
    } else {
      look_again_.emplace_back(now + recovery(), target);
    }
  }
}

}  // namespace facet::resolver
