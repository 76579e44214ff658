#include <atomic>
#include <functional>
#include <map>
#include <set>
#include <sstream>

#include "resolver/log/counters.h"
#include "resolver/log/log.h"
#include "resolver/pipeline/resolver.h"
#include "schemas/decode.h"
#include "schemas/encode.h"
#include "tests/scenarios/people.h"
#include "tests/scenarios/script.h"
#include "tests/scenarios/world.h"
#include "tests/support/memory_store.h"
#include "tests/support/model_bus.h"
#include "tests/support/process.h"

namespace facet::scenarios {
namespace {

using std::chrono::milliseconds;

constexpr const char* kOps = "facet/v1/ops/resolver/one/";
constexpr DeviceId kLook{60'000};

class MovedClock : public resolver::Clock {
 public:
  Instant now() const override { return Instant{milliseconds{now_.load()}}; }
  void set(Instant to) { now_ = to.time_since_epoch().count(); }

 private:
  std::atomic<std::int64_t> now_{0};
};

void wait_for(const char* what, const std::function<bool()>& condition) {
  if (!testing_support::eventually(condition)) throw ScriptError(std::string{"timed out: "} + what);
}

class ModelWorld : public World {
 public:
  explicit ModelWorld(resolver::Zones& zones) : zones_(zones) {}
  ~ModelWorld() override {
    bus_.disconnect();
    resolver_.reset();
  }

  void begin(const Settings& settings) override;
  Instant now() const override { return clock_.now(); }
  void pass(milliseconds by) override;
  void connect(UserId user, DeviceId device) override;
  void lose(UserId user, DeviceId device) override;
  bool connected(UserId user, DeviceId device) const override { return connected_.contains({user, device}); }
  std::optional<Receipt> send(UserId user, DeviceId device, topics::UpKind kind, const Bytes& payload,
                              std::uint64_t request) override;
  std::optional<Receipt> look(UserId user, topics::UpKind kind, const Bytes& payload,
                              std::uint64_t request) override {
    return resolver_ ? send(user, kLook, kind, payload, request) : std::nullopt;
  }
  Bytes retained(UserId reader, const topics::Topic& topic) override;
  std::vector<Bytes> sent(UserId watcher, UserId presentity) override {
    return bus_.history(topics::build(topics::In{watcher, presentity}));
  }
  std::optional<std::chrono::seconds> expiry(const topics::Topic& topic) override {
    return bus_.expiry(topics::build(topic));
  }
  std::vector<std::string> topics_of(UserId user) override;
  void happen(Event event) override;

 private:
  using Device = std::pair<UserId, DeviceId>;

  void start();
  void join();   // the broker
  void stop();   // in order
  void crash();  // nothing more goes out
  void settle_marker();
  void restart_broker(const resolver::testing::ModelBus::Retained* store);
  void set_clock(Instant to);
  void settle();
  void settle_once();
  void publish_link(const Device& device, LinkState state);
  std::size_t receipts(UserId user, DeviceId device) {
    return bus_.history(topics::build(topics::Re{user, device})).size();
  }

  resolver::Zones& zones_;
  Settings settings_;
  resolver::testing::MemoryStore store_;
  resolver::testing::ModelBus bus_;
  MovedClock clock_;
  std::atomic<std::int64_t> steady_{1'000'000};
  std::ostringstream log_text_;
  resolver::Log log_{{.level = resolver::LogLevel::error, .to = &log_text_}};
  resolver::Counters counters_;
  std::atomic<int> fatal_{0};
  std::unique_ptr<resolver::Resolver> resolver_;
  bool reachable_ = false;  // for what the resolver publishes

  std::set<Device> connected_;
  std::map<Device, Link> links_;  // what the broker has retained of them
  std::uint64_t session_ = 0;
  std::uint64_t boot_ = 1;
  std::optional<resolver::testing::ModelBus::Retained> saved_;
  Revision runner_;
};

void ModelWorld::begin(const Settings& settings) {
  settings_ = settings;
  clock_.set(Instant{settings.begin});
  start();
  join();
}

void ModelWorld::start() {
  resolver::ResolverOptions options;
  options.id = "one";
  options.publish_per_second = 1'000'000;
  options.fatal = [this](const Error&) { ++fatal_; };
  options.grace = settings_.grace;
  options.follow = settings_.follow;
  options.damping.every = std::chrono::seconds{settings_.damping ? 5 : 0};
  options.steady = [this] { return resolver::SteadyTime{milliseconds{steady_.load()}}; };
  resolver_ = std::make_unique<resolver::Resolver>(store_, bus_, clock_, zones_, log_, counters_, options);
  if (!resolver_->start()) throw ScriptError("the resolver does not start");
}

// The phones' links come again, and the plugin's report live, as after a real subscription.
void ModelWorld::join() {
  bus_.refuse(false);
  reachable_ = true;
  const std::string state = std::string{kOps} + "state";
  const auto before = bus_.history(state).size();
  bus_.connect(*resolver_, kOps);
  for (const auto& [device, link] : links_) {
    bus_.deliver(topics::build(topics::Link{device.first, device.second}), encode(link), /*retained=*/true);
  }
  bus_.deliver(topics::plugin_op(),
               R"({"version":"1","boot":)" + std::to_string(boot_) + R"(,"fan_out_watchers":0})");
  wait_for("the resolver is ready", [&] {
    const auto states = bus_.history(state);
    return states.size() > before && states.back().find("\"current\"") != std::string::npos;
  });
  wait_for("nobody is connected who was before the broker's restart", [&] {
    const auto found = store_.connected(UserId{}, DeviceId{}, 1'000);
    for (const auto& one : *found) {
      if (one.session < boot_) return false;
    }
    return true;
  });
  settle();
}

void ModelWorld::stop() {
  if (resolver_) resolver_->stop();
  bus_.disconnect();
  resolver_.reset();
}

void ModelWorld::crash() {
  settle_marker();
  bus_.disconnect();
  resolver_.reset();
}

// What the resolver has written down of what it published is what it published: or it would, rightly, publish
// that again after a crash, and no scenario could say how often somebody is told.
void ModelWorld::settle_marker() {
  if (!resolver_ || !reachable_) return;
  wait_for("the marker", [&] {
    if (store_.mark_count() > 0) return false;
    const auto marker = bus_.retained()[std::string{kOps} + "epoch"];
    return marker.find("\"sequence\":" + std::to_string(*store_.last_published()) + "}") != std::string::npos;
  });
}

void ModelWorld::set_clock(Instant to) {
  steady_ += std::max<std::int64_t>((to - clock_.now()).count(), 0);
  clock_.set(to);
}

// From one timer to the next: each comes due at its own time, as with a clock that nobody moves.
void ModelWorld::pass(milliseconds by) {
  const Instant end = clock_.now() + by;
  while (resolver_) {
    const auto next = store_.due(to_time(end), 1);
    if (next->empty()) break;
    set_clock(std::max(clock_.now(), Instant{next->front().at}));
    wait_for("the timers that are due", [&] { return store_.due(to_time(clock_.now()), 1)->empty(); });
    settle();
  }
  set_clock(end);
  if (by >= std::chrono::seconds{1}) settle();
}

// The publisher works in the order of the commits: when it has come to one that nobody waits for, it has
// published what was before. What waited for its time is let in when the publisher looks for its next, so it
// may stand behind the first of ours, but not behind the second and the third.
void ModelWorld::settle() {
  for (int i = 0; i < 3; ++i) settle_once();
}

void ModelWorld::settle_once() {
  if (!resolver_ || !reachable_) return;
  runner_ = Revision::next(clock_.now(), kPhone, runner_);
  const StatusEdit edit{runner_,
                        {{kOther, {Activity::busy, std::to_string(runner_.value()), kNoTime, kNoTime}}}};
  bus_.deliver(topics::build(topics::Up{kRunner, kPhone, topics::UpKind::status}), encode(edit));
  const auto topic = topics::build(topics::Own{kRunner, kOther});
  wait_for("everything is published", [&] {
    const auto own = decode_own_group(bus_.retained()[topic]);
    return own && own->setting_revision == runner_;
  });
  if (fatal_ > 0) throw ScriptError("the resolver gave up");
}

void ModelWorld::publish_link(const Device& device, LinkState state) {
  links_[device] = Link{state, state == LinkState::connected ? ++session_ : links_[device].session};
  if (!resolver_) return;
  bus_.deliver(topics::build(topics::Link{device.first, device.second}), encode(links_[device]));
  settle();
}

void ModelWorld::connect(UserId user, DeviceId device) {
  if (connected_.insert({user, device}).second) publish_link({user, device}, LinkState::connected);
}

void ModelWorld::lose(UserId user, DeviceId device) {
  if (connected_.erase({user, device}) > 0) publish_link({user, device}, LinkState::gone);
}

std::optional<Receipt> ModelWorld::send(UserId user, DeviceId device, topics::UpKind kind,
                                        const Bytes& payload, std::uint64_t request) {
  if (!resolver_) throw ScriptError("the resolver does not run");
  const auto before = receipts(user, device);
  bus_.deliver(topics::build(topics::Up{user, device, kind}), payload);
  if (!reachable_) return std::nullopt;
  wait_for("a receipt", [&] { return receipts(user, device) > before; });
  settle_once();
  const auto receipt = decode_receipt(bus_.history(topics::build(topics::Re{user, device})).back());
  if (!receipt || receipt->request != request) throw ScriptError("that is not the receipt of this message");
  return *receipt;
}

Bytes ModelWorld::retained(UserId, const topics::Topic& topic) {
  return bus_.retained()[topics::build(topic)];
}

std::vector<std::string> ModelWorld::topics_of(UserId user) {
  std::vector<std::string> found;
  for (const auto& [topic, payload] : bus_.retained()) {
    if (topic.find("/" + user.digits()) != std::string::npos) found.push_back(topic);
  }
  return found;
}

void ModelWorld::restart_broker(const resolver::testing::ModelBus::Retained* store) {
  settle_marker();
  bus_.disconnect();
  if (store != nullptr) bus_.replace_retained(*store);
  if (store != nullptr && store->empty()) links_.clear();
  const auto were = std::exchange(connected_, {});
  boot_ = ++session_;
  for (const auto& device : were) {
    connected_.insert(device);
    links_[device] = Link{LinkState::connected, ++session_};
  }
  join();
}

void ModelWorld::happen(Event event) {
  static const resolver::testing::ModelBus::Retained kNothing;
  switch (event) {
    case Event::resolver_stops:
      return stop();
    case Event::resolver_starts:
      start();
      return join();
    case Event::resolver_crashes:
      crash();
      start();
      return join();
    case Event::broker_restarts:
      settle_marker();
      bus_.disconnect();
      connected_.clear();
      boot_ = ++session_;
      return join();
    case Event::broker_forgets:
      return restart_broker(&kNothing);
    case Event::broker_saves:
      settle_marker();
      saved_ = bus_.retained();
      return;
    case Event::broker_returns_to_save:
      if (!saved_) throw ScriptError("the broker has saved nothing");
      return restart_broker(&*saved_);
    case Event::broker_takes_nothing:
      settle_marker();
      bus_.refuse(true);
      reachable_ = false;
      return;
    case Event::clock_set_back_two_hours:
      return set_clock(clock_.now() - std::chrono::hours{2});
  }
}

}  // namespace

std::unique_ptr<World> model_world(resolver::Zones& zones) {
  return std::make_unique<ModelWorld>(zones);
}

}  // namespace facet::scenarios
