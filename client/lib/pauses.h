#pragma once

#include <algorithm>
#include <chrono>

// Growing pauses between attempts. Pure.
namespace facet::client {

class Pauses {
 public:
  using Milliseconds = std::chrono::milliseconds;
  constexpr Pauses(Milliseconds first, Milliseconds longest)
      : first_(first), longest_(longest), next_(first) {}

  // The pause before the next attempt; each is twice the one before, up to the longest.
  constexpr Milliseconds grow() {
    const auto pause = next_;
    next_ = std::min(next_ * 2, longest_);
    return pause;
  }
  constexpr void reset() { next_ = first_; }

 private:
  Milliseconds first_;
  Milliseconds longest_;
  Milliseconds next_;
};

// Between a half of `pause` and all of it, as `dice` (0 to 1) falls: phones that lost a broker together do
// not come back together.
constexpr std::chrono::milliseconds jittered(std::chrono::milliseconds pause, double dice) {
  return std::chrono::milliseconds{
      static_cast<std::chrono::milliseconds::rep>(static_cast<double>(pause.count()) * (0.5 + dice / 2))};
}

inline constexpr Pauses kReconnectPauses{std::chrono::seconds{1}, std::chrono::seconds{60}};
inline constexpr Pauses kResendPauses{std::chrono::seconds{10}, std::chrono::minutes{2}};

}  // namespace facet::client
