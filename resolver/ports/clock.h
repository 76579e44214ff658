#pragma once

#include <chrono>
#include <functional>

#include "schemas/ids.h"

namespace facet::resolver {

class Clock {
 public:
  virtual ~Clock() = default;
  // The wall clock, UTC. May go backwards when somebody sets it. Thread-safe.
  virtual Instant now() const = 0;
};

// Time that passes and nobody sets, for how long something lasts. Thread-safe.
using SteadyTime = std::chrono::steady_clock::time_point;
using SteadyClock = std::function<SteadyTime()>;

}  // namespace facet::resolver
