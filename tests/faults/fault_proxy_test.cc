#include "tests/support/fault_proxy.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "tests/support/process.h"

// The bad network of the tests is as bad as it says, and no worse.
namespace facet::testing_support {
namespace {

using std::chrono::milliseconds;

class Socket {
 public:
  explicit Socket(int fd) : fd_(fd) {}
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  int fd() const { return fd_; }

  bool send(const std::string& text) const {
    return ::send(fd_, text.data(), text.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(text.size());
  }
  // What has come by then: until `size` bytes are there, the peer hung up, or the time is over.
  std::string receive(std::size_t size, milliseconds limit) {
    const auto end = std::chrono::steady_clock::now() + limit;
    std::string all;
    while (all.size() < size) {
      const auto left = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now());
      pollfd wait{fd_, POLLIN, 0};
      if (left.count() <= 0 || ::poll(&wait, 1, static_cast<int>(left.count())) <= 0) break;
      char buffer[4096];
      const auto got = ::recv(fd_, buffer, sizeof buffer, 0);
      hung_up_ = got == 0;
      was_reset_ = got < 0 && errno == ECONNRESET;
      if (got <= 0) break;
      ++pieces_;
      all.append(buffer, static_cast<std::size_t>(got));
    }
    return all;
  }
  bool hung_up() const { return hung_up_; }
  bool was_reset() const { return was_reset_; }
  std::size_t pieces() const { return pieces_; }

 private:
  int fd_;
  bool hung_up_ = false;
  bool was_reset_ = false;
  std::size_t pieces_ = 0;
};

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

class FaultsProxy : public ::testing::Test {
 protected:
  FaultsProxy() : listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const auto address = loopback(port_);
    ::bind(listener_.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address);
    ::listen(listener_.fd(), 4);
  }
  // The server's end is server_ then.
  std::unique_ptr<Socket> connect() {
    auto client = std::make_unique<Socket>(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto address = loopback(proxy_.port());
    EXPECT_EQ(::connect(client->fd(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    server_ = std::make_unique<Socket>(::accept(listener_.fd(), nullptr, nullptr));
    return client;
  }

  std::uint16_t port_ = free_port();
  Socket listener_;
  FaultProxy proxy_{port_};
  std::unique_ptr<Socket> server_;
};

constexpr milliseconds kLong{5'000};
constexpr milliseconds kShort{150};

TEST_F(FaultsProxy, PassesEverythingBothWays) {
  const auto client = connect();
  const std::string much(300'000, 'x');
  std::jthread sender([&] { client->send(much); });
  EXPECT_EQ(server_->receive(much.size(), kLong), much);
  server_->send("back");
  EXPECT_EQ(client->receive(4, kLong), "back");
}

TEST_F(FaultsProxy, AHangUpIsPassedOnAfterWhatWasSaid) {
  auto client = connect();
  client->send("last");
  client.reset();
  EXPECT_EQ(server_->receive(5, kLong), "last");
  EXPECT_TRUE(server_->hung_up());
}

TEST_F(FaultsProxy, DelaysByWhatItWasTold) {
  const auto client = connect();
  proxy_.delay(milliseconds{200});
  const auto begin = std::chrono::steady_clock::now();
  client->send("late");
  EXPECT_EQ(server_->receive(4, kLong), "late");
  EXPECT_GE(std::chrono::steady_clock::now() - begin, milliseconds{200});
}

TEST_F(FaultsProxy, TricklesInManySmallPieces) {
  const auto client = connect();
  proxy_.trickle();
  client->send(std::string(200, 't'));
  EXPECT_EQ(server_->receive(200, kLong), std::string(200, 't'));
  EXPECT_GT(server_->pieces(), 5U);
}

TEST_F(FaultsProxy, SwallowsInSilenceAndForgetsTheConnectionAfterwards) {
  const auto client = connect();
  proxy_.swallow();
  EXPECT_TRUE(client->send("into the void")) << "the connection stands";
  EXPECT_EQ(server_->receive(1, kShort), "");
  EXPECT_FALSE(server_->hung_up());
  proxy_.pass();
  EXPECT_EQ(client->receive(1, kLong), "");
  EXPECT_TRUE(client->was_reset());
  const auto next = connect();
  next->send("again");
  EXPECT_EQ(server_->receive(5, kLong), "again");
}

TEST_F(FaultsProxy, ResetsWhoIsConnectedAndTakesTheNext) {
  const auto client = connect();
  client->send("a");
  EXPECT_EQ(server_->receive(1, kLong), "a");
  proxy_.reset();
  EXPECT_EQ(client->receive(1, kLong), "");
  EXPECT_TRUE(client->was_reset());
  EXPECT_EQ(server_->receive(1, kLong), "");
  const auto next = connect();
  next->send("b");
  EXPECT_EQ(server_->receive(1, kLong), "b");
}

}  // namespace
}  // namespace facet::testing_support
