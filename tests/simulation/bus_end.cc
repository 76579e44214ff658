#include "tests/simulation/bus_end.h"

#include <nlohmann/json.hpp>

#include "resolver/pipeline/all_taken.h"
#include "schemas/decode.h"
#include "schemas/topics.h"

namespace facet::simulation {
namespace {

constexpr Millis kSlowest{40};
const std::string kMarker = topics::resolver_op("one", "epoch");

// The epoch is another one in each run: it must not be in the trace.
std::string without_epoch(const Bytes& marker) {
  auto json = nlohmann::json::parse(marker, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return "rubbish";
  json.erase("epoch");
  return json.dump();
}

}  // namespace

BusEnd::BusEnd(World& world, Broker& broker, Witness& witness, std::function<void(const Packet*)> around)
    : world_(world), broker_(broker), witness_(witness), around_(std::move(around)) {}

BusEnd::~BusEnd() {
  *alive_ = false;
  if (wire_) wire_->cut_down();
  // What has left the process may arrive, or some of it; then the broker sees that it is gone.
  const auto wire = wire_;
  if (!wire) return;
  if (world_.dice().chance(50)) wire->cut_up();
  world_.after(world_.dice().between(Millis{0}, Millis{300}),
               [&broker = broker_, wire] { broker.close(wire); });
}

void BusEnd::start(resolver::BusHandler& handler) {
  handler_ = &handler;
  try_again();
}

void BusEnd::try_again() {
  world_.after(world_.dice().between(Millis{50}, Millis{2'000}), [this, alive = alive_] {
    if (*alive) connect();
  });
}

void BusEnd::connect() {
  if (!broker_.running()) return try_again();
  wire_ = std::make_shared<Wire>(world_, kSlowest);
  wire_->up([this, wire = wire_] { broker_.connect(wire, "resolver", /*clean=*/false, *this); });
  // Nobody answers: the broker may be gone by the time it arrives.
  world_.after(Millis{5'000}, [this, alive = alive_, wire = wire_] {
    if (*alive && wire == wire_ && !connected_) lose();
  });
}

void BusEnd::on_connack() {
  wire_->up([&broker = broker_, wire = wire_] {
    broker.subscribe(wire, {topics::plugin_op(), topics::every_link(), topics::every_up(),
                            topics::resolver_op("one", "epoch"), topics::resolver_op("one", "probe")});
  });
}

void BusEnd::on_suback() {
  if (muted_) return;
  connected_ = true;
  world_.note("resolver", "is connected");
  handler_->on_connected();
}

void BusEnd::on_packet(const Packet& packet, bool retained, std::uint64_t id) {
  if (muted_) return;
  if (retained && packet.topic == kMarker)
    world_.note("resolver", "finds that the broker has " + without_epoch(packet.payload));
  around_(&packet);
  handler_->on_message(packet.topic, packet.payload, retained);
  around_(nullptr);
  if (id == 0 || muted_) return;
  wire_->up([&broker = broker_, wire = wire_, id] { broker.acked(wire, id); });
}

void BusEnd::on_puback(std::uint64_t id, bool taken) {
  const auto found = unanswered_.find(id);
  if (muted_ || found == unanswered_.end()) return;
  const Taken answer = std::move(found->second);
  unanswered_.erase(found);
  answer(taken);
}

void BusEnd::on_closed() {
  lose();
}

void BusEnd::drop() {
  if (!wire_) return;
  world_.note("resolver", "loses its connection");
  // The broker notices now or later, and has heard some of what was under way.
  const auto wire = wire_;
  world_.after(world_.dice().between(Millis{0}, Millis{3'000}),
               [&broker = broker_, wire] { broker.close(wire); });
  if (world_.dice().chance(70)) wire->cut_up();
  lose();
}

void BusEnd::lose() {
  if (wire_) wire_->cut_down();
  wire_.reset();
  fan_out_ = 0;
  for (const auto& [id, answer] : std::exchange(unanswered_, {})) {
    if (!muted_) answer(false);
  }
  if (std::exchange(connected_, false) && !muted_) handler_->on_lost();
  try_again();
}

void BusEnd::send(std::vector<Packet> packets, Taken taken) {
  if (muted_) return;
  if (!connected_) return taken(false);
  const auto id = ++last_id_;
  unanswered_.emplace(id, std::move(taken));
  wire_->up([&broker = broker_, wire = wire_, id, packets = std::move(packets)]() mutable {
    broker.publish(wire, std::move(packets), id);
  });
}

void BusEnd::show(UserId presentity, Bytes view, std::vector<UserId> watchers,
                  std::optional<std::chrono::seconds> expiry, Taken taken) {
  if (muted_) return;
  witness_.on_show(presentity, view, watchers);
  std::optional<Millis> expires;
  if (expiry) expires = world_.now() + *expiry;
  std::vector<Packet> packets;
  for (const UserId watcher : watchers) {
    packets.push_back({topics::build(topics::In{watcher, presentity}), view, true, expires});
  }
  if (fan_out_ > 0 && !expires) return send(std::move(packets), std::move(taken));
  resolver::AllTaken all(std::move(taken));
  for (auto& packet : packets) send({std::move(packet)}, all.part());
}

void BusEnd::publish(std::string topic, Bytes payload, bool retain, Taken taken) {
  if (muted_) return;
  look_at(topic, payload);
  send({Packet{std::move(topic), std::move(payload), retain}}, std::move(taken));
}

void BusEnd::look_at(const std::string& topic, const Bytes& payload) {
  if (topic == kMarker) world_.note("resolver", "marks the broker as having " + without_epoch(payload));
  const auto parsed = topics::parse(topic);
  const auto* re = parsed ? std::get_if<topics::Re>(&*parsed) : nullptr;
  if (re == nullptr) return;
  if (const auto receipt = decode_receipt(payload)) witness_.on_receipt(re->user, re->device, *receipt);
}

}  // namespace facet::simulation
