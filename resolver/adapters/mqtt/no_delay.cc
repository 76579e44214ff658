#include "resolver/adapters/mqtt/no_delay.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <charconv>
#include <filesystem>

namespace facet::resolver {
namespace {

// 0: not a TCP connection.
std::uint16_t peer_port(int socket) {
  sockaddr_storage peer{};
  socklen_t size = sizeof peer;
  if (::getpeername(socket, reinterpret_cast<sockaddr*>(&peer), &size) != 0) return 0;
  if (peer.ss_family == AF_INET) return ntohs(reinterpret_cast<const sockaddr_in&>(peer).sin_port);
  if (peer.ss_family == AF_INET6) return ntohs(reinterpret_cast<const sockaddr_in6&>(peer).sin6_port);
  return 0;
}

}  // namespace

void send_without_delay(std::uint16_t broker_port) {
  std::error_code none;
  std::filesystem::directory_iterator entry("/proc/self/fd", none);
  for (; !none && entry != std::filesystem::directory_iterator{}; entry.increment(none)) {
    const std::string number = entry->path().filename().string();
    int descriptor = -1;
    std::from_chars(number.data(), number.data() + number.size(), descriptor);
    if (descriptor < 0 || peer_port(descriptor) != broker_port) continue;
    const int on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  }
}

}  // namespace facet::resolver
