#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schemas/result.h"
#include "tests/bench/load/measure.h"

namespace facet::load {

// What Facet is compared with: Mosquitto alone, one message to one topic that everybody subscribes, QoS 1,
// not retained. Topic and payload are as long as Facet's.
class Raw final : public Receiver {
 public:
  Raw(const Servers& servers, std::size_t subscribers, Version version);

  Status connect(Steady::time_point deadline);
  // `window` messages are under way: sent and not yet with every subscriber. Fails when a subscriber misses
  // one, or gets anything else.
  Result<Run> run(std::uint64_t messages, std::size_t window, Steady::time_point deadline);

 private:
  void on_publish(std::size_t who, const Publish& publish) override;
  void send_next();

  Servers servers_;
  std::size_t subscribers_;
  Swarm swarm_;
  std::size_t publisher_ = 0;
  std::vector<std::uint64_t> got_;  // of each subscriber, the number of its last message
  std::uint64_t first_ = 1;         // of this run; numbers go on from run to run
  std::uint64_t sent_ = 0;
  std::uint64_t over_ = 0;
  std::vector<std::size_t> missing_;         // of each message of this run, how many have not got it
  std::vector<Steady::time_point> sent_at_;  // of each message of this run
  std::string expected_;                     // the payload but for the number in front
  Steady::time_point last_;
  Run run_;
};

}  // namespace facet::load
