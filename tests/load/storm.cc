#include "tests/load/storm.h"

#include <cstdio>

#include "tests/bench/fanout/installation.h"
#include "tests/bench/load/errc.h"
#include "tests/bench/load/ping.h"
#include "tests/load/hostile.h"
#include "tests/load/memory.h"

namespace facet::load_test {
namespace {

using load::percentile;

constexpr std::size_t kSpareFiles = 300;
// Longer than damping lets a group wait for its next update ([damping] seconds).
constexpr std::chrono::seconds kBetweenRounds{6};
constexpr UserId kHostile{8'613'600'000'000};
// What somebody hostile may add, at most: some packets of the largest size on their way, for each server.
constexpr double kHostileMib = 96;

// A storm with its servers: the steps, in the order in which they are taken.
class Storm {
 public:
  explicit Storm(const Plan& plan)
      : plan_(plan),
        installation_(bench::Door::plugin, people(),
                      {.keep = plan.keep, .damps = true, .chosen_passwords = plan.chosen_passwords}) {}

  Status run() {
    for (const auto step :
         {&Storm::begin, &Storm::rounds, &Storm::storms, &Storm::broker_restarts, &Storm::is_disturbed}) {
      if (auto done = (this->*step)(); !done) return fail(installation_.explain(done.error()));
    }
    return {};
  }

 private:
  std::vector<UserId> people() const {
    auto all = Crowd::people(plan_.size);
    all.push_back(load::bystander());
    all.push_back(kHostile);
    return all;
  }
  static Steady::time_point deadline() { return Steady::now() + std::chrono::minutes{8}; }

  Status begin() {
    if (auto ready = installation_.ready(deadline()); !ready) return ready;
    crowd_ = std::make_unique<Crowd>(installation_.servers(), plan_.size, installation_.password());
    print_memory("started");
    if (auto come = comes("first time", load::Swarm::kConnecting); !come) return come;
    if (auto made = crowd_->make_groups(deadline()); !made) return made;
    print_memory("online, groups made");
    return {};
  }
  Status rounds() {
    for (int i = 0; i < plan_.rounds; ++i) {
      if (auto waited = crowd_->idle(kBetweenRounds); !waited) return waited;
      if (auto done = change("all owners at once"); !done) return done;
    }
    print_memory("changes");
    return {};
  }
  Status storms() {
    crowd_->drop();
    if (auto come = comes("all again, 64 at a time", load::Swarm::kConnecting); !come) return come;
    crowd_->drop();
    if (auto come = comes("all again, all at once", plan_.size.phones); !come) return come;
    print_memory("storms");
    if (auto waited = crowd_->idle(kBetweenRounds); !waited) return waited;
    return change("after the storms");
  }
  Status broker_restarts() {
    crowd_->drop();
    if (auto done = installation_.restart_broker(); !done) return done;
    crowd_->broker_is(installation_.servers().broker);
    if (auto come = comes("all again, after kill -9 of the broker", plan_.size.phones); !come) return come;
    if (auto waited = crowd_->idle(kBetweenRounds); !waited) return waited;
    if (auto done = change("after kill -9 of the broker"); !done) return done;
    print_memory("broker restarted");
    return {};
  }
  Status is_disturbed() {
    const Memory broker = memory_of(installation_.servers().broker);
    const Memory resolver = memory_of(installation_.servers().resolver);
    load::PingProbe bystander(installation_.servers(),
                              load::login_of(load::bystander(), installation_.password()), load::Version::v5);
    Hostile hostile(installation_.servers(), kHostile, installation_.password());
    if (auto started = bystander.start(deadline()); !started) return started;
    hostile.start();
    const auto end = Steady::now() + plan_.hostile;
    do {
      if (auto waited = crowd_->idle(std::min<std::chrono::seconds>(kBetweenRounds, plan_.hostile)); !waited)
        return waited;
      if (auto done = change("with somebody hostile"); !done) return done;
    } while (Steady::now() < end);
    hostile.stop();
    const auto pings = bystander.stop();
    if (!pings) return fail(pings.error());
    std::printf(
        "hostile: %llu connections, %llu MiB sent; a bystander's ping p50 %.1f ms, p99 %.1f ms, "
        "worst %.0f ms; %llu messages that were not his\n",
        static_cast<unsigned long long>(hostile.connections()),
        static_cast<unsigned long long>(hostile.megabytes()), percentile(*pings, 0.5),
        percentile(*pings, 0.99), percentile(*pings, 1), static_cast<unsigned long long>(hostile.leaked()));
    print_memory("with somebody hostile");
    if (hostile.leaked() > 0) return fail(load::errc::wrong, "somebody hostile was shown what is not his");
    return is_bounded(broker, installation_.servers().broker, "broker").and_then([&] {
      return is_bounded(resolver, installation_.servers().resolver, "resolver");
    });
  }

  Status comes(const char* name, std::size_t at_once) {
    const auto coming = crowd_->come(at_once, deadline());
    if (!coming) return fail(coming.error());
    std::printf(
        "%s: %zu phones in %.1f s (%.0f/s); each p50 %.0f ms, p99 %.0f ms; CPU broker %.1f s, resolver %.1f "
        "s\n",
        name, plan_.size.phones, coming->seconds, static_cast<double>(plan_.size.phones) / coming->seconds,
        percentile(coming->each_ms, 0.5), percentile(coming->each_ms, 0.99), coming->cpu.broker,
        coming->cpu.resolver);
    return {};
  }
  Status change(const char* name) {
    crowd_->take_shown_off();  // of the storm before
    const auto round = crowd_->change(deadline());
    if (!round) return fail(round.error());
    std::printf(
        "%s: %zu changes, %llu deliveries in %.2f s (%.0f/s), none missing; receipts p50 %.0f ms, p99 %.0f "
        "ms; "
        "a group's last member p50 %.0f ms, p99 %.0f ms\n",
        name, plan_.size.owners, static_cast<unsigned long long>(round->deliveries), round->seconds,
        static_cast<double>(round->deliveries) / round->seconds, percentile(round->receipts_ms, 0.5),
        percentile(round->receipts_ms, 0.99), percentile(round->last_ms, 0.5),
        percentile(round->last_ms, 0.99));
    print_repeated();
    if (crowd_->take_shown_off() == 0) return {};
    return fail(load::errc::wrong, "somebody who is online was shown off");
  }
  void print_repeated() {
    const auto all = crowd_->sent_again();
    if (all > repeated_)
      std::printf("  (%llu messages sent again)\n", static_cast<unsigned long long>(all - repeated_));
    repeated_ = all;
    std::fflush(stdout);
  }
  void print_memory(const char* when) const {
    const Memory broker = memory_of(installation_.servers().broker);
    const Memory resolver = memory_of(installation_.servers().resolver);
    std::printf("memory, %s: broker %.0f MiB (peak %.0f), resolver %.0f MiB (peak %.0f)\n", when, broker.now,
                broker.peak, resolver.now, resolver.peak);
    std::fflush(stdout);
  }
  static Status is_bounded(const Memory& before, pid_t process, const char* who) {
    const double grown = memory_of(process).peak - before.peak;
    if (grown <= kHostileMib) return {};
    return fail(load::errc::wrong, std::string{"the "} + who + " grew by " + std::to_string(grown) + " MiB");
  }

  const Plan plan_;
  bench::Installation installation_;
  std::unique_ptr<Crowd> crowd_;
  std::uint64_t repeated_ = 0;
  std::uint64_t turned_away_ = 0;
};

}  // namespace

Status storm(const Plan& plan) {
  const std::size_t files = load::raise_file_limit();
  if (files < plan.size.phones + kSpareFiles) {
    return fail(load::errc::system, std::to_string(plan.size.phones) + " phones need " +
                                        std::to_string(plan.size.phones + kSpareFiles) + " open files, " +
                                        std::to_string(files) + " are allowed; raise it: ulimit -Hn");
  }
  return Storm(plan).run();
}

}  // namespace facet::load_test
