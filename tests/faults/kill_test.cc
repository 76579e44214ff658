#include <gtest/gtest.h>

#include <csignal>

#include "tests/faults/town.h"

// kill -9 in loops, while people change something all the time.
namespace facet::fault_test {
namespace {

using std::chrono::milliseconds;

class FaultsKill : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    ASSERT_TRUE(town_.opens()) << site_.resolver_log();
    town_.begin();
  }
  // The next fault comes while the last one is not mended yet, or in full swing.
  void go_on(Chance& chance, milliseconds most) {
    if (chance.upto(2) != 0) {
      EXPECT_TRUE(town_.goes_on()) << site_.resolver_log();
    }
    chance.pause(milliseconds{20}, most);
  }
  void kill_resolver() {
    site_.stop_resolver(SIGKILL);
    site_.start_resolver();
  }
  void kill_broker() {
    site_.stop_broker(SIGKILL);
    site_.start_broker();
  }

  Site site_{Town::people()};
  Town town_{site_};
};

TEST_F(FaultsKill, TheResolverAgainAndAgainAndNothingReceiptedIsLost) {
  Chance chance("kill -9 of the resolver");
  const int times = rounds(4);
  for (int i = 0; i < times; ++i) {
    go_on(chance, milliseconds{500});
    kill_resolver();
  }
  EXPECT_TRUE(town_.stop());
  town_.settle("kill -9 of the resolver", times);
}

TEST_F(FaultsKill, TheBrokerAgainAndAgainAndNothingReceiptedIsLost) {
  Chance chance("kill -9 of the broker");
  const int times = rounds(2);
  for (int i = 0; i < times; ++i) {
    go_on(chance, milliseconds{600});
    kill_broker();
  }
  EXPECT_TRUE(town_.stop());
  town_.settle("kill -9 of the broker", times);
}

// The resolver fills it anew, while everything goes on.
TEST_F(FaultsKill, TheBrokerComesBackWithoutItsStore) {
  Chance chance("broker without its store");
  const int times = rounds(2);
  for (int i = 0; i < times; ++i) {
    go_on(chance, milliseconds{600});
    site_.stop_broker(SIGKILL);
    site_.empty_broker_store();
    site_.start_broker();
  }
  EXPECT_TRUE(town_.stop());
  town_.settle("broker without its store", times);
}

TEST_F(FaultsKill, BothInAnyOrder) {
  Chance chance("kill -9 of both");
  const int times = rounds(2);
  for (int i = 0; i < times; ++i) {
    go_on(chance, milliseconds{600});
    const auto which = chance.upto(2);
    if (which != 0) site_.stop_resolver(SIGKILL);
    if (which != 1) kill_broker();
    if (which != 0) site_.start_resolver();
  }
  EXPECT_TRUE(town_.stop());
  town_.settle("kill -9 of both", times);
}

}  // namespace
}  // namespace facet::fault_test
