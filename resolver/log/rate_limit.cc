#include "resolver/log/rate_limit.h"

namespace facet::resolver {

std::optional<std::uint64_t> RateLimit::let_through(std::string_view event, unsigned per_minute) {
  const auto now = now_();
  const std::lock_guard lock(mutex_);
  auto found = events_.find(event);
  if (found == events_.end()) found = events_.try_emplace(std::string(event), Minute{now}).first;
  Minute& minute = found->second;
  if (now - minute.began >= std::chrono::minutes(1)) {
    minute.began = now;
    minute.let_through = 0;
  }
  if (minute.let_through >= per_minute) {
    ++minute.suppressed;
    return std::nullopt;
  }
  ++minute.let_through;
  return std::exchange(minute.suppressed, 0);
}

std::vector<std::pair<std::string, std::uint64_t>> RateLimit::take_suppressed() {
  const std::lock_guard lock(mutex_);
  std::vector<std::pair<std::string, std::uint64_t>> result;
  for (auto& [event, minute] : events_) {
    if (minute.suppressed > 0) result.emplace_back(event, std::exchange(minute.suppressed, 0));
  }
  return result;
}

}  // namespace facet::resolver
