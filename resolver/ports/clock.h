#pragma once

#include "schemas/ids.h"

namespace facet::resolver {

class Clock {
 public:
  virtual ~Clock() = default;
  // The wall clock, UTC. May go backwards when somebody sets it. Thread-safe.
  virtual Instant now() const = 0;
};

}  // namespace facet::resolver
