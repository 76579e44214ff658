#include "tests/bench/load/connection.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <vector>

namespace facet::load {
namespace {

class LoadConnection : public testing::Test {
 protected:
  LoadConnection() {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    connection_.emplace(ends[0]);
    peer_ = ends[1];
  }
  ~LoadConnection() override { ::close(peer_); }

  void comes(std::string_view bytes) {
    ASSERT_EQ(::send(peer_, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
  }
  // What of it are whole packets, as text.
  std::vector<std::string> read() {
    std::vector<std::string> bodies;
    io_ = connection_->read(scratch_, [&](const Packet& packet) { bodies.emplace_back(packet.body); });
    return bodies;
  }

  std::optional<Connection> connection_;
  Connection::Io io_ = Connection::Io::ok;
  int peer_ = -1;
  std::vector<char> scratch_ = std::vector<char>(2 * kLargestPacket);
};

TEST_F(LoadConnection, PacketsThatComeInPiecesAreReadOnceAndWhole) {
  const std::string three{"\x30\3one\x30\3two\x30\5three", 17};
  std::vector<std::string> bodies;
  for (const char byte : three) {
    comes({&byte, 1});
    for (auto& body : read()) bodies.push_back(body);
  }
  EXPECT_EQ(bodies, (std::vector<std::string>{"one", "two", "three"}));
}

TEST_F(LoadConnection, TheEndOfOnePacketMayComeWithTheNextOnes) {
  comes({"\x30\3on", 4});
  EXPECT_TRUE(read().empty());
  comes({"e\x30\3two\x30\5th", 10});
  EXPECT_EQ(read(), (std::vector<std::string>{"one", "two"}));
  comes("ree");
  EXPECT_EQ(read(), (std::vector<std::string>{"three"}));
}

TEST_F(LoadConnection, NothingThereIsNoFault) {
  EXPECT_TRUE(read().empty());
  EXPECT_EQ(io_, Connection::Io::ok);
}

TEST_F(LoadConnection, WhatIsNotMqttIsTold) {
  comes({"\x30\xFF\xFF\xFF\xFF\x01", 6});
  EXPECT_TRUE(read().empty());
  EXPECT_EQ(io_, Connection::Io::broken);
}

TEST_F(LoadConnection, TheEndIsToldAfterTheLastPacket) {
  comes({"\x30\3one", 5});
  ::shutdown(peer_, SHUT_WR);
  EXPECT_EQ(read(), std::vector<std::string>{"one"});
  EXPECT_EQ(io_, Connection::Io::ok);
  read();
  EXPECT_EQ(io_, Connection::Io::closed);
}

// More than the socket takes at once waits, and goes out in order; written() counts what is out.
TEST_F(LoadConnection, WhatTheSocketDoesNotTakeGoesOutLater) {
  std::string sent;
  for (int i = 0; i < 200'000; ++i) sent += std::to_string(i) + ",";
  connection_->out() = sent;
  std::string got;
  std::vector<char> buffer(65'536);
  do {
    ASSERT_EQ(connection_->flush(), Connection::Io::ok);
    EXPECT_EQ(connection_->waiting(), connection_->written() < sent.size());
    const auto size = ::recv(peer_, buffer.data(), buffer.size(), 0);
    ASSERT_GT(size, 0);
    got.append(buffer.data(), static_cast<std::size_t>(size));
  } while (got.size() < sent.size());
  EXPECT_EQ(got, sent);
  EXPECT_EQ(connection_->written(), sent.size());
}

TEST_F(LoadConnection, WritingToWhoHasGoneIsToldAndNoSignal) {
  ::close(peer_);
  connection_->out() = "x";
  EXPECT_EQ(connection_->flush(), Connection::Io::closed);
}

TEST_F(LoadConnection, MessageIdsStartAgainAfterTheLast) {
  for (int id = 1; id <= 0xFFFF; ++id) ASSERT_EQ(connection_->next_id(), id);
  EXPECT_EQ(connection_->next_id(), 1);
}

}  // namespace
}  // namespace facet::load
