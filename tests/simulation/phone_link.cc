#include "tests/simulation/phone_link.h"

namespace facet::simulation {
namespace {

constexpr Millis kSlowest{250};

}  // namespace

PhoneLink::PhoneLink(World& world, Broker& broker, Listener& listener, std::string client_id,
                     std::function<void()> wake)
    : world_(world),
      broker_(broker),
      listener_(listener),
      client_id_(std::move(client_id)),
      wake_(std::move(wake)) {}

PhoneLink::~PhoneLink() {
  *alive_ = false;
  if (wire_) part();
}

void PhoneLink::connect(std::chrono::milliseconds limit) {
  wire_ = std::make_shared<Wire>(world_, kSlowest);
  wire_->up([this, alive = alive_, wire = wire_] {
    if (*alive) broker_.connect(wire, client_id_, /*clean=*/true, *this);
  });
  world_.after(limit, [this, alive = alive_] {
    if (*alive && events_.empty() && !heard_) on_closed();
  });
}

void PhoneLink::subscribe(const std::vector<std::string>& filters) {
  if (!wire_) return;
  wire_->up([&broker = broker_, wire = wire_, filters] { broker.subscribe(wire, filters); });
}

void PhoneLink::unsubscribe(const std::string& filter) {
  if (!wire_) return;
  wire_->up([&broker = broker_, wire = wire_, filter] { broker.unsubscribe(wire, filter); });
}

void PhoneLink::publish(const std::string& topic, const Bytes& payload) {
  if (!wire_) return;
  const Packet packet{topic, payload};
  listener_.on_sent(packet);
  wire_->up([&broker = broker_, wire = wire_, packet] { broker.publish(wire, {packet}, 0); });
}

void PhoneLink::on_packet(const Packet& packet, bool, std::uint64_t) {
  std::optional<std::chrono::seconds> left;
  if (packet.expires) left = std::chrono::ceil<std::chrono::seconds>(*packet.expires - world_.now());
  tell(client::Message{packet.topic, packet.payload, left});
}

void PhoneLink::close() {
  if (!wire_) return;
  wire_->up([&broker = broker_, wire = wire_] { broker.close(wire); });
  wire_->cut_down();
  wire_.reset();
}

void PhoneLink::drop() {
  if (!wire_) return;
  part();
  tell(client::Lost{client::errc::unreachable, "the network is gone"});
}

void PhoneLink::part() {
  const auto wire = std::exchange(wire_, nullptr);
  wire->cut_down();
  if (world_.dice().chance(60)) wire->cut_up();
  world_.after(world_.dice().between(Millis{0}, Millis{20'000}),
               [&broker = broker_, wire] { broker.close(wire); });
}

void PhoneLink::on_closed() {
  if (!wire_) return;
  wire_->cut_down();
  wire_->cut_up();
  wire_.reset();
  tell(client::Lost{client::errc::unreachable, "closed"});
}

std::vector<client::LinkEvent> PhoneLink::wait(std::chrono::milliseconds) {
  return std::exchange(events_, {});
}

}  // namespace facet::simulation
