#include "tests/bench/load/swarm.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <thread>

#include "tests/bench/load/errc.h"

namespace facet::load {
namespace {

constexpr std::size_t kScratch = 2 * kLargestPacket;
constexpr int kEvents = 512;

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  if (fd < 0) return -1;
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ||
      errno == EINPROGRESS) {
    return fd;
  }
  ::close(fd);
  return -1;
}

Error error(errc code, std::string detail) {
  return {make_error_code(code), std::move(detail)};
}

std::string number(std::size_t who) {
  return "client " + std::to_string(who);
}

}  // namespace

Swarm::Swarm(Version version, Receiver& receiver)
    : version_(version), receiver_(receiver), epoll_(::epoll_create1(EPOLL_CLOEXEC)), scratch_(kScratch) {}

Swarm::~Swarm() {
  ::close(epoll_);
}

std::size_t Swarm::open(std::uint16_t port, const Login& login, const std::vector<std::string>& filters) {
  const int fd = connect_to(port);
  if (fd < 0) {
    set_fault(error(errc::system, "no connection to port " + std::to_string(port) + ": " +
                                      std::error_code(errno, std::generic_category()).message()));
  }
  return adopt(fd, login, filters);
}

std::size_t Swarm::adopt(int fd, const Login& login, const std::vector<std::string>& filters) {
  const std::size_t who = clients_.size();
  clients_.push_back({Connection(-1), Stage::closed, false, false});
  begin(who, fd, login, filters);
  return who;
}

void Swarm::again(std::size_t who, std::uint16_t port, const Login& login,
                  const std::vector<std::string>& filters) {
  begin(who, connect_to(port), login, filters);
}

// CONNECT and SUBSCRIBE are written when epoll says that the connection stands.
void Swarm::begin(std::size_t who, int fd, const Login& login, const std::vector<std::string>& filters) {
  clients_[who] = {Connection(fd), fd < 0 ? Stage::closed : Stage::connecting, !filters.empty(), true};
  if (fd < 0) return;
  ++connecting_;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLOUT;
  event.data.u64 = who;
  ::epoll_ctl(epoll_, EPOLL_CTL_ADD, fd, &event);
  auto& connection = clients_[who].connection;
  append_connect(connection.out(), version_, login);
  if (!filters.empty()) append_subscribe(connection.out(), version_, connection.next_id(), filters);
}

std::uint16_t Swarm::publish(std::size_t who, std::string_view topic, std::string_view payload,
                             std::uint8_t qos) {
  auto& connection = clients_[who].connection;
  const std::uint16_t id = qos > 0 ? connection.next_id() : std::uint16_t{0};
  append_publish(connection.out(), version_, {topic, payload, id, qos, false});
  if (reading_ != who) flush(who);
  return id;
}

void Swarm::ping(std::size_t who) {
  append_pingreq(clients_[who].connection.out());
  if (reading_ != who) flush(who);
}

void Swarm::leave(std::size_t who) {
  auto& client = clients_[who];
  if (client.stage == Stage::leaving || client.stage == Stage::closed) return;
  if (client.stage == Stage::connecting) --connecting_;
  if (client.stage == Stage::ready) --ready_;
  client.stage = Stage::leaving;
  append_disconnect(client.connection.out());
  if (reading_ != who) flush(who);
}

void Swarm::drop(std::size_t who) {
  auto& client = clients_[who];
  if (client.stage == Stage::closed) return;
  if (client.stage == Stage::connecting) --connecting_;
  if (client.stage == Stage::ready) --ready_;
  client.stage = Stage::closed;
  // Without it the port would be taken for another minute, and there are 28,000 of them.
  const linger at_once{1, 0};
  ::setsockopt(client.connection.fd(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  client.connection.close();
}

void Swarm::step(std::chrono::milliseconds longest) {
  std::array<epoll_event, kEvents> events{};
  const bool waits = pause_ == std::chrono::microseconds{0};
  const int got = ::epoll_wait(epoll_, events.data(), kEvents, waits ? static_cast<int>(longest.count()) : 0);
  if (got == 0 && !waits) std::this_thread::sleep_for(pause_);
  for (int i = 0; i < got; ++i)
    handle(events[static_cast<std::size_t>(i)].data.u64, events[static_cast<std::size_t>(i)].events);
}

Status Swarm::until(const std::function<bool()>& done, Steady::time_point deadline, std::string_view what) {
  constexpr std::chrono::milliseconds kLongest{100};
  while (true) {
    if (fault_) return fail(*fault_);
    if (done()) return {};
    if (Steady::now() > deadline) return fail(errc::timeout, std::string{what});
    step(kLongest);
  }
}

void Swarm::set_fault(Error error) {
  if (!fault_) fault_ = std::move(error);
}

void Swarm::handle(std::size_t who, std::uint32_t events) {
  auto& client = clients_[who];
  if (client.stage == Stage::closed) return;
  if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0) {
    reading_ = who;
    const auto io = client.connection.read(scratch_, [&](const Packet& packet) { on_packet(who, packet); });
    reading_.reset();
    if (io != Connection::Io::ok) return gone(who, io);
  }
  flush(who);
}

void Swarm::on_packet(std::size_t who, const Packet& packet) {
  switch (packet.type) {
    case PacketType::publish:
      return on_delivery(who, packet);
    case PacketType::puback:
      return on_puback(who, packet);
    case PacketType::connack:
      return on_connack(who, packet);
    case PacketType::suback:
      return on_suback(who, packet);
    case PacketType::pingresp:
      return receiver_.on_pong(who);
    case PacketType::disconnect:
      return set_fault(error(errc::lost, "the broker disconnects " + number(who)));
    default:
      return set_fault(error(errc::malformed, "a packet that no broker sends, for " + number(who)));
  }
}

void Swarm::on_connack(std::size_t who, const Packet& packet) {
  if (clients_[who].stage != Stage::connecting) return;
  --connecting_;
  clients_[who].stage = Stage::subscribing;
  const auto reason = read_connack(packet);
  if (reason != std::uint8_t{0}) {
    return set_fault(error(errc::refused, "the broker does not let " + number(who) + " in, reason " +
                                              std::to_string(reason.value_or(0))));
  }
  if (!clients_[who].subscribes) become_ready(who);
}

void Swarm::on_suback(std::size_t who, const Packet& packet) {
  if (clients_[who].stage != Stage::subscribing) return;
  if (!all_granted(packet, version_)) {
    return set_fault(error(errc::refused, "a subscription of " + number(who)));
  }
  become_ready(who);
}

void Swarm::on_puback(std::size_t who, const Packet& packet) {
  const auto id = read_id(packet);
  if (!id || !taken(packet)) return set_fault(error(errc::refused, "a message of " + number(who)));
  receiver_.on_taken(who, *id);
}

void Swarm::on_delivery(std::size_t who, const Packet& packet) {
  const auto publish = read_publish(packet, version_);
  if (!publish) return set_fault(error(errc::malformed, "a PUBLISH for " + number(who)));
  if (publish->qos > 0) append_puback(clients_[who].connection.out(), publish->id);
  receiver_.on_publish(who, *publish);
}

void Swarm::become_ready(std::size_t who) {
  clients_[who].stage = Stage::ready;
  ++ready_;
  receiver_.on_ready(who);
}

void Swarm::flush(std::size_t who) {
  auto& client = clients_[who];
  if (client.connection.flush() != Connection::Io::ok) return gone(who, Connection::Io::closed);
  if (client.connection.waiting() == client.wants_out) return;
  client.wants_out = client.connection.waiting();
  epoll_event event{};
  event.events = client.wants_out ? EPOLLIN | EPOLLOUT : EPOLLIN;
  event.data.u64 = who;
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, client.connection.fd(), &event);
}

void Swarm::gone(std::size_t who, Connection::Io why) {
  auto& client = clients_[who];
  if (client.stage == Stage::connecting) {
    --connecting_;
    client.stage = Stage::closed;
    client.connection.close();
    if (why == Connection::Io::closed && receiver_.on_turned_away(who)) return;
  }
  if (client.stage == Stage::ready) --ready_;
  if (client.stage == Stage::leaving) {
    ++closed_;
  } else if (why == Connection::Io::broken) {
    set_fault(error(errc::malformed, "what came for " + number(who) + " is not MQTT"));
  } else {
    set_fault(error(errc::lost, number(who)));
  }
  client.stage = Stage::closed;
  client.connection.close();
}

std::size_t raise_file_limit() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  ::getrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

}  // namespace facet::load
