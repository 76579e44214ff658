#include "tests/simulation/simulation.h"

#include <memory>

#include "client/lib/store_self.h"
#include "tests/simulation/oracle.h"
#include "tests/simulation/people.h"

namespace facet::simulation {
namespace {

constexpr std::size_t kUsers = 6;
constexpr Millis kMinute{60'000};

// Everything there is, and what happens to it.
class Simulation {
 public:
  explicit Simulation(const Options& options)
      : options_(options), world_(options.seed, options.print), broker_(world_), oracle_(world_) {
    for (std::size_t i = 0; i < kUsers; ++i) users_.emplace_back(8613800138000 + i);
    ResolverSettings settings;
    settings.damping = world_.dice().chance(60);
    resolver_ = std::make_unique<ResolverProcess>(world_, broker_, oracle_, settings);
    oracle_.watch(*resolver_, broker_);
    people_ = std::make_unique<People>(world_, users_);
    for (const UserId user : users_) {
      const auto devices = 1 + world_.dice().below(2);
      for (std::uint16_t device = 1; device <= devices; ++device) {
        phones_.push_back(
            std::make_unique<Phone>(world_, broker_, oracle_, folder_.path(), user, DeviceId{device}));
      }
    }
  }

  Findings run() {
    broker_.start();
    resolver_->start();
    for (auto& phone : phones_) phone->go_online(DeviceState::idle);
    for (unsigned step = 0; step < options_.steps; ++step) {
      world_.run_for(world_.dice().between(Millis{0}, Millis{world_.dice().chance(20) ? 8'000 : 500}));
      if (world_.dice().chance(75)) {
        people_->do_something(*world_.dice().pick(phones_));
      } else {
        something_happens();
      }
    }
    calm_down();
    oracle_.check_push_is_pull(users_);
    for (auto& phone : phones_) phone->rest(true);
    world_.run_for(30 * kMinute);
    oracle_.check_push_is_pull(users_);
    oracle_.check_rules(phones_, {});
    return Findings{world_.violations(), world_.trace_hash()};
  }

 private:
  void something_happens();
  void calm_down();

  const Options options_;
  World world_;
  Folder folder_;
  Broker broker_;
  Oracle oracle_;
  std::vector<UserId> users_;
  std::unique_ptr<ResolverProcess> resolver_;
  std::unique_ptr<People> people_;
  std::vector<std::unique_ptr<Phone>> phones_;
};

void Simulation::something_happens() {
  auto& dice = world_.dice();
  switch (dice.below(12)) {
    case 0:
    case 1:
      return world_.dice().pick(phones_)->drop();
    case 2:
      return dice.pick(phones_)->down() ? void() : dice.pick(phones_)->crash();
    case 3:
      return resolver_->end(ResolverProcess::End::kill);
    case 4:
      return resolver_->end(ResolverProcess::End::power_cut);
    case 5:
      return resolver_->end(ResolverProcess::End::in_order);
    case 6:
      return resolver_->end_at_write(1 + static_cast<unsigned>(dice.below(5)));
    case 7:
      return resolver_->drop_connection();
    case 8:
      if (const auto* packet = oracle_.something_sent()) broker_.hear_again(*packet);
      return;
    case 9:
      world_.note("network", "everybody is cut off");
      for (auto& phone : phones_) phone->drop();
      return;
    default:
      return;
  }
}

void Simulation::calm_down() {
  world_.note("world", "calms down");
  resolver_->store().trouble(0, false);
  resolver_->end_at_write(0);
  world_.run_for(kMinute / 2);
  for (auto& phone : phones_) {
    phone->open();
    (void)client::end_call(phone->store()->db());
    phone->go_online(DeviceState::idle);
  }
  world_.run_for(5 * kMinute);
}

}  // namespace

Findings simulate(const Options& options) {
  return Simulation(options).run();
}

}  // namespace facet::simulation
