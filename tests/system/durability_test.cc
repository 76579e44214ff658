#include <gtest/gtest.h>

#include <csignal>

#include "schemas/decode.h"
#include "schemas/topics.h"
#include "tests/system/people.h"
#include "tests/system/site.h"

// What had a receipt is not lost, whoever is killed.
namespace facet::system_test {
namespace {

class Durability : public GuardedTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    ASSERT_TRUE(alice_->come_online());
    ASSERT_TRUE(bob_->come_online());
    ASSERT_TRUE(alice_->accepted(
        alice_->edit_groups({new_group(kColleagues, 1, {kBob}), new_group(kFamily, 2, {kCarol})})));
  }
  std::map<std::string, std::string> views() const {
    auto retained = site_.retained();
    std::erase_if(retained, [](const auto& entry) { return !entry.first.starts_with("facet/v1/in/"); });
    return retained;
  }

  Site site_{{kAlice, kBob, kCarol}, GetParam()};
  std::unique_ptr<BarePhone> alice_ = std::make_unique<BarePhone>(site_, kAlice);
  std::unique_ptr<BarePhone> bob_ = std::make_unique<BarePhone>(site_, kBob);
};

TEST_P(Durability, TheResolverIsKilledBetweenAnyTwoUpdatesAndNothingReceiptedIsLost) {
  constexpr Activity kSteps[] = {Activity::busy, Activity::meeting, Activity::free,     Activity::driving,
                                 Activity::away, Activity::holiday, Activity::sleeping, Activity::available};
  for (const Activity step : kSteps) {
    ASSERT_TRUE(alice_->accepted(alice_->tell(kColleagues, step))) << name(step) << "\n"
                                                                   << site_.resolver_log();
    site_.stop_resolver(SIGKILL);  // right after the receipt, perhaps before the View is out
    site_.start_resolver();
    ASSERT_TRUE(bob_->comes_to_show(kAlice, step)) << name(step) << "\n" << site_.resolver_log();
  }
}

TEST_P(Durability, WhatWasSentWhileTheResolverWasDeadIsTakenWhenItComesBack) {
  site_.stop_resolver(SIGKILL);
  const auto request = alice_->tell(kColleagues, Activity::holiday);
  site_.start_resolver();
  EXPECT_TRUE(alice_->accepted(request));
  EXPECT_TRUE(bob_->comes_to_show(kAlice, Activity::holiday));
}

TEST_P(Durability, ABrokerWithAnEmptyStoreIsFilledAgain) {
  ASSERT_TRUE(alice_->accepted(alice_->tell(kColleagues, Activity::busy)));
  ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::busy));
  const auto before = views();
  ASSERT_EQ(before.size(), 1U) << "only registered contacts have topics";
  site_.stop_broker(SIGKILL);
  site_.empty_broker_store();
  site_.start_broker();
  EXPECT_TRUE(eventually([&] { return views() == before; }, std::chrono::seconds{30}))
      << site_.resolver_log();
}

TEST_P(Durability, ABrokerThatIsKilledBeforeItSavedShowsTheLatestAgain) {
  ASSERT_TRUE(alice_->accepted(alice_->tell(kColleagues, Activity::busy)));
  ASSERT_TRUE(bob_->comes_to_show(kAlice, Activity::busy));
  site_.stop_broker(SIGTERM);  // saves
  site_.start_broker();
  ASSERT_TRUE(site_.ready());
  alice_ = std::make_unique<BarePhone>(site_, kAlice);
  ASSERT_TRUE(alice_->come_online());
  ASSERT_TRUE(alice_->accepted(alice_->tell(kColleagues, Activity::driving)));
  const std::string topic = topics::build(topics::In{kBob, kAlice});
  const auto shows = [&](Activity activity) {
    const auto all = views();
    const auto found = all.find(topic);
    const auto view = found == all.end() ? std::nullopt : std::optional{decode_view(found->second)};
    return view && *view && (*view)->activity == activity;
  };
  ASSERT_TRUE(eventually([&] { return shows(Activity::driving); }));
  site_.stop_broker(SIGKILL);  // does not save: its file still says busy
  site_.start_broker();
  EXPECT_TRUE(eventually([&] { return shows(Activity::driving); }, std::chrono::seconds{30}))
      << site_.resolver_log();
}

TEST_P(Durability, ASecondResolverOnTheSameStoreRefusesToStart) {
  const Ran second = run({FACET_RESOLVER, "--config", site_.path() / "resolver.toml"});
  EXPECT_GT(second.status, 0);
  EXPECT_NE(second.err.find("data"), std::string::npos) << second.err;
}

FACET_WITH_EITHER_GUARD(Durability);

}  // namespace
}  // namespace facet::system_test
