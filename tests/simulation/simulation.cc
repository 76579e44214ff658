#include "tests/simulation/simulation.h"

#include <memory>

#include "client/lib/store_self.h"
#include "tests/simulation/faults.h"
#include "tests/simulation/oracle.h"
#include "tests/simulation/people.h"

namespace facet::simulation {
namespace {

constexpr std::size_t kUsers = 6;
constexpr Millis kMinute{60'000};
// By then everything that had an end is over: settings, memberships, following, a clock that was ahead.
constexpr Millis kLongest = 30 * kMinute;

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
      if (devices > 1) people_->has_several(user);
      for (std::uint16_t device = 1; device <= devices; ++device) {
        phones_.push_back(
            std::make_unique<Phone>(world_, broker_, oracle_, folder_.path(), user, DeviceId{device}));
      }
    }
  }

  Findings run() {
    faults_ = std::make_unique<Faults>(world_, broker_, *resolver_, phones_, oracle_);
    broker_.start();
    resolver_->start();
    for (auto& phone : phones_) phone->go_online(DeviceState::idle);
    for (unsigned step = 0; step < options_.steps; ++step) {
      world_.run_for(world_.dice().between(Millis{0}, Millis{world_.dice().chance(20) ? 8'000 : 500}));
      if (world_.dice().chance(80)) {
        people_->do_something(*world_.dice().pick(phones_));
      } else {
        faults_->something_happens();
      }
    }
    calm_down();
    oracle_.check_rules(phones_, {});
    oracle_.check_rules(phones_, some_come_and_go());
    oracle_.check_push_is_pull(users_);
    return Findings{world_.violations(), world_.trace_hash()};
  }

 private:
  void calm_down();
  Oracle::Now some_come_and_go();

  const Options options_;
  World world_;
  Folder folder_;
  Broker broker_;
  Oracle oracle_;
  std::vector<UserId> users_;
  std::unique_ptr<ResolverProcess> resolver_;
  std::unique_ptr<People> people_;
  Phones phones_;
  std::unique_ptr<Faults> faults_;
};

void Simulation::calm_down() {
  faults_->heal();
  for (auto& phone : phones_) {
    (void)client::end_call(phone->store()->db());
    phone->go_online(DeviceState::idle);
    phone->rest(true);
  }
  world_.run_for(5 * kMinute);
  oracle_.check_push_is_pull(users_);
  world_.run_for(kLongest);
  oracle_.check_push_is_pull(users_);
}

// Some end all their phones, some are in a call, some ask about people who do not know them.
Oracle::Now Simulation::some_come_and_go() {
  world_.note("world", "some go, some are called, some ask");
  Oracle::Now now;
  for (const UserId user : users_) {
    const auto what = world_.dice().below(3);
    if (what == 1) now.off.insert(user);
    if (what == 2) now.in_call.insert(user);
  }
  for (auto& phone : phones_) {
    phone->rest(false);
    if (now.off.contains(phone->user())) {
      phone->close();
      continue;
    }
    if (now.in_call.contains(phone->user())) (void)client::begin_call(phone->store()->db(), phone->time());
    const UserId whom = people_->ask_somebody(*phone);
    now.followers[whom].insert(phone->user());
    phone->look();
  }
  world_.run_for(2 * kMinute);
  return now;
}

}  // namespace

Findings simulate(const Options& options) {
  return Simulation(options).run();
}

}  // namespace facet::simulation
