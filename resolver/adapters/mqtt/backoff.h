#pragma once

#include <algorithm>
#include <chrono>
#include <random>

namespace facet::resolver {

// Pauses between attempts: doubling from the shortest to the longest, each off by up to a fifth by chance, so
// that many clients of one broker do not come back at the same moment. Not thread-safe.
class Backoff {
 public:
  Backoff(std::chrono::milliseconds shortest, std::chrono::milliseconds longest)
      : shortest_(shortest), longest_(longest), next_(shortest), random_(std::random_device{}()) {}

  std::chrono::milliseconds next() {
    const auto off = std::uniform_real_distribution<double>(0.8, 1.2)(random_);
    const auto pause = std::chrono::duration_cast<std::chrono::milliseconds>(next_ * off);
    next_ = std::min(next_ * 2, longest_);
    return std::clamp(pause, shortest_, longest_);
  }

  void reset() { next_ = shortest_; }

 private:
  std::chrono::milliseconds shortest_;
  std::chrono::milliseconds longest_;
  std::chrono::milliseconds next_;
  std::minstd_rand random_;
};

}  // namespace facet::resolver
