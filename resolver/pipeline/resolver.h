#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <stop_token>
#include <string_view>
#include <thread>

#include "resolver/pipeline/alarm.h"
#include "resolver/pipeline/committer.h"
#include "resolver/pipeline/core.h"
#include "resolver/pipeline/intake.h"
#include "resolver/pipeline/liveness.h"
#include "resolver/pipeline/ops.h"
#include "resolver/pipeline/publisher.h"
#include "resolver/pipeline/recover.h"

namespace facet::resolver {

struct ResolverOptions {
  std::string id;
  std::size_t publish_per_second = 20'000;  // while filling an emptied broker
  std::chrono::seconds grace{30};           // how long a device whose connection is gone still counts
  std::chrono::seconds follow = std::chrono::hours{24};  // how long one who asked is kept up to date
  DampingOptions damping;
  SteadyClock steady = &std::chrono::steady_clock::now;
  // Called on a thread of the resolver, perhaps more than once: it can promise nothing any more and has to
  // end.
  std::function<void(const Error&)> fatal;
};

// The whole pipeline between the ports: a message comes in on the bus (intake), is kept (committer), and what
// it changed goes out (publisher); recover, alarm and liveness add what nobody sent. Ports outlive it, and a
// bus that was started is stopped before this is destroyed: it holds callbacks into it.
class Resolver : public BusHandler {
 public:
  Resolver(Store& store, Bus& bus, const Clock& clock, Zones& zones, Log& log, Counters& counters,
           ResolverOptions options);
  ~Resolver() override { stop(); }

  // Reads what the last run left and starts the threads; call before the bus delivers anything.
  Status start();
  // The same without threads: the caller makes their turns, again and again, in any order, on one thread.
  Status load();
  bool turn_committer() { return committer_.turn(); }
  void turn_publisher() { publisher_.turn(std::stop_token{}, std::chrono::milliseconds{0}); }
  void turn_ticker();
  // Everything taken in by now is answered; then the threads end. The bus still stands. Twice is once.
  void stop();

  void on_message(std::string_view topic, std::string_view payload, bool retained) override;
  void on_connected() override;
  void on_lost() override;

 private:
  void tick(const std::stop_token& stop);
  void report();

  Core core_;
  Committer committer_{core_};
  Intake intake_{core_, committer_};
  Publisher publisher_{core_, [this] { return recover_.step(); }};
  Recover recover_;
  Alarm alarm_{core_, committer_};
  Liveness liveness_{core_, committer_};
  Ops ops_{core_};
  std::atomic<bool> online_{false};
  unsigned ticks_ = 0;         // the ticker's
  std::string_view reported_;  // likewise: the last state
  std::jthread ticker_;
};

}  // namespace facet::resolver
