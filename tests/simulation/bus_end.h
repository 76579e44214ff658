#pragma once

#include <functional>
#include <map>
#include <memory>

#include "resolver/ports/bus.h"
#include "tests/simulation/broker.h"

namespace facet::simulation {

// What looks on, as the messages of the resolver pass.
class Witness {
 public:
  virtual ~Witness() = default;
  virtual void on_show(UserId presentity, const Bytes& view, const std::vector<UserId>& watchers) = 0;
  virtual void on_receipt(UserId user, DeviceId device, const Receipt& receipt) = 0;
};

// The resolver's side of its connection to the broker, behind the Bus port: connects again and again, and
// keeps the port's promises. One for each process.
class BusEnd : public resolver::Bus, public Receiver {
 public:
  // `around`: called with each message before the resolver is given it, and with nullptr afterwards.
  BusEnd(World& world, Broker& broker, Witness& witness, std::function<void(const Packet*)> around);
  ~BusEnd() override;

  void start(resolver::BusHandler& handler);
  // The network between the two is gone for now.
  void drop();
  // The process is at its end: nothing leaves it any more.
  void mute() { muted_ = true; }

  void show(UserId presentity, Bytes view, std::vector<UserId> watchers,
            std::optional<std::chrono::seconds> expiry, Taken taken) override;
  void publish(std::string topic, Bytes payload, bool retain, Taken taken) override;
  void use_fan_out(std::size_t watchers_per_message) override { fan_out_ = watchers_per_message; }

  void on_connack() override;
  void on_suback() override;
  void on_packet(const Packet& packet, bool retained, std::uint64_t id) override;
  void on_puback(std::uint64_t id, bool taken) override;
  void on_closed() override;

 private:
  void connect();
  void try_again();
  void lose();
  void send(std::vector<Packet> packets, Taken taken);
  void look_at(const std::string& topic, const Bytes& payload);

  World& world_;
  Broker& broker_;
  Witness& witness_;
  std::function<void(const Packet*)> around_;
  resolver::BusHandler* handler_ = nullptr;
  std::shared_ptr<Wire> wire_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  bool connected_ = false;  // on_connected was called, on_lost was not
  bool muted_ = false;
  std::size_t fan_out_ = 0;
  std::uint64_t last_id_ = 0;
  std::map<std::uint64_t, Taken> unanswered_;
};

}  // namespace facet::simulation
