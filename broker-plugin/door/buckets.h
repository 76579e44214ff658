#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_map>

// Token buckets: how much of something is let through. `now` is an argument; not thread-safe.
namespace facet::door {

using Moment = std::chrono::steady_clock::time_point;

struct Rate {
  double burst = 1;       // what may come at once; > 0
  double per_second = 1;  // and then for ever; > 0
};

class Bucket {
 public:
  Bucket(Rate rate, Moment now) : rate_(rate), tokens_(rate.burst), at_(now) {}

  // Takes `cost` out if the bucket holds as much. A cost beyond the burst empties a full bucket, so that
  // nothing is turned away for ever.
  bool take(double cost, Moment now) {
    refill(now);
    if (tokens_ < std::min(cost, rate_.burst)) return false;
    tokens_ = std::max(tokens_ - cost, 0.0);
    return true;
  }
  bool has(double cost, Moment now) {
    refill(now);
    return tokens_ >= std::min(cost, rate_.burst);
  }
  bool full(Moment now) {
    refill(now);
    return tokens_ >= rate_.burst;
  }

 private:
  void refill(Moment now) {
    const std::chrono::duration<double> passed = now - at_;
    if (passed.count() > 0) tokens_ = std::min(rate_.burst, tokens_ + passed.count() * rate_.per_second);
    at_ = std::max(at_, now);
  }

  Rate rate_;
  double tokens_;
  Moment at_;
};

// One bucket for each key, as long as there are at most `max` that are not full: a full bucket is like none.
// Beyond it new keys share one bucket, so strangers cannot make this grow and cannot get more by it either.
class Buckets {
 public:
  Buckets(Rate rate, std::size_t max, Moment now) : rate_(rate), max_(max), shared_(rate, now) {}

  bool take(std::string_view key, double cost, Moment now) { return of(cut(key), now).take(cost, now); }
  bool has(std::string_view key, double cost, Moment now) {
    const auto found = buckets_.find(cut(key));
    return found == buckets_.end() || found->second.has(cost, now);
  }
  std::size_t size() const { return buckets_.size(); }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
  };

  // No name or address is as long; what a stranger gives for one may be 64 KiB.
  static std::string_view cut(std::string_view key) { return key.substr(0, 64); }

  Bucket& of(std::string_view key, Moment now) {
    if (const auto found = buckets_.find(key); found != buckets_.end()) return found->second;
    if (buckets_.size() >= max_) forget_full(now);
    if (buckets_.size() >= max_) return shared_;
    return buckets_.emplace(std::string{key}, Bucket{rate_, now}).first->second;
  }

  // Looks through all of them, so at most once a second: otherwise whoever fills the table makes every
  // newcomer cost a pass.
  void forget_full(Moment now) {
    if (now < forget_after_) return;
    forget_after_ = now + std::chrono::seconds{1};
    for (auto entry = buckets_.begin(); entry != buckets_.end();) {
      entry = entry->second.full(now) ? buckets_.erase(entry) : std::next(entry);
    }
  }

  Rate rate_;
  std::size_t max_;
  Bucket shared_;
  std::unordered_map<std::string, Bucket, Hash, std::equal_to<>> buckets_;
  Moment forget_after_{};
};

}  // namespace facet::door
