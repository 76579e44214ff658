#pragma once

#include <deque>
#include <thread>
#include <vector>

#include "tests/bench/load/measure.h"
#include "tests/bench/load/phones.h"

namespace facet::load {

// A client that has nothing to do with anything else and asks the broker, every 2 ms, whether it is there
// (PINGREQ), without waiting for the answer to the last time: a broker that hangs is asked on, so it is not
// measured too kindly. Has a thread of its own, so that it does not wait for the load generator.
class PingProbe final : private Receiver {
 public:
  PingProbe(const Servers& servers, const Login& login, Version version);
  ~PingProbe() override;

  // Measures from now on.
  Status start(Steady::time_point deadline);
  // Measures no more; every round trip in milliseconds.
  Result<std::vector<double>> stop();

 private:
  void on_pong(std::size_t who) override;
  void run(const std::stop_token& stop);

  Swarm swarm_;
  std::uint16_t port_;
  Login login_;
  std::deque<Steady::time_point> asked_;  // without an answer yet; answers come in order
  std::vector<double> round_trips_;
  std::jthread thread_;  // has all of the above between start() and stop()
};

}  // namespace facet::load
