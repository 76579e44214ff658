#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/system/people.h"
#include "tests/system/site.h"

// Off by itself, through a real broker with the plugin and a real resolver. The grace is 2 seconds here. That
// it has passed is seen by Carol, who is lost at the same moment and does not come back.
namespace facet::system_test {
namespace {

class Liveness : public ::testing::Test {
 protected:
  void SetUp() override {
    site_.stop_resolver(SIGTERM);
    site_.start_resolver("[presence]\ngrace_seconds = 2\n");
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    for (auto* phone : {alice_.get(), bob_.get(), carol_.get(), dave_.get()}) {
      ASSERT_TRUE(phone->come_online());
    }
    is_busy_for(*alice_, {kBob, kDave});
    is_busy_for(*carol_, {kBob});
    ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::busy));
    ASSERT_TRUE(bob_->comes_to_show(kCarol, Activity::busy));
  }
  void is_busy_for(BarePhone& owner, const std::vector<UserId>& watchers) {
    ASSERT_TRUE(owner.accepted(owner.edit_groups({new_group(kColleagues, 1, watchers)})));
    ASSERT_TRUE(owner.accepted(owner.tell(kColleagues, Activity::busy)));
  }
  // As the next connection of the same phone.
  void comes_back(std::unique_ptr<BarePhone>& phone) {
    phone = std::make_unique<BarePhone>(site_, phone->user());
    ASSERT_TRUE(phone->come_online());
  }

  Site site_{{kAlice, kBob, kCarol, kDave}};
  std::unique_ptr<BarePhone> alice_ = std::make_unique<BarePhone>(site_, kAlice);
  std::unique_ptr<BarePhone> bob_ = std::make_unique<BarePhone>(site_, kBob);
  std::unique_ptr<BarePhone> carol_ = std::make_unique<BarePhone>(site_, kCarol);
  std::unique_ptr<BarePhone> dave_ = std::make_unique<BarePhone>(site_, kDave);
};

TEST_F(Liveness, ALostPhonesOwnerIsShownOffAfterTheGraceAndBackWhenItReturns) {
  alice_->mqtt().drop();
  ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::off)) << site_.resolver_log();
  EXPECT_TRUE(bob_->accepted(bob_->ask({kAlice})));
  comes_back(alice_);
  EXPECT_TRUE(bob_->comes_to_show(kAlice, Activity::busy));
}

TEST_F(Liveness, AShortLossOfNetworkShowsNothing) {
  const auto before = bob_->views(kAlice);
  alice_->mqtt().drop();
  carol_->mqtt().drop();
  comes_back(alice_);
  ASSERT_TRUE(bob_->comes_to_show(kCarol, Activity::off));
  ASSERT_TRUE(bob_->accepted(bob_->ask({kAlice})));
  EXPECT_EQ(bob_->views(kAlice), before);
  EXPECT_EQ(bob_->shown(kAlice), Activity::busy);
}

TEST_F(Liveness, WhoShutsDownIsOffAtOnceWithoutTheGrace) {
  carol_->mqtt().drop();
  const auto shut_down = alice_->report(DeviceState::shutting_down);
  ASSERT_TRUE(alice_->accepted(shut_down));
  ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::off));
  EXPECT_EQ(bob_->shown(kCarol), Activity::busy) << "hers still runs";
}

TEST_F(Liveness, WhoIsAsleepStaysAsLastTold) {
  ASSERT_TRUE(alice_->accepted(alice_->report(DeviceState::asleep)));
  alice_->mqtt().drop();
  carol_->mqtt().drop();
  ASSERT_TRUE(bob_->comes_to_show(kCarol, Activity::off));
  EXPECT_EQ(bob_->shown(kAlice), Activity::busy);
}

// A message at the moment when her phone is lost would tell that there is something to see.
TEST_F(Liveness, ABlockedWatcherIsSentNothingWhenTheOwnerGoesOrReturns) {
  ASSERT_TRUE(alice_->accepted(alice_->block({kDave})));
  ASSERT_TRUE(dave_->comes_to_show(kAlice, Activity::off));
  const auto before = dave_->mqtt().messages().size();
  alice_->mqtt().drop();
  ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::off));
  comes_back(alice_);
  ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::busy));
  dave_->mqtt().subscribe("facet/v1/in/" + kDave.digits() + "/none");  // what was on its way has arrived
  EXPECT_EQ(dave_->mqtt().messages().size(), before);
}

// Nobody said farewell when the broker was killed. Who comes back is shown as before all the time, who does
// not is shown off.
TEST_F(Liveness, ARestartOfTheBrokerMakesNobodyFlapAndLeavesNoGhost) {
  carol_.reset();
  const auto carol = std::make_unique<BarePhone>(site_, kCarol);
  ASSERT_TRUE(carol->come_online());
  site_.stop_broker(SIGTERM);  // saves: the links of the last run are still there
  carol->mqtt().drop();
  site_.start_broker();
  comes_back(alice_);
  comes_back(bob_);
  ASSERT_TRUE(site_.ready());
  ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::busy));
  ASSERT_TRUE(bob_->comes_to_show(kCarol, Activity::off)) << site_.resolver_log();
  for (const auto& message : bob_->mqtt().messages(topics::build(topics::In{kBob, kAlice}))) {
    EXPECT_NE(message.payload, encode(View{Activity::off, "", kNoTime, kNoTime}));
  }
}

// ---- fan-out ----------------------------------------------------------------------------------------------

class FanOutByPlugin : public Liveness {
 protected:
  std::uint64_t expanded() {
    const auto reader = site_.login_operator();
    reader->subscribe("facet/v1/ops/plugin");
    nlohmann::json json;
    eventually([&] {
      json = nlohmann::json::parse(reader->last("facet/v1/ops/plugin"), nullptr, false);
      return json.is_object();
    });
    return json.at("fan_out").at("deliveries").get<std::uint64_t>();
  }
};

TEST_F(FanOutByPlugin, ViewsGoOutAsFanOutsWhereThePluginIs) {
  EXPECT_TRUE(eventually([&] { return expanded() > 0; }));
}

// The plugin's last report is still retained then: it must not be taken for a plugin.
TEST_F(FanOutByPlugin, WithoutThePluginTheResolverGoesOnOneByOne) {
  site_.broker().change_guard(Site::Guard::rules);
  comes_back(alice_);
  comes_back(bob_);
  ASSERT_TRUE(site_.ready());
  ASSERT_TRUE(alice_->accepted(alice_->tell(kColleagues, Activity::driving)));
  EXPECT_TRUE(bob_->comes_to_show(kAlice, Activity::driving)) << site_.resolver_log();
  site_.broker().change_guard(Site::Guard::plugin);
  comes_back(alice_);
  comes_back(bob_);
  ASSERT_TRUE(site_.ready());
  ASSERT_TRUE(alice_->accepted(alice_->tell(kColleagues, Activity::meeting)));
  EXPECT_TRUE(bob_->comes_to_show(kAlice, Activity::meeting)) << site_.resolver_log();
  EXPECT_TRUE(eventually([&] { return expanded() > 0; }));
}

}  // namespace
}  // namespace facet::system_test
