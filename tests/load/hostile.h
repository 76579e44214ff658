#pragma once

#include <cstdint>
#include <string>
#include <thread>
#include <vector>

#include "schemas/ids.h"
#include "tests/bench/load/connection.h"
#include "tests/bench/load/measure.h"

namespace facet::load_test {

// Somebody with an account who means harm, on four connections at a time: messages that are nonsense, and
// ones that are not, as fast as the socket takes them; packets as large as may be, and larger; subscriptions
// to everything; connecting in a loop. Each of it goes on whatever the broker does about it. On a thread of
// its own, as fast as that runs.
class Hostile {
 public:
  Hostile(const load::Servers& servers, UserId user, std::string password);
  ~Hostile() { stop(); }

  void start();
  void stop();

  // After stop().
  std::uint64_t connections() const { return connections_; }
  std::uint64_t megabytes() const { return bytes_ >> 20U; }  // written to sockets
  // Messages on topics that are not its own. Has to be 0.
  std::uint64_t leaked() const { return leaked_; }

 private:
  enum class Way { nonsense, changes, large, everything, coming };
  struct Attacker {
    Way way;
    load::Connection connection{-1};
    std::uint64_t rounds = 0;
  };

  void run(const std::stop_token& stop);
  void connect(Attacker& attacker, std::size_t device);
  void fill(Attacker& attacker, std::size_t device);
  void publish(Attacker& attacker, const std::string& topic, std::string_view payload);
  void take(const load::Packet& packet);

  const load::Servers servers_;
  const UserId user_;
  const std::string password_;
  std::uint64_t connections_ = 0;
  std::uint64_t bytes_ = 0;
  std::uint64_t leaked_ = 0;
  Revision newest_;
  std::jthread thread_;
};

}  // namespace facet::load_test
