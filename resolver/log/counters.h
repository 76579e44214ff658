#pragma once

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace facet::resolver {

// One number that people watch. Thread-safe; cheap enough for every message.
class Counter {
 public:
  void add(std::uint64_t by = 1) noexcept { value_.fetch_add(by, std::memory_order_relaxed); }
  void set(std::uint64_t to) noexcept { value_.store(to, std::memory_order_relaxed); }
  std::uint64_t value() const noexcept { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

// The counters of one process by name ("bus.messages"), for the ops JSON. Names are ours, never built from
// what a stranger sent, so their number is bounded by the code. Thread-safe.
class Counters {
 public:
  using Snapshot = std::vector<std::pair<std::string, std::uint64_t>>;

  // Makes it at its first use. The reference stays valid as long as this object: look up once, keep it.
  Counter& counter(std::string_view name);

  // Every counter, by name. Each value is exact; together they are not of one moment.
  Snapshot snapshot() const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, Counter, std::less<>> counters_;
};

}  // namespace facet::resolver
