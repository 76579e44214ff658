#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "schemas/ids.h"
#include "tests/simulation/dice.h"

namespace facet::simulation {

// Virtual time, what is going to happen in it, chance, and the trace of what has happened. One thread.
class World {
 public:
  explicit World(std::uint64_t seed, bool print) : dice_(seed), print_(print) {}
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  Dice& dice() { return dice_; }
  // Since the beginning of the simulation.
  Millis now() const { return now_; }
  // What a clock that is right shows: an instant in November 2026.
  Instant wall() const { return Instant{Millis{1'795'600'000'000}} + now_; }

  // 1, 2, 3 ...: to tell things apart, and to order them alike in every run.
  std::uint64_t number() { return ++last_number_; }

  // Of things due at the same time the one that was asked for first comes first.
  void after(Millis delay, std::function<void()> what);
  void run_for(Millis duration);

  // One line of the trace; it is part of the hash also when it is not printed.
  void note(std::string_view who, std::string_view what);
  std::uint64_t trace_hash() const { return hash_; }

  // Something that must not be. The first ones are kept; the simulation goes on.
  void violation(const std::string& what);
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  std::multimap<Millis, std::function<void()>> due_;
  Millis now_{0};
  Dice dice_;
  std::uint64_t last_number_ = 0;
  const bool print_;
  std::uint64_t hash_ = 0xCBF2'9CE4'8422'2325ULL;  // FNV-1a
  std::vector<std::string> violations_;
};

}  // namespace facet::simulation
