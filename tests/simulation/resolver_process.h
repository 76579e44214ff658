#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <ostream>

#include "resolver/log/counters.h"
#include "resolver/log/log.h"
#include "resolver/pipeline/resolver.h"
#include "tests/simulation/bus_end.h"
#include "tests/simulation/sim_store.h"
#include "tests/simulation/zones.h"

namespace facet::simulation {

struct ResolverSettings {
  bool damping = true;
  std::chrono::seconds grace{30};
  std::chrono::seconds follow{600};
};

// The resolver's process on its machine: the real pipeline between the simulated store and broker, turned by
// virtual time. It is started again, after a while, whenever it has ended.
class ResolverProcess : public resolver::Clock {
 public:
  ResolverProcess(World& world, Broker& broker, Witness& witness, const ResolverSettings& settings);

  void start();
  bool running() const { return resolver_ != nullptr; }

  // ---- what happens to it ------------------------------------------------------------------------------
  enum class End { in_order, kill, power_cut };
  void end(End how);
  // Ends in the middle of what it does next, at its so many'th write.
  void end_at_write(unsigned writes) { store_.die_after(writes); }
  void drop_connection();
  // Its wall clock is so much ahead of the right one.
  void set_clock_ahead(Millis by);

  Instant now() const override { return world_.wall() + ahead_; }
  // The latest that its clock has shown.
  Instant latest() const { return std::max(latest_, now()); }
  SimStore& store() { return store_; }

 private:
  void turn();
  void turns_of_all();
  bool has_ended();
  void wake(Millis latest);
  void heed(const Packet* packet);

  World& world_;
  Broker& broker_;
  Witness& witness_;
  const ResolverSettings settings_;
  SimStore store_;
  SimZones zones_;
  Millis ahead_{0};
  Instant latest_{};
  std::ostream nowhere_{nullptr};
  resolver::Log log_{{.level = resolver::LogLevel::error, .to = &nowhere_}};
  resolver::Counters counters_;
  std::unique_ptr<BusEnd> bus_;
  std::unique_ptr<resolver::Resolver> resolver_;
  std::uint64_t process_ = 0;
  bool fatal_ = false;
  Millis next_turn_{0};
  Millis next_tick_{0};
  Millis busy_until_{0};
};

}  // namespace facet::simulation
