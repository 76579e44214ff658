#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace facet::simulation {

using Millis = std::chrono::milliseconds;

// Chance that is the same on every machine: all of it follows from the seed (SplitMix64; the distributions of
// the standard library differ between libraries).
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    std::uint64_t x = (state_ += 0x9E37'79B9'7F4A'7C15ULL);
    x = (x ^ (x >> 30U)) * 0xBF58'476D'1CE4'E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D0'49BB'1331'11EBULL;
    return x ^ (x >> 31U);
  }
  // 0 to `n` - 1; `n` is at least 1.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  bool chance(unsigned percent) { return below(100) < percent; }
  // Both included.
  Millis between(Millis least, Millis most) {
    return least + Millis{below(static_cast<std::uint64_t>((most - least).count()) + 1)};
  }
  template <typename T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }

 private:
  std::uint64_t state_;
};

}  // namespace facet::simulation
