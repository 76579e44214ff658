#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "client/lib/link.h"
#include "tests/simulation/broker.h"

namespace facet::simulation {

// What looks on, as the messages of the phones pass.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void on_sent(const Packet& packet) = 0;
};

// A phone's connection to the simulated broker. What happens is kept until it is taken.
class PhoneLink : public client::Link, public Receiver {
 public:
  // `wake`: something has happened.
  PhoneLink(World& world, Broker& broker, Listener& listener, std::string client_id,
            std::function<void()> wake);
  ~PhoneLink() override;

  void connect(std::chrono::milliseconds limit) override;
  void subscribe(const std::vector<std::string>& filters) override;
  void unsubscribe(const std::string& filter) override;
  void publish(const std::string& topic, const Bytes& payload) override;
  void close() override;
  std::vector<client::LinkEvent> wait(std::chrono::milliseconds limit) override;

  // The network goes. The phone notices at once, the broker at once or later.
  void drop();

  void on_connack() override {
    heard_ = true;
    tell(client::Connected{});
  }
  void on_suback() override { tell(client::Subscribed{}); }
  void on_packet(const Packet& packet, bool retained, std::uint64_t id) override;
  void on_puback(std::uint64_t, bool) override {}
  void on_closed() override;

 private:
  void part();
  void tell(client::LinkEvent event) {
    events_.push_back(std::move(event));
    wake_();
  }

  World& world_;
  Broker& broker_;
  Listener& listener_;
  const std::string client_id_;
  const std::function<void()> wake_;
  std::shared_ptr<Wire> wire_;
  std::shared_ptr<bool> alive_ = std::make_shared<bool>(true);
  bool heard_ = false;  // the broker has answered
  std::vector<client::LinkEvent> events_;
};

}  // namespace facet::simulation
