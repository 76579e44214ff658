#include <gtest/gtest.h>

#include <csignal>

#include "tests/faults/town.h"
#include "tests/support/fault_proxy.h"

// The network between phones and broker, or between resolver and broker, is bad; or one of the two servers
// hangs for seconds, which looks the same from outside.
namespace facet::fault_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing_support::FaultProxy;

enum class Between { phones, resolver };

class FaultsNetwork : public ::testing::TestWithParam<Between> {
 protected:
  void SetUp() override {
    if (GetParam() == Between::resolver) {
      site_.stop_resolver(SIGTERM);
      site_.surround_resolver({.broker_port = network_.port()});
      site_.start_resolver();
    }
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    ASSERT_TRUE(town_.opens()) << site_.resolver_log();
    town_.begin();
  }
  void settle(const std::string& what, int times) {
    network_.pass();
    EXPECT_TRUE(town_.stop());
    EXPECT_GT(network_.taken(), 0U);
    town_.settle(what + (GetParam() == Between::phones ? ", phones" : ", resolver"), times);
  }

  Site site_{Town::people()};
  FaultProxy network_{site_.port()};
  Town town_{site_, {.phones = GetParam() == Between::phones ? network_.port() : std::uint16_t{0}}};
};

TEST_P(FaultsNetwork, ConnectionsAreResetAgainAndAgain) {
  Chance chance("connections reset");
  const int times = rounds(3);
  for (int i = 0; i < times; ++i) {
    chance.pause(milliseconds{100}, milliseconds{800});
    network_.reset();
  }
  settle("connections reset", times);
}

// What was sent meanwhile is gone, and the connection with it.
TEST_P(FaultsNetwork, ConnectionsAreHalfOpenForSeconds) {
  Chance chance("half-open connections");
  const int times = rounds(1);
  for (int i = 0; i < times; ++i) {
    chance.pause(milliseconds{200}, milliseconds{600});
    network_.swallow();
    chance.pause(milliseconds{1000}, milliseconds{2500});
    network_.pass();
    EXPECT_TRUE(town_.goes_on()) << site_.resolver_log();
  }
  settle("half-open connections", times);
}

TEST_P(FaultsNetwork, BytesComeLateAndThenOneByOne) {
  Chance chance("late and byte by byte");
  const int times = rounds(1);
  for (int i = 0; i < times; ++i) {
    network_.delay(milliseconds{chance.upto(150)});
    chance.pause(milliseconds{300}, milliseconds{900});
    network_.trickle();
    chance.pause(milliseconds{300}, milliseconds{900});
  }
  settle("late and byte by byte", 2 * times);
}

INSTANTIATE_TEST_SUITE_P(Between, FaultsNetwork, ::testing::Values(Between::phones, Between::resolver),
                         [](const auto& between) {
                           return between.param == Between::phones ? "Phones" : "Resolver";
                         });

class FaultsHang : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    ASSERT_TRUE(town_.opens()) << site_.resolver_log();
    town_.begin();
  }

  Site site_{Town::people()};
  Town town_{site_};
};

TEST_F(FaultsHang, TheResolverIsStoppedForSeconds) {
  Chance chance("resolver stopped (SIGSTOP)");
  const int times = rounds(1);
  for (int i = 0; i < times; ++i) {
    chance.pause(milliseconds{100}, milliseconds{500});
    site_.resolver().signal(SIGSTOP);
    chance.pause(milliseconds{1000}, milliseconds{3000});
    site_.resolver().signal(SIGCONT);
    EXPECT_TRUE(town_.goes_on()) << site_.resolver_log();
  }
  EXPECT_TRUE(town_.stop());
  town_.settle("resolver stopped (SIGSTOP)", times);
}

TEST_F(FaultsHang, TheBrokerIsStoppedForSeconds) {
  Chance chance("broker stopped (SIGSTOP)");
  const int times = rounds(1);
  for (int i = 0; i < times; ++i) {
    chance.pause(milliseconds{100}, milliseconds{500});
    site_.broker().signal(SIGSTOP);
    // Every third time so long that everybody has given it up: the phones' keepalive is 5 s here.
    i % 3 == 2 ? chance.pause(seconds{9}, seconds{12}) : chance.pause(milliseconds{1000}, milliseconds{3000});
    site_.broker().signal(SIGCONT);
    EXPECT_TRUE(town_.goes_on()) << site_.resolver_log();
  }
  EXPECT_TRUE(town_.stop());
  town_.settle("broker stopped (SIGSTOP)", times);
}

}  // namespace
}  // namespace facet::fault_test
