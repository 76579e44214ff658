#pragma once

#include <chrono>

#include "resolver/ports/clock.h"

namespace facet::resolver {

class SystemClock : public Clock {
 public:
  Instant now() const override {
    return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

}  // namespace facet::resolver
