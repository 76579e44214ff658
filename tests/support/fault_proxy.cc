#include "tests/support/fault_proxy.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>

namespace facet::testing_support {
namespace {

constexpr int kBacklog = 1'024;
constexpr std::size_t kQueued = std::size_t{1} << 20;  // of one way; then its sender has to wait
constexpr std::size_t kTrickle = 16;                   // bytes in each turn, of a millisecond
constexpr std::chrono::milliseconds kTurn{1};
constexpr std::chrono::milliseconds kIdle{200};

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

int make_socket() {
  return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
}

void send_at_once(int fd) {
  const int on = 1;
  ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

bool would_block() {
  return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
}

}  // namespace

FaultProxy::FaultProxy(std::uint16_t server)
    : listener_(make_socket()), waker_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)), server_(server) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0 ||
      ::listen(listener_, kBacklog) != 0) {
    std::abort();
  }
  port_ = ntohs(address.sin_port);
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

FaultProxy::~FaultProxy() {
  thread_.request_stop();
  wake();
  thread_.join();
  for (auto& pair : pairs_) hang_up(pair, false);
  ::close(listener_);
  ::close(waker_);
}

void FaultProxy::wake() const {
  const std::uint64_t one = 1;
  if (::write(waker_, &one, sizeof one) < 0) return;  // full: it wakes anyhow
}

void FaultProxy::change(Weather weather, std::chrono::milliseconds delay) {
  {
    const std::lock_guard lock(mutex_);
    for (auto& pair : pairs_) {
      if (pair.swallowed && weather != Weather::swallow) hang_up(pair, true);
    }
    weather_ = weather;
    delay_ = delay;
  }
  wake();
}

void FaultProxy::pass() {
  change(Weather::pass, {});
}
void FaultProxy::delay(std::chrono::milliseconds late) {
  change(Weather::delay, late);
}
void FaultProxy::trickle() {
  change(Weather::trickle, {});
}
void FaultProxy::swallow() {
  change(Weather::swallow, {});
}

void FaultProxy::reset() {
  {
    const std::lock_guard lock(mutex_);
    for (auto& pair : pairs_) hang_up(pair, true);
  }
  wake();
}

void FaultProxy::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    std::vector<pollfd> fds{{listener_, POLLIN, 0}, {waker_, POLLIN, 0}};
    bool queued = false;
    {
      const std::lock_guard lock(mutex_);
      pairs_.remove_if([](const Pair& pair) { return pair.broken; });
      for (const auto& pair : pairs_) {
        for (const Way* way : {&pair.up, &pair.down}) {
          const bool reads = !way->ended && way->queued < kQueued && !pair.connecting;
          const bool connects = pair.connecting && way == &pair.down;
          fds.push_back({way->from, static_cast<short>((reads ? POLLIN : 0) | (connects ? POLLOUT : 0)), 0});
          queued = queued || way->queued > 0;
        }
      }
    }
    ::poll(fds.data(), fds.size(), static_cast<int>((queued ? kTurn : kIdle).count()));
    const std::lock_guard lock(mutex_);
    std::uint64_t ignored = 0;
    if (fds[1].revents != 0 && ::read(waker_, &ignored, sizeof ignored) < 0) continue;
    std::size_t at = 2;
    for (auto& pair : pairs_) {
      const short client = fds[at++].revents;
      const short server = fds[at++].revents;
      if (pair.broken) continue;
      if (pair.connecting && (server & (POLLERR | POLLHUP)) != 0) hang_up(pair, true);
      if (pair.connecting && (server & POLLOUT) != 0) pair.connecting = false;
      if (!pair.broken && (client & (POLLIN | POLLHUP | POLLERR)) != 0) read(pair, pair.up);
      if (!pair.broken && (server & (POLLIN | POLLHUP | POLLERR)) != 0) read(pair, pair.down);
      if (!pair.broken) write(pair, pair.up);
      if (!pair.broken) write(pair, pair.down);
      if (!pair.broken) finish(pair);
    }
    if (fds[0].revents != 0) take();
  }
}

void FaultProxy::take() {
  const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (client < 0) return;
  ++taken_;
  const int server = make_socket();
  const sockaddr_in address = loopback(server_);
  send_at_once(client);
  send_at_once(server);
  Pair pair;
  pair.up.from = pair.down.to = client;
  pair.up.to = pair.down.from = server;
  if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) {
    pair.connecting = false;
  } else if (errno != EINPROGRESS) {
    hang_up(pair, true);
  }
  pairs_.push_back(std::move(pair));
}

void FaultProxy::read(Pair& pair, Way& way) {
  if (way.ended || pair.connecting) return;
  std::array<char, 65'536> buffer;
  const auto got = ::recv(way.from, buffer.data(), buffer.size(), 0);
  if (got < 0 && would_block()) return;
  if (got < 0) return hang_up(pair, true);
  if (weather_ == Weather::swallow) {
    pair.swallowed = true;
    if (got == 0) hang_up(pair, false);
    return;
  }
  if (got == 0) {
    way.ended = true;
    return;
  }
  way.queue.push_back({Steady::now() + delay_, {buffer.data(), static_cast<std::size_t>(got)}});
  way.queued += static_cast<std::size_t>(got);
}

void FaultProxy::write(Pair& pair, Way& way) {
  if (weather_ == Weather::swallow) {
    pair.swallowed = pair.swallowed || way.queued > 0;
    return;
  }
  std::size_t left = weather_ == Weather::trickle ? kTrickle : kQueued;
  while (!way.queue.empty() && left > 0 && way.queue.front().due <= Steady::now()) {
    auto& bytes = way.queue.front().bytes;
    const std::size_t size = weather_ == Weather::trickle ? 1 : bytes.size();
    const auto sent = ::send(way.to, bytes.data(), size, MSG_NOSIGNAL);
    if (sent < 0 && would_block()) return;
    if (sent < 0) return hang_up(pair, true);
    bytes.erase(0, static_cast<std::size_t>(sent));
    way.queued -= static_cast<std::size_t>(sent);
    left -= std::min(left, static_cast<std::size_t>(sent));
    if (bytes.empty()) way.queue.pop_front();
  }
}

// One side has said its last, and all of it was passed on: MQTT has no half-closed connections.
void FaultProxy::finish(Pair& pair) {
  for (const Way* way : {&pair.up, &pair.down}) {
    if (way->ended && way->queue.empty()) return hang_up(pair, false);
  }
}

void FaultProxy::hang_up(Pair& pair, bool reset) {
  if (pair.broken) return;
  const linger at_once{1, 0};  // close() sends RST
  for (const int fd : {pair.up.from, pair.up.to}) {
    if (reset) ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    ::close(fd);
  }
  pair.broken = true;
}

}  // namespace facet::testing_support
