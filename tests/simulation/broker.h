#pragma once

#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "schemas/messages.h"
#include "tests/simulation/wire.h"

namespace facet::simulation {

// What stands at the broker under a topic, or is on its way.
struct Packet {
  std::string topic;
  Bytes payload;
  bool retain = false;
  std::optional<Millis> expires{};  // when, on the broker's own clock
};

// The client's end of a connection; called when something has come over the wire.
class Receiver {
 public:
  virtual ~Receiver() = default;
  virtual void on_connack() = 0;
  virtual void on_suback() = 0;
  // `retained`: the stored copy. `id`: for Broker::acked(), where the session persists.
  virtual void on_packet(const Packet& packet, bool retained, std::uint64_t id) = 0;
  virtual void on_puback(std::uint64_t id, bool taken) = 0;
  virtual void on_closed() = 0;
};

// An MQTT broker with Facet's plugin, as far as it matters: sessions (those that persist queue what comes
// while their client is away, and send again what was not acknowledged), retained messages with an expiry, a
// save of all of it now and then, to which a crash goes back; and the plugin's words about connections.
class Broker {
 public:
  explicit Broker(World& world);

  // ---- what happens to it ------------------------------------------------------------------------------
  bool running() const { return running_; }
  void start();
  enum class End { in_order, crash, store_lost };
  void stop(End how);
  void save();
  // Something that a phone once sent arrives once more, out of its order.
  void hear_again(const Packet& packet);
  // For so many of a hundred fan-outs the broker takes a part of the watchers only, and says so.
  void run_short(unsigned percent) { short_percent_ = percent; }

  // ---- what clients send; called when it has come over the wire ------------------------------------------
  using Connection = std::shared_ptr<Wire>;
  void connect(const Connection& wire, const std::string& client_id, bool clean, Receiver& receiver);
  void subscribe(const Connection& wire, const std::vector<std::string>& filters);
  void unsubscribe(const Connection& wire, const std::string& filter);
  void publish(const Connection& wire, std::vector<Packet> packets, std::uint64_t id);
  void acked(const Connection& wire, std::uint64_t id);
  void close(const Connection& wire);

  const std::map<std::string, Packet>& retained();

 private:
  struct Peer {
    std::string id;
    Receiver* receiver = nullptr;
    std::uint64_t session = 0;  // the plugin's number
  };
  struct Waiting {
    std::uint64_t id = 0;
    Packet packet;
    bool retained = false;
  };
  struct Session {
    std::set<std::string> filters;
    std::deque<Waiting> queue;  // not acknowledged
  };
  struct Saved {
    std::map<std::string, Packet> retained;
    std::map<std::string, Session> sessions;  // that persist
  };

  void take(const Packet& packet);
  void route(const Packet& packet);
  void give(const Connection& wire, const Packet& packet, bool retained);
  void gone(const Connection& wire);
  void tell_link(const Peer& peer, LinkState state);
  void report(std::uint64_t run);
  void drop_expired();
  Connection wire_of(const std::string& client_id) const;
  static std::optional<std::pair<UserId, DeviceId>> phone(const std::string& client_id);

  World& world_;
  bool running_ = false;
  std::uint64_t run_ = 0;
  std::uint64_t boot_ = 0;
  std::uint64_t last_session_ = 0;
  std::uint64_t next_id_ = 1;
  unsigned short_percent_ = 0;
  Saved store_;
  Saved saved_;
  std::map<std::string, Session> clean_;  // of those connected
  std::map<Connection, Peer, Wire::Earlier> peers_;
};

// Whether an MQTT filter matches.
bool matches(const std::string& filter, const std::string& topic);

}  // namespace facet::simulation
