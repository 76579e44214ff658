#include "tests/simulation/resolver_process.h"

#include "tests/simulation/requests.h"

namespace facet::simulation {
namespace {

constexpr Millis kTick{100};
constexpr Millis kTickAtRest{1'000};
constexpr int kPublicationsATurn = 8;

}  // namespace

ResolverProcess::ResolverProcess(World& world, Broker& broker, Witness& witness,
                                 const ResolverSettings& settings)
    : world_(world), broker_(broker), witness_(witness), settings_(settings), store_(world) {}

void ResolverProcess::start() {
  if (resolver_) return;
  ++process_;
  fatal_ = false;
  store_.new_process([this] {
    bus_->mute();
    wake(Millis{0});
  });
  resolver::ResolverOptions options;
  options.id = "one";
  options.grace = settings_.grace;
  options.follow = settings_.follow;
  if (!settings_.damping) options.damping.every = std::chrono::seconds{0};
  options.steady = [this] { return resolver::SteadyTime{world_.now()}; };
  options.fatal = [this](const Error&) { fatal_ = true; };
  bus_ = std::make_unique<BusEnd>(world_, broker_, witness_, [this](const Packet* packet) { heed(packet); });
  resolver_ =
      std::make_unique<resolver::Resolver>(store_, *bus_, *this, zones_, log_, counters_, std::move(options));
  const auto loaded = resolver_->load();
  world_.note("resolver", loaded ? "starts" : "cannot start: " + loaded.error().message());
  if (!loaded) fatal_ = true;
  if (has_ended()) return;
  bus_->start(*resolver_);
  next_tick_ = next_turn_ = world_.now();
  wake(Millis{0});
}

void ResolverProcess::end(End how) {
  if (!resolver_) return;
  constexpr const char* kHow[] = {"ends in order", "is killed", "loses power"};
  world_.note("resolver", kHow[static_cast<int>(how)]);
  if (how == End::in_order) {
    while (resolver_->turn_committer()) {
    }
    resolver_->turn_ticker();
    (void)store_.sync();
  }
  ++process_;
  bus_->mute();
  resolver_.reset();
  bus_.reset();
  if (how == End::power_cut) store_.power_cut();
  world_.after(world_.dice().between(Millis{100}, Millis{8'000}), [this] { start(); });
}

bool ResolverProcess::has_ended() {
  if (!resolver_) return true;
  if (!store_.died() && !fatal_) return false;
  // A disk that did not sync has lost what was not on it; else it was the process alone.
  const bool lost = store_.sync_failed() ? world_.dice().chance(50) : world_.dice().chance(30);
  end(lost ? End::power_cut : End::kill);
  return true;
}

void ResolverProcess::drop_connection() {
  if (bus_) bus_->drop();
}

void ResolverProcess::set_clock_ahead(Millis by) {
  latest_ = latest();
  ahead_ = by;
  world_.note("resolver", "its clock is " + std::to_string(by.count() / 1'000) + " s ahead");
}

void ResolverProcess::heed(const Packet* packet) {
  const auto change = packet != nullptr ? read_change(packet->topic, packet->payload) : std::nullopt;
  store_.on_behalf_of(change ? request_name(change->from.user, change->from.device, change->revision.value())
                             : "");
  busy_until_ = world_.now() + Millis{1'000};
  wake(Millis{20});
}

void ResolverProcess::wake(Millis latest) {
  const Millis at = world_.now() + world_.dice().between(Millis{0}, latest);
  if (next_turn_ > world_.now() && next_turn_ <= at) return;
  next_turn_ = at;
  world_.after(at - world_.now(), [this, at, process = process_] {
    if (process == process_ && at == next_turn_) turn();
  });
}

void ResolverProcess::turn() {
  if (has_ended()) return;
  turns_of_all();
  if (has_ended()) return;
  next_turn_ = Millis{0};
  const bool busy = world_.now() < busy_until_;
  wake(busy ? Millis{60} : kTickAtRest);
}

// The threads' turns in any order: which of them comes first is chance, as it is between threads.
void ResolverProcess::turns_of_all() {
  const auto first = world_.dice().below(3);
  for (std::uint64_t i = 0; i < 3 && !store_.died() && !fatal_; ++i) {
    switch ((first + i) % 3) {
      case 0:
        resolver_->turn_committer();
        break;
      case 1:
        for (int n = 0; n < kPublicationsATurn; ++n) resolver_->turn_publisher();
        break;
      default:
        if (world_.now() < next_tick_) break;
        next_tick_ = world_.now() + kTick;
        resolver_->turn_ticker();
    }
  }
}

}  // namespace facet::simulation
