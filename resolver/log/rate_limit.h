#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace facet::resolver {

// At most so many of one event a minute; minutes are counted from an event's first one. Events are named by
// our code, so their number is bounded. Thread-safe.
class RateLimit {
 public:
  using Clock = std::function<std::chrono::steady_clock::time_point()>;
  explicit RateLimit(Clock now) : now_(std::move(now)) {}

  // nullopt: hold this one back. Otherwise how many were held back since the last one that was let through in
  // an earlier minute.
  std::optional<std::uint64_t> let_through(std::string_view event, unsigned per_minute);

  // What is held back and was not told yet; told with this.
  std::vector<std::pair<std::string, std::uint64_t>> take_suppressed();

 private:
  struct Minute {
    std::chrono::steady_clock::time_point began;
    unsigned let_through = 0;
    std::uint64_t suppressed = 0;
  };

  Clock now_;
  std::mutex mutex_;
  std::map<std::string, Minute, std::less<>> events_;
};

}  // namespace facet::resolver
