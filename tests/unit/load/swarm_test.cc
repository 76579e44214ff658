#include "tests/bench/load/swarm.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <vector>

#include "tests/bench/load/errc.h"

namespace facet::load {
namespace {

using namespace std::string_literals;

class Told final : public Receiver {
 public:
  void on_ready(std::size_t who) override { ready.push_back(who); }
  void on_publish(std::size_t /*who*/, const Publish& publish) override {
    payloads.emplace_back(publish.payload);
  }
  void on_taken(std::size_t /*who*/, std::uint16_t id) override { taken.push_back(id); }

  std::vector<std::size_t> ready;
  std::vector<std::string> payloads;
  std::vector<std::uint16_t> taken;
};

// The broker's end of a client's socket, without a broker.
class LoadSwarm : public testing::Test {
 protected:
  ~LoadSwarm() override { ::close(peer_); }

  std::size_t joins(const std::vector<std::string>& filters = {}) {
    std::array<int, 2> ends{};
    EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()), 0);
    peer_ = ends[1];
    return swarm_.adopt(ends[0], {"c", {}, {}}, filters);
  }
  void broker_sends(const std::string& bytes) {
    ASSERT_EQ(::send(peer_, bytes.data(), bytes.size(), 0), static_cast<ssize_t>(bytes.size()));
    step();
  }
  // What one recv() has, "" when nothing is there.
  std::string broker_gets() {
    std::array<char, 4096> buffer{};
    const auto got = ::recv(peer_, buffer.data(), buffer.size(), 0);
    return got > 0 ? std::string(buffer.data(), static_cast<std::size_t>(got)) : "";
  }
  void step() { swarm_.step(std::chrono::milliseconds{0}); }
  void let_in() {
    step();
    broker_gets();
    broker_sends("\x20\2\0\0"s);
  }

  Told told_;
  Swarm swarm_{Version::v311, told_};
  int peer_ = -1;
};

TEST_F(LoadSwarm, AClientIsReadyWhenItsSubscriptionsAreGranted) {
  joins({"a/+"});
  step();
  EXPECT_EQ(broker_gets(), "\x10\x0D\0\4MQTT\4\2\7\x08\0\1c\x82\x08\0\1\0\3a/+\1"s);
  EXPECT_EQ(swarm_.connecting(), 1U);
  broker_sends("\x20\2\0\0"s);
  EXPECT_EQ(swarm_.connecting(), 0U);
  EXPECT_TRUE(told_.ready.empty());
  broker_sends("\x90\3\0\1\1"s);
  EXPECT_EQ(told_.ready, std::vector<std::size_t>{0});
  EXPECT_EQ(swarm_.ready(), 1U);
}

// A SUBACK that refuses, as the plugin answers for somebody else's topic.
TEST_F(LoadSwarm, ARefusalIsAFault) {
  joins({"a/+"});
  let_in();
  broker_sends("\x90\3\0\1\x80"s);
  ASSERT_TRUE(swarm_.fault());
  EXPECT_EQ(swarm_.fault()->code, errc::refused);
}

TEST_F(LoadSwarm, ARefusedLoginIsAFault) {
  joins();
  step();
  broker_sends("\x20\2\0\5"s);
  ASSERT_TRUE(swarm_.fault());
  EXPECT_EQ(swarm_.fault()->code, errc::refused);
  EXPECT_TRUE(told_.ready.empty());
}

TEST_F(LoadSwarm, WhatComesTogetherIsAcknowledgedTogether) {
  joins();
  let_in();
  broker_sends("\x32\6\0\1t\0\1x\x32\6\0\1t\0\2y\x32\6\0\1t\0\3z"s);
  EXPECT_EQ(told_.payloads, (std::vector<std::string>{"x", "y", "z"}));
  EXPECT_EQ(broker_gets(), "\x40\2\0\1\x40\2\0\2\x40\2\0\3"s);
}

TEST_F(LoadSwarm, MessagesAreNumberedAndTheirAcknowledgementsTold) {
  const auto who = joins();
  let_in();
  const auto first = swarm_.publish(who, "t", "p");
  EXPECT_NE(swarm_.publish(who, "t", "p"), first);
  EXPECT_EQ(broker_gets().substr(0, 8), "\x32\6\0\1t\0\1p"s);
  broker_sends("\x40\2\0\1"s);
  EXPECT_EQ(told_.taken, std::vector<std::uint16_t>{first});
}

TEST_F(LoadSwarm, OnlyWhoDidNotLeaveIsLost) {
  const auto who = joins();
  let_in();
  swarm_.leave(who);
  EXPECT_EQ(broker_gets(), "\xE0\0"s);
  ::shutdown(peer_, SHUT_RDWR);
  step();
  EXPECT_EQ(swarm_.closed(), 1U);
  EXPECT_FALSE(swarm_.fault());

  ::close(peer_);
  joins();
  let_in();
  ::shutdown(peer_, SHUT_RDWR);
  step();
  ASSERT_TRUE(swarm_.fault());
  EXPECT_EQ(swarm_.fault()->code, errc::lost);
}

TEST_F(LoadSwarm, WaitingEndsWithTheFaultOrWithTheTime) {
  const auto now = Steady::now();
  const auto late = swarm_.until([] { return false; }, now, "something");
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, errc::timeout);
  EXPECT_EQ(late.error().detail, "something");

  joins();
  let_in();
  broker_sends("\xF0\0"s);
  const auto fault = swarm_.until([] { return true; }, now, "something");
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().code, errc::malformed);
}

}  // namespace
}  // namespace facet::load
