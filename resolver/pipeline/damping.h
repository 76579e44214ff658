#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <unordered_map>
#include <utility>

#include "resolver/domain/effects.h"
#include "resolver/ports/clock.h"
#include "schemas/limits.h"

namespace facet::resolver {

struct DampingOptions {
  std::chrono::seconds every{5};  // 0: nothing is damped
  unsigned burst = 3;             // at least 1
};

// How often the watchers of one target are told something: `burst` times at once, and then every so often. A
// change that comes too early waits; what is shown when it goes is what holds then, so that of a phone that
// flaps only the last word is told. Each audience, each single watcher and a presence have an allowance of
// their own: who is blocked while the group is being damped is shown so at once.
//
// Allowances that are whole again are forgotten, if not at once. Beyond `most` that are not, no new one is
// kept: what it would be for is not damped.
// Not thread-safe; does not know what time it is.
class Damping {
 public:
  explicit Damping(const DampingOptions& options = {}, std::size_t most = limits::kDampedTargets)
      : options_(options), most_(most) {}

  // Whether `target` is of a kind that is damped at all.
  bool damps(const Target& target) const;

  // 0: may be published now, and counts. Else how long it has to wait; nothing counts then. `now` is never
  // earlier than in the call before.
  SteadyTime::duration admit(const Target& target, SteadyTime now);
  // The last admitted publication of `target` did not take place.
  void give_back(const Target& target);

  std::size_t size() const { return whole_at_.size(); }

 private:
  struct Hash {
    std::size_t operator()(const Target& target) const noexcept {
      return std::hash<UserId>{}(target.user) ^ std::hash<UserId>{}(UserId{target.id * 31}) ^
             static_cast<std::size_t>(target.kind);
    }
  };

  void forget_some(SteadyTime now);
  // From nothing to whole.
  SteadyTime::duration recovery() const { return options_.every * options_.burst; }

  DampingOptions options_;
  std::size_t most_;
  // When the allowance is whole again; each publication puts that off by `every`.
  std::unordered_map<Target, SteadyTime, Hash> whole_at_;
  std::deque<std::pair<SteadyTime, Target>> look_again_;  // each of these once, ascending
};

}  // namespace facet::resolver
