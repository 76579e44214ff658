#pragma once

#include <chrono>

#include "schemas/result.h"
#include "tests/load/crowd.h"

namespace facet::load_test {

struct Plan {
  Size size;
  int rounds = 3;
  std::chrono::seconds hostile{10};
  bool chosen_passwords = false;
  bool keep = false;
};

// One after the other: everybody comes; owners change, all at once; everybody is lost and comes again, as a
// crowd that is held back and as one that is not; the broker is killed and everybody comes again; somebody
// hostile does what he can while owners change. Prints what it took, and what broker and resolver had in
// memory. Fails when a delivery or a receipt does not come, is wrong, or memory does not stay within its
// bounds.
Status storm(const Plan& plan);

}  // namespace facet::load_test
