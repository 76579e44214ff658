#include "tests/simulation/broker.h"

#include <algorithm>
#include <sstream>

#include "schemas/encode.h"
#include "schemas/topics.h"

namespace facet::simulation {
namespace {

constexpr Millis kReportEvery{5'000};

}  // namespace

bool matches(const std::string& filter, const std::string& topic) {
  std::istringstream filters(filter);
  std::istringstream topics(topic);
  std::string want;
  std::string have;
  while (std::getline(filters, want, '/')) {
    if (want == "#") return true;
    if (!std::getline(topics, have, '/')) return false;
    if (want != "+" && want != have) return false;
  }
  return !std::getline(topics, have, '/');
}

Broker::Broker(World& world) : world_(world) {}

void Broker::start() {
  running_ = true;
  ++run_;
  boot_ = last_session_ + 1;
  store_ = saved_;
  world_.note("broker", "starts, with " + std::to_string(store_.retained.size()) + " retained");
  report(run_);
}

void Broker::stop(End how) {
  constexpr const char* kHow[] = {"ends in order", "crashes", "crashes and loses its store"};
  world_.note("broker", kHow[static_cast<int>(how)]);
  const auto peers = std::exchange(peers_, {});
  clean_.clear();
  for (const auto& [wire, peer] : peers) {
    wire->cut_up();
    wire->down([receiver = peer.receiver] { receiver->on_closed(); });
  }
  // In order: the plugin is unloaded before the clients are disconnected, so nobody is said to be gone.
  if (how == End::in_order) save();
  if (how == End::store_lost) saved_ = {};
  store_ = {};
  running_ = false;
}

void Broker::save() {
  saved_ = store_;
}

void Broker::connect(const Connection& wire, const std::string& client_id, bool clean, Receiver& receiver) {
  if (!running_) return;
  // Taken over: the old connection is closed, and nobody is told that it is gone.
  if (const auto old = wire_of(client_id)) {
    old->cut_up();
    old->down([was = peers_.at(old).receiver] { was->on_closed(); });
    peers_.erase(old);
  }
  Peer peer{client_id, &receiver, ++last_session_};
  if (clean) {
    store_.sessions.erase(client_id);
    clean_[client_id] = {};
  } else {
    store_.sessions.try_emplace(client_id);
  }
  peers_.emplace(wire, peer);
  wire->down([&receiver] { receiver.on_connack(); });
  tell_link(peer, LinkState::connected);
  if (clean) return;
  for (const auto& waiting : store_.sessions.at(client_id).queue) {
    wire->down([&receiver, waiting] { receiver.on_packet(waiting.packet, waiting.retained, waiting.id); });
  }
}

void Broker::subscribe(const Connection& wire, const std::vector<std::string>& filters) {
  const auto found = peers_.find(wire);
  if (found == peers_.end()) return;
  const Peer peer = found->second;
  const bool clean = clean_.contains(peer.id);
  auto& session = clean ? clean_.at(peer.id) : store_.sessions.at(peer.id);
  drop_expired();
  for (const auto& filter : filters) {
    session.filters.insert(filter);
    for (const auto& [topic, packet] : store_.retained) {
      if (matches(filter, topic)) give(wire, packet, /*retained=*/true);
    }
    if (filter == topics::plugin_op()) report(0);
  }
  wire->down([receiver = peer.receiver] { receiver->on_suback(); });
}

void Broker::unsubscribe(const Connection& wire, const std::string& filter) {
  const auto found = peers_.find(wire);
  if (found != peers_.end() && clean_.contains(found->second.id)) {
    clean_.at(found->second.id).filters.erase(filter);
  }
}

void Broker::publish(const Connection& wire, std::vector<Packet> packets, std::uint64_t id) {
  const auto found = peers_.find(wire);
  if (found == peers_.end()) return;
  const bool runs_short = short_percent_ > 0 && packets.size() > 1 && world_.dice().chance(short_percent_);
  if (runs_short) packets.resize(world_.dice().below(packets.size()));
  for (const auto& packet : packets) take(packet);
  wire->down([receiver = found->second.receiver, id, runs_short] { receiver->on_puback(id, !runs_short); });
}

void Broker::hear_again(const Packet& packet) {
  if (running_) route(packet);
}

void Broker::take(const Packet& packet) {
  if (packet.retain) {
    if (packet.payload.empty()) {
      store_.retained.erase(packet.topic);
    } else {
      store_.retained[packet.topic] = packet;
    }
  }
  route(packet);
}

void Broker::route(const Packet& packet) {
  const auto wants = [&](const Session& session) {
    return std::any_of(session.filters.begin(), session.filters.end(),
                       [&](const std::string& filter) { return matches(filter, packet.topic); });
  };
  for (auto& [id, session] : store_.sessions) {
    if (!wants(session)) continue;
    const auto wire = wire_of(id);
    if (wire) {
      give(wire, packet, /*retained=*/false);
    } else if (packet.topic != topics::plugin_op()) {  // subscribed with QoS 0
      session.queue.push_back({next_id_++, packet, false});
    }
  }
  for (auto& [id, session] : clean_) {
    if (wants(session)) give(wire_of(id), packet, /*retained=*/false);
  }
}

void Broker::give(const Connection& wire, const Packet& packet, bool retained) {
  const Peer& peer = peers_.at(wire);
  const auto session = store_.sessions.find(peer.id);
  std::uint64_t id = 0;
  if (session != store_.sessions.end() && packet.topic != topics::plugin_op()) {
    id = next_id_++;
    session->second.queue.push_back({id, packet, retained});
  }
  wire->down([receiver = peer.receiver, packet, retained, id] { receiver->on_packet(packet, retained, id); });
}

void Broker::acked(const Connection& wire, std::uint64_t id) {
  const auto found = peers_.find(wire);
  if (found == peers_.end()) return;
  const auto session = store_.sessions.find(found->second.id);
  if (session == store_.sessions.end()) return;
  auto& queue = session->second.queue;
  const auto at = std::find_if(queue.begin(), queue.end(), [&](const Waiting& one) { return one.id == id; });
  if (at != queue.end()) queue.erase(at);
}

void Broker::close(const Connection& wire) {
  gone(wire);
}

void Broker::gone(const Connection& wire) {
  const auto found = peers_.find(wire);
  if (found == peers_.end()) return;
  const Peer peer = found->second;
  peers_.erase(found);
  clean_.erase(peer.id);
  wire->cut_up();
  tell_link(peer, LinkState::gone);
}

std::optional<std::pair<UserId, DeviceId>> Broker::phone(const std::string& client_id) {
  const auto dash = client_id.find('-');
  if (dash == std::string::npos) return std::nullopt;
  const auto user = UserId::parse(client_id.substr(0, dash));
  const auto device = DeviceId::parse(client_id.substr(dash + 1));
  if (!user || !device) return std::nullopt;
  return std::pair{*user, *device};
}

void Broker::tell_link(const Peer& peer, LinkState state) {
  const auto who = phone(peer.id);
  if (!who) return;
  take({topics::build(topics::Link{who->first, who->second}), encode(Link{state, peer.session}), true});
}

// `run`: of the reports that come every few seconds; 0: this once.
void Broker::report(std::uint64_t run) {
  if (!running_ || (run != 0 && run != run_)) return;
  take({topics::plugin_op(), R"({"boot":)" + std::to_string(boot_) + R"(,"fan_out_watchers":200})", true});
  if (run != 0) world_.after(kReportEvery, [this, run] { report(run); });
}

void Broker::drop_expired() {
  std::erase_if(store_.retained, [this](const auto& one) {
    return one.second.expires && *one.second.expires <= world_.now();
  });
}

const std::map<std::string, Packet>& Broker::retained() {
  drop_expired();
  return store_.retained;
}

Broker::Connection Broker::wire_of(const std::string& client_id) const {
  for (const auto& [wire, peer] : peers_) {
    if (peer.id == client_id) return wire;
  }
  return nullptr;
}

}  // namespace facet::simulation
