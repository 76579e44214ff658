#include "tests/unit/bus/fake_broker.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>

namespace facet::test {
namespace {

constexpr std::chrono::seconds kSoon{10};

std::string two_bytes(unsigned number) {
  return {static_cast<char>(number >> 8), static_cast<char>(number & 0xFF)};
}

unsigned number_at(const std::string& body, std::size_t at) {
  return static_cast<unsigned>(static_cast<std::uint8_t>(body.at(at)) << 8) |
         static_cast<std::uint8_t>(body.at(at + 1));
}

std::string packet(std::uint8_t header, const std::string& body) {
  EXPECT_LT(body.size(), 128U);
  return std::string(1, static_cast<char>(header)) + static_cast<char>(body.size()) + body;
}

}  // namespace

FakeBroker::FakeBroker(Manners manners) : manners_(std::move(manners)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof(address);
  EXPECT_EQ(::bind(listener_, reinterpret_cast<sockaddr*>(&address), size), 0);
  EXPECT_EQ(::listen(listener_, 8), 0);
  EXPECT_EQ(::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size), 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { run(); });
}

FakeBroker::~FakeBroker() {
  ending_ = true;
  ::shutdown(listener_, SHUT_RDWR);
  cut();
  thread_.join();
  ::close(listener_);
}

void FakeBroker::run() {
  while (!ending_) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) continue;
    {
      const std::lock_guard lock(mutex_);
      client_ = fd;
      held_.clear();
    }
    if (!ending_) serve(fd);
    const std::lock_guard lock(mutex_);
    client_ = -1;
    ::close(fd);
  }
}

void FakeBroker::serve(int fd) {
  std::string header;
  while (read_exactly(fd, header, 1)) {
    std::size_t length = 0;
    std::string digit;
    for (unsigned shift = 0; shift < 28; shift += 7) {
      if (!read_exactly(fd, digit, 1)) return;
      length |= static_cast<std::size_t>(digit[0] & 0x7F) << shift;
      if ((digit[0] & 0x80) == 0) break;
    }
    std::string body;
    if (!read_exactly(fd, body, length)) return;
    handle(fd, static_cast<std::uint8_t>(header[0]), body);
    changed_.notify_all();
  }
}

void FakeBroker::handle(int fd, std::uint8_t header, const std::string& body) {
  const std::lock_guard lock(mutex_);
  switch (header >> 4) {
    case 1: {  // CONNECT
      ++connections_;
      if (!manners_.answers_connect) return;
      std::string answer = {0, static_cast<char>(manners_.connect_code)};
      if (manners_.version == 5) {
        const auto maximum = manners_.receive_maximum;
        answer += maximum == 0 ? std::string(1, '\0')
                               : std::string("\x03\x21") + two_bytes(static_cast<unsigned>(maximum));
      }
      send(fd, packet(0x20, answer));
      return;
    }
    case 3:
      return on_publish(fd, header, body);
    case 8:
      return on_subscribe(fd, body);
    case 10:  // UNSUBSCRIBE, of one filter
      return send(fd, packet(0xB0, body.substr(0, 2) + (manners_.version == 5 ? std::string(2, '\0') : "")));
    case 12:  // PINGREQ
      return send(fd, packet(0xD0, ""));
    case 14:
      saw_disconnect_ = true;
      return;
    default:
      return;
  }
}

void FakeBroker::on_subscribe(int fd, const std::string& body) {
  if (manners_.cut_at_subscribe) {
    ::shutdown(fd, SHUT_RDWR);
    return;
  }
  if (!manners_.answers_subscribe) return;
  const bool v5 = manners_.version == 5;
  std::string codes;
  std::size_t at = v5 ? 3 + static_cast<std::size_t>(body.at(2)) : 2;
  for (std::size_t i = 0; at < body.size(); ++i) {
    at += 2 + number_at(body, at);
    const char asked = static_cast<char>(body.at(at++) & 3);
    codes += i < manners_.subscribe_codes.size() ? static_cast<char>(manners_.subscribe_codes[i]) : asked;
  }
  send(fd, packet(0x90, body.substr(0, 2) + (v5 ? std::string(1, '\0') : "") + codes));
}

void FakeBroker::on_publish(int fd, std::uint8_t header, const std::string& body) {
  const auto topic_size = number_at(body, 0);
  Publish publish{.topic = body.substr(2, topic_size), .payload = {}};
  std::size_t at = 2 + topic_size;
  const auto packet_id = body.substr(at, 2);
  at += 2;
  if (manners_.version == 5) {
    const auto properties = body.substr(at + 1, static_cast<std::size_t>(body.at(at)));
    at += 1 + properties.size();
    if (properties.size() == 5 && properties[0] == 2)
      publish.expiry = number_at(properties, 1) << 16 | number_at(properties, 3);
  }
  publish.payload = body.substr(at);
  publish.duplicate = (header & 8) != 0;
  publish.retain = (header & 1) != 0;
  publish.connection = connections_;
  const bool refused = publish.topic == manners_.refused_topic;
  publishes_.push_back(std::move(publish));
  if (!manners_.acknowledges) {
    held_.push_back(packet_id);
  } else {
    acknowledge(fd, packet_id, refused);
  }
}

void FakeBroker::acknowledge(int fd, const std::string& packet_id, bool refused) {
  send(fd, packet(0x40, refused ? packet_id + '\x87' : packet_id));
}

void FakeBroker::acknowledge_held() {
  const std::lock_guard lock(mutex_);
  manners_.acknowledges = true;
  for (const auto& packet_id : held_) acknowledge(client_, packet_id, false);
  held_.clear();
}

void FakeBroker::change(const std::function<void(Manners&)>& how) {
  const std::lock_guard lock(mutex_);
  how(manners_);
}

void FakeBroker::disconnect(std::uint8_t reason) {
  {
    const std::lock_guard lock(mutex_);
    send(client_, packet(0xE0, {static_cast<char>(reason), '\0'}));
  }
  cut();
}

void FakeBroker::cut() {
  const std::lock_guard lock(mutex_);
  if (client_ >= 0) ::shutdown(client_, SHUT_RDWR);
}

std::vector<FakeBroker::Publish> FakeBroker::publishes() const {
  const std::lock_guard lock(mutex_);
  return publishes_;
}

std::size_t FakeBroker::held() const {
  const std::lock_guard lock(mutex_);
  return held_.size();
}

bool FakeBroker::wait(const std::function<bool()>& holds) const {
  const auto deadline = std::chrono::steady_clock::now() + kSoon;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, std::chrono::milliseconds(10));
  }
  return true;
}

void FakeBroker::send(int fd, const std::string& bytes) {
  for (std::size_t sent = 0; sent < bytes.size();) {
    const auto count = ::send(fd, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (count <= 0) return;  // the client has gone: the test sees it elsewhere
    sent += static_cast<std::size_t>(count);
  }
}

bool FakeBroker::read_exactly(int fd, std::string& into, std::size_t count) {
  into.resize(count);
  for (std::size_t got = 0; got < count;) {
    const auto read = ::recv(fd, into.data() + got, count - got, 0);
    if (read <= 0) return false;
    got += static_cast<std::size_t>(read);
  }
  return true;
}

}  // namespace facet::test
