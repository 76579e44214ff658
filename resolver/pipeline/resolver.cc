#include "resolver/pipeline/resolver.h"

#include <condition_variable>

#include "schemas/topics.h"

namespace facet::resolver {
namespace {

constexpr std::chrono::milliseconds kTick{100};
constexpr unsigned kTicksPerAlarm = 5;
constexpr unsigned kTicksPerReport = 20;

}  // namespace

Resolver::Resolver(Store& store, Bus& bus, const Clock& clock, Zones& zones, Log& log, Counters& counters,
                   ResolverOptions options)
    : core_{store, bus, clock, log, counters, zones, std::move(options.id)},
      recover_(core_, options.publish_per_second) {
  core_.settled = {.grace = options.grace, .follow = options.follow};
  core_.steady = std::move(options.steady);
  core_.outbox.damp(options.damping);
  core_.fatal = std::move(options.fatal);
}

Status Resolver::load() {
  if (auto loaded = core_.registry.load(core_.store); !loaded) return loaded;
  auto marks = core_.store.marks();
  if (!marks) return fail(marks.error());
  core_.log.info("starting", {{"registered_users", std::to_string(core_.registry.size())},
                              {"to_publish", std::to_string(marks->size())}});
  core_.outbox.restore(std::move(*marks));
  if (auto started = recover_.start(); !started) return started;
  if (auto started = liveness_.start(); !started) return started;
  if (auto started = alarm_.start(); !started) return started;
  // What ended while nobody ran, before anything is worked out that has to know whether it was told.
  for (Result<bool> more = true; *more;) {
    if (more = alarm_.fire_due(); !more) return fail(more.error());
  }
  return {};
}

Status Resolver::start() {
  if (auto loaded = load(); !loaded) return loaded;
  committer_.start();
  publisher_.start();
  ticker_ = std::jthread([this](const std::stop_token& stop) { tick(stop); });
  return {};
}

void Resolver::stop() {
  if (!ticker_.joinable()) return;
  ticker_.request_stop();
  ticker_.join();
  committer_.stop();
  publisher_.stop();
  recover_.flush();
  ops_.publish_counters();
  ops_.publish_state("stopped", recover_.state());
}

void Resolver::on_message(std::string_view topic, std::string_view payload, bool retained) {
  if (topic == recover_.marker_topic()) return recover_.on_marker(payload, retained);
  if (topic == recover_.probe_topic()) return recover_.on_probe(payload);
  if (topic == topics::plugin_op()) {
    if (!retained) liveness_.on_report(payload);
    return;
  }
  const auto parsed = topics::parse(topic);
  if (const auto* link = parsed ? std::get_if<topics::Link>(&*parsed) : nullptr) {
    return liveness_.on_link(*link, payload);
  }
  const auto* up = parsed ? std::get_if<topics::Up>(&*parsed) : nullptr;
  if (up == nullptr) {
    core_.counters.counter("unknown_topic").add();
    return;
  }
  // Nothing of a phone's is to be retained: such a copy would come again at every connection.
  if (retained) {
    core_.counters.counter("retained_ignored").add();
    return;
  }
  intake_.on_up(*up, payload);
}

void Resolver::on_connected() {
  core_.log.info("connected", {});
  online_ = true;
  recover_.on_connected();
  core_.outbox.release_lost();
  committer_.send_kept();
}

void Resolver::on_lost() {
  core_.log.warning("connection to the broker lost", {});
  online_ = false;
  core_.outbox.forget_shown();
  recover_.on_lost();
}

void Resolver::tick(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any never;
  while (!stop.stop_requested()) {
    turn_ticker();
    std::unique_lock lock(mutex);
    never.wait_for(lock, stop, kTick, [] { return false; });
  }
}

void Resolver::turn_ticker() {
  recover_.flush();
  if (online_) {
    core_.outbox.release_lost();
    committer_.send_kept();
  }
  liveness_.sweep();
  if (ticks_ % kTicksPerAlarm == 0) {
    if (const auto fired = alarm_.fire_due(); !fired) {
      core_.log.error("store failed", {{"error", fired.error().code.message()}});
    }
  }
  if (online_ && (ticks_ % kTicksPerReport == 0 || recover_.state() != reported_)) {
    reported_ = recover_.state();
    report();
  }
  ++ticks_;
}

void Resolver::report() {
  const auto broker = recover_.state();
  ops_.publish_state(broker == "current" || broker == "filling" ? "ready" : "starting", broker);
  ops_.publish_counters();
}

}  // namespace facet::resolver
