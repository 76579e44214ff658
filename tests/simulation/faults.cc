#include "tests/simulation/faults.h"

namespace facet::simulation {

Faults::Faults(World& world, Broker& broker, ResolverProcess& resolver, Phones& phones, Oracle& oracle)
    : world_(world), broker_(broker), resolver_(resolver), phones_(phones), oracle_(oracle) {
  for (const Fault fault :
       {&Faults::phone_drops, &Faults::phone_drops, &Faults::phone_crashes, &Faults::everybody_drops,
        &Faults::resolver_ends, &Faults::resolver_ends_at_write, &Faults::resolver_drops,
        &Faults::broker_ends, &Faults::broker_saves, &Faults::broker_runs_short,
        &Faults::old_message_comes_again, &Faults::disk_fails, &Faults::clock_jumps}) {
    if (world_.dice().chance(60)) possible_.push_back(fault);
  }
}

void Faults::something_happens() {
  if (!possible_.empty()) (this->*world_.dice().pick(possible_))();
}

void Faults::phone_drops() {
  world_.dice().pick(phones_)->drop();
}

void Faults::phone_crashes() {
  auto& phone = *world_.dice().pick(phones_);
  if (!phone.down()) phone.crash();
}

void Faults::everybody_drops() {
  world_.note("network", "everybody is cut off");
  for (auto& phone : phones_) phone->drop();
}

void Faults::resolver_ends() {
  resolver_.end(static_cast<ResolverProcess::End>(world_.dice().below(3)));
}

void Faults::resolver_ends_at_write() {
  resolver_.end_at_write(1 + static_cast<unsigned>(world_.dice().below(6)));
}

void Faults::resolver_drops() {
  resolver_.drop_connection();
}

void Faults::broker_ends() {
  if (!broker_.running()) return;
  const auto chance = world_.dice().below(10);
  broker_.stop(chance < 3   ? Broker::End::in_order
               : chance < 8 ? Broker::End::crash
                            : Broker::End::store_lost);
  world_.after(world_.dice().between(Millis{100}, Millis{15'000}), [this] {
    if (!broker_.running()) broker_.start();
  });
}

void Faults::broker_saves() {
  if (!broker_.running()) return;
  world_.note("broker", "saves its store");
  broker_.save();
}

void Faults::broker_runs_short() {
  broker_.run_short(static_cast<unsigned>(world_.dice().below(2) * 30));
}

void Faults::old_message_comes_again() {
  if (const auto* packet = oracle_.something_sent()) broker_.hear_again(*packet);
}

void Faults::disk_fails() {
  const bool syncs = world_.dice().chance(30);
  world_.note("resolver", syncs ? "its disk does not sync" : "its disk fails now and then");
  resolver_.store().trouble(syncs ? 0 : 20, syncs);
  world_.after(world_.dice().between(Millis{200}, Millis{6'000}), [this] {
    world_.note("resolver", "its disk is well again");
    resolver_.store().trouble(0, false);
  });
}

void Faults::clock_jumps() {
  const auto by = world_.dice().between(Millis{-900'000}, Millis{900'000});
  resolver_.set_clock_ahead(world_.dice().chance(40) ? Millis{0} : by);
}

void Faults::heal() {
  world_.note("world", "calms down");
  possible_.clear();
  resolver_.store().trouble(0, false);
  resolver_.end_at_write(0);
  resolver_.set_clock_ahead(Millis{0});
  broker_.run_short(0);
  world_.run_for(Millis{30'000});  // by then whatever is down has come back by itself
}

}  // namespace facet::simulation
