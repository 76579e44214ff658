#pragma once

#include <chrono>

#include "schemas/ids.h"

namespace facet::resolver {

// What the operator has settled, and how far the timers are.
struct Terms {
  std::chrono::seconds grace{30};                       // a device whose connection is gone still counts
  std::chrono::seconds follow{std::chrono::hours{24}};  // who asked is kept up to date
  // Timers due up to here have been seen to; what ended later may stand on the topics still.
  Time carried_out = Time::max();
};

}  // namespace facet::resolver
