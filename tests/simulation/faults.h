#pragma once

#include <memory>
#include <vector>

#include "tests/simulation/broker.h"
#include "tests/simulation/oracle.h"
#include "tests/simulation/phone.h"
#include "tests/simulation/resolver_process.h"

namespace facet::simulation {

using Phones = std::vector<std::unique_ptr<Phone>>;

// What happens to the parts, by chance. Each seed has its own choice of what can happen at all, so that rare
// things meet undisturbed, too.
class Faults {
 public:
  Faults(World& world, Broker& broker, ResolverProcess& resolver, Phones& phones, Oracle& oracle);

  void something_happens();
  // Puts everything right again, and waits until it runs.
  void heal();

 private:
  using Fault = void (Faults::*)();

  void phone_drops();
  void phone_crashes();
  void everybody_drops();
  void resolver_ends();
  void resolver_ends_at_write();
  void resolver_drops();
  void broker_ends();
  void broker_saves();
  void broker_runs_short();
  void old_message_comes_again();
  void disk_fails();
  void clock_jumps();

  World& world_;
  Broker& broker_;
  ResolverProcess& resolver_;
  Phones& phones_;
  Oracle& oracle_;
  std::vector<Fault> possible_;
};

}  // namespace facet::simulation
