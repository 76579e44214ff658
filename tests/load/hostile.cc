#include "tests/load/hostile.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "schemas/encode.h"
#include "schemas/topics.h"

namespace facet::load_test {
namespace {

constexpr std::size_t kWaiting = std::size_t{256} << 10U;   // more is added when less than this waits
constexpr std::size_t kLarge = std::size_t{255} << 10U;     // just below what may be
constexpr std::size_t kTooLarge = std::size_t{600} << 10U;  // what the broker hangs up for
constexpr int kTurn = 1;                                    // ms

int connect_to(std::uint16_t port) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  // RST when it goes, so that it does not run out of ports.
  const linger at_once{1, 0};
  ::setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 || errno == EINPROGRESS)
    return fd;
  ::close(fd);
  return -1;
}

}  // namespace

Hostile::Hostile(const load::Servers& servers, UserId user, std::string password)
    : servers_(servers), user_(user), password_(std::move(password)) {}

void Hostile::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Hostile::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Hostile::run(const std::stop_token& stop) {
  std::array<Attacker, 5> attackers{Attacker{Way::nonsense}, Attacker{Way::changes}, Attacker{Way::large},
                                    Attacker{Way::everything}, Attacker{Way::coming}};
  std::vector<char> scratch(2 * load::kLargestPacket);
  while (!stop.stop_requested()) {
    std::array<pollfd, attackers.size()> wait{};
    for (std::size_t i = 0; i < attackers.size(); ++i) {
      auto& attacker = attackers[i];
      if (!attacker.connection.open()) connect(attacker, i + 1);
      if (attacker.connection.open()) fill(attacker, i + 1);
      wait[i] = {attacker.connection.fd(), POLLIN | POLLOUT, 0};
    }
    ::poll(wait.data(), wait.size(), kTurn);
    for (std::size_t i = 0; i < attackers.size(); ++i) {
      auto& connection = attackers[i].connection;
      if (!connection.open() || wait[i].revents == 0) continue;
      const std::uint64_t before = connection.written();
      auto io = connection.flush();
      bytes_ += connection.written() - before;
      if (io == load::Connection::Io::ok && (wait[i].revents & ~POLLOUT) != 0)
        io = connection.read(scratch, [this](const load::Packet& packet) { take(packet); });
      if (io != load::Connection::Io::ok || attackers[i].way == Way::coming) connection.close();
    }
  }
}

void Hostile::connect(Attacker& attacker, std::size_t device) {
  attacker.connection = load::Connection(connect_to(servers_.port));
  if (!attacker.connection.open()) return;
  ++connections_;
  const load::Login login{user_.digits() + "-" + std::to_string(device), user_.digits(), password_};
  load::append_connect(attacker.connection.out(), load::Version::v5, login);
}

void Hostile::fill(Attacker& attacker, std::size_t device) {
  if (attacker.connection.out().size() > kWaiting) return;
  const std::string up = "facet/v1/up/" + user_.digits() + "/" + std::to_string(device) + "/";
  const DeviceId own{static_cast<std::uint16_t>(device)};
  ++attacker.rounds;
  switch (attacker.way) {
    case Way::nonsense:
      for (int i = 0; i < 500; ++i) publish(attacker, up + "status", std::string(100, '\x5a'));
      return;
    case Way::changes:
      for (int i = 0; i < 100; ++i) {
        const auto now =
            std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
        newest_ = Revision::next(now, own, newest_);
        publish(attacker, up + "device", encode(DeviceReport{newest_, DeviceState::idle}));
      }
      return;
    case Way::large:
      return publish(attacker, up + "groups",
                     std::string(attacker.rounds % 3 == 0 ? kTooLarge : kLarge, '\x5a'));
    case Way::everything: {
      const std::vector<std::string> filters{"#",
                                             "facet/v1/in/+/+",
                                             "facet/v1/up/#",
                                             "$SYS/#",
                                             "+/+/+/+/+",
                                             topics::every_in(user_),
                                             "facet/v1/own/" + user_.digits() + "/#",
                                             "$share/mine/facet/v1/in/#"};
      load::append_subscribe(attacker.connection.out(), load::Version::v5, attacker.connection.next_id(),
                             filters);
      return;
    }
    case Way::coming:
      return;
  }
}

void Hostile::publish(Attacker& attacker, const std::string& topic, std::string_view payload) {
  load::append_publish(attacker.connection.out(), load::Version::v5,
                       {topic, payload, attacker.connection.next_id(), 1, false});
}

void Hostile::take(const load::Packet& packet) {
  if (packet.type != load::PacketType::publish) return;
  const auto publish = load::read_publish(packet, load::Version::v5);
  const std::string mine = "/" + user_.digits() + "/";
  if (publish && publish->topic.find(mine) == std::string_view::npos) ++leaked_;
}

}  // namespace facet::load_test
