#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "schemas/result.h"
#include "tests/bench/load/codec.h"
#include "tests/bench/load/connection.h"

namespace facet::load {

using Steady = std::chrono::steady_clock;

// What a swarm tells its owner, from within Swarm::step. May use the swarm, not destroy it.
class Receiver {
 public:
  virtual ~Receiver() = default;
  // Let in, and every subscription granted.
  virtual void on_ready(std::size_t /*who*/) {}
  // Valid during the call. QoS 1 is acknowledged by the swarm.
  virtual void on_publish(std::size_t /*who*/, const Publish& /*publish*/) {}
  virtual void on_taken(std::size_t /*who*/, std::uint16_t /*id*/) {}  // PUBACK
  virtual void on_pong(std::size_t /*who*/) {}
  // The connection ended before the CONNACK, which a storm that overflows the broker's queue brings with it.
  // True: taken care of (Swarm::again); otherwise it is a fault.
  virtual bool on_turned_away(std::size_t /*who*/) { return false; }
};

// Many MQTT clients on one epoll and one thread, the caller's. Clients are numbered from 0 in the order they
// were opened. The first thing that goes wrong with any of them is the swarm's fault, and stays.
class Swarm {
 public:
  // The broker's queue of connections it has not taken yet holds 100; beyond it a client waits for a second.
  static constexpr std::size_t kConnecting = 64;

  Swarm(Version version, Receiver& receiver);
  ~Swarm();
  Swarm(const Swarm&) = delete;
  Swarm& operator=(const Swarm&) = delete;

  // A new client of the broker on 127.0.0.1: CONNECT, and SUBSCRIBE with QoS 1 when there are filters.
  std::size_t open(std::uint16_t port, const Login& login, const std::vector<std::string>& filters);
  // The same over a socket that stands already; takes it over.
  std::size_t adopt(int fd, const Login& login, const std::vector<std::string>& filters);

  // The same client once more, over a new connection. For on_turned_away().
  void again(std::size_t who, std::uint16_t port, const Login& login,
             const std::vector<std::string>& filters);

  // Written at once, or with the answers to the read that is going on. The message id, 0 for QoS 0.
  std::uint16_t publish(std::size_t who, std::string_view topic, std::string_view payload,
                        std::uint8_t qos = 1);
  void ping(std::size_t who);
  // DISCONNECT; the socket is closed when the broker has closed it.
  void leave(std::size_t who);
  // The network is gone: RST, no DISCONNECT, and no fault of anybody's.
  void drop(std::size_t who);

  // From here on looks for what came only so often (0: as soon as it comes, the default). Phones that sleep
  // until a packet wakes them would be on other machines; here each wake-up is the broker's work, a fifth of
  // its time, and the less there is to do the more of them.
  void look_every(std::chrono::microseconds pause) { pause_ = pause; }

  // Waits at most that long for sockets and handles what they brought.
  void step(std::chrono::milliseconds longest);
  // Steps until `done`; fails with the fault, or with errc::timeout and `what`.
  Status until(const std::function<bool()>& done, Steady::time_point deadline, std::string_view what);

  std::size_t size() const { return clients_.size(); }
  bool is_ready(std::size_t who) const { return clients_[who].stage == Stage::ready; }
  std::size_t connecting() const { return connecting_; }  // opened, without a CONNACK
  std::size_t ready() const { return ready_; }
  std::size_t closed() const { return closed_; }  // after leave()
  std::uint64_t written(std::size_t who) const { return clients_[who].connection.written(); }
  const std::optional<Error>& fault() const { return fault_; }
  // For receivers: a delivery that is not what it should be.
  void set_fault(Error error);

 private:
  enum class Stage : std::uint8_t { connecting, subscribing, ready, leaving, closed };
  struct Client {
    Connection connection;
    Stage stage = Stage::connecting;
    bool subscribes = false;
    bool wants_out = true;  // as epoll knows it
  };

  void begin(std::size_t who, int fd, const Login& login, const std::vector<std::string>& filters);
  void handle(std::size_t who, std::uint32_t events);
  void on_packet(std::size_t who, const Packet& packet);
  void on_connack(std::size_t who, const Packet& packet);
  void on_suback(std::size_t who, const Packet& packet);
  void on_puback(std::size_t who, const Packet& packet);
  void on_delivery(std::size_t who, const Packet& packet);
  void become_ready(std::size_t who);
  void flush(std::size_t who);
  void gone(std::size_t who, Connection::Io why);

  Version version_;
  Receiver& receiver_;
  int epoll_ = -1;
  std::vector<char> scratch_;
  std::deque<Client> clients_;          // stay where they are when a receiver opens more
  std::optional<std::size_t> reading_;  // flushed once, when its read is done
  std::size_t connecting_ = 0;
  std::size_t ready_ = 0;
  std::size_t closed_ = 0;
  std::chrono::microseconds pause_{0};
  std::optional<Error> fault_;
};

// As many open files as may be; the limit afterwards. Each client takes one.
std::size_t raise_file_limit();

}  // namespace facet::load
