#include "tests/simulation/world.h"

#include <cstdio>

namespace facet::simulation {
namespace {

constexpr std::size_t kViolationsKept = 20;

}  // namespace

void World::after(Millis delay, std::function<void()> what) {
  due_.emplace(now_ + std::max(delay, Millis{0}), std::move(what));
}

void World::run_for(Millis duration) {
  const Millis end = now_ + duration;
  while (!due_.empty() && due_.begin()->first <= end) {
    now_ = due_.begin()->first;
    const auto what = std::move(due_.begin()->second);
    due_.erase(due_.begin());
    what();
  }
  now_ = end;
}

void World::note(std::string_view who, std::string_view what) {
  char head[48];
  std::snprintf(head, sizeof head, "%8lld.%03lld  %-9.*s ", static_cast<long long>(now_.count() / 1'000),
                static_cast<long long>(now_.count() % 1'000), static_cast<int>(who.size()), who.data());
  const std::string line = std::string{head} + std::string{what};
  for (const char c : line) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100'0000'01B3ULL;
  if (print_) std::printf("%s\n", line.c_str());
}

void World::violation(const std::string& what) {
  note("VIOLATION", what);
  if (violations_.size() < kViolationsKept) {
    violations_.push_back("at " + std::to_string(now_.count()) + " ms: " + what);
  }
}

}  // namespace facet::simulation
