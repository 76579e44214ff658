#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/system/people.h"
#include "tests/system/site.h"

// Who may come in, and who may read and write what in a whole installation: by attempt. door_access_test.cc
// has the plugin's whole table.
namespace facet::system_test {
namespace {

class Access : public GuardedTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    ASSERT_TRUE(alice_.come_online());
    ASSERT_TRUE(bob_.come_online());
    ASSERT_TRUE(alice_.accepted(alice_.edit_groups({new_group(kColleagues, 1, {kBob})})));
    ASSERT_TRUE(alice_.accepted(alice_.tell(kColleagues, Activity::busy)));
    ASSERT_TRUE(bob_.comes_to_show(kAlice, Activity::busy)) << site_.resolver_log();
  }

  Site site_{{kAlice, kBob, kCarol}, GetParam()};
  BarePhone alice_{site_, kAlice};
  BarePhone bob_{site_, kBob};
};

TEST_P(Access, NobodyComesInWithoutTheRightPassword) {
  EXPECT_FALSE(site_.login("", "", "x")->connected());
  EXPECT_FALSE(site_.login(kAlice.digits(), "wrong", kAlice.digits() + "-9")->connected());
  EXPECT_FALSE(site_.login("15550100", "pw-15550100", "15550100-9")->connected());
  EXPECT_TRUE(site_.login(kCarol, "9")->connected());
}

TEST_P(Access, WhateverAPhoneSubscribesItReceivesItsOwnOnly) {
  const auto carol = site_.login(kCarol, "9");
  for (const char* filter :
       {"#", "+/+/#", "facet/#", "facet/v1/+/+/+", "facet/v1/in/+/+", "facet/v1/own/+/#", "facet/v1/re/+/+",
        "facet/v1/up/+/+/+", "facet/v1/ops/#", "$share/g/facet/v1/in/+/+", "$SYS/#"}) {
    carol->subscribe(filter);
  }
  carol->subscribe(topics::every_in(kBob));
  carol->subscribe(topics::every_in(kCarol));
  carol->subscribe(topics::every_own(kCarol));
  ASSERT_TRUE(alice_.accepted(alice_.tell(kColleagues, Activity::driving)));
  ASSERT_TRUE(bob_.comes_to_show(kAlice, Activity::driving));
  // Her own arrives by the same subscriptions, and after everything above: then nothing else is on its way.
  ASSERT_TRUE(alice_.accepted(alice_.edit_groups({new_group(kFamily, 2, {kCarol})})));
  const DeviceReport report{
      Revision::next(Instant{std::chrono::milliseconds{1'795'000'000'000}}, DeviceId{9}, {}),
      DeviceState::idle};
  carol->publish("facet/v1/up/" + kCarol.digits() + "/9/device", encode(report));
  const WatchEdit takes{.revision = Revision{report.revision.value() + 65536}, .accept = {kAlice}};
  carol->publish("facet/v1/up/" + kCarol.digits() + "/9/watch", encode(takes));
  ASSERT_TRUE(eventually([&] { return !carol->last(topics::build(topics::In{kCarol, kAlice})).empty(); }));
  for (const auto& message : carol->messages()) {
    EXPECT_NE(message.topic.find("/" + kCarol.digits() + "/"), std::string::npos) << message.topic;
  }
}

TEST_P(Access, NobodySpeaksForSomebodyElse) {
  const auto carol = site_.login(kCarol, "9");
  const Bytes view = encode(View{Activity::holiday, "forged", kNoTime, kNoTime});
  const auto before = site_.retained();
  for (const std::string& topic :
       {topics::build(topics::In{kBob, kAlice}), topics::build(topics::In{kCarol, kAlice}),
        topics::build(topics::Own{kCarol, kFamily}), topics::build(topics::Own{kAlice, kColleagues}),
        topics::build(topics::Re{kAlice, DeviceId{7}}), std::string{"facet/v1/ops/resolver/one/epoch"},
        std::string{"facet/v1/ops/resolver/one/state"}}) {
    carol->publish(topic, view, /*retain=*/true);
  }
  StatusEdit forged{Revision::next(Instant{std::chrono::milliseconds{1'795'000'000'000}}, DeviceId{7}, {}),
                    {{kColleagues, {Activity::holiday, "", kNoTime, kNoTime}}},
                    {},
                    {},
                    {}};
  carol->publish("facet/v1/up/" + kAlice.digits() + "/7/status", encode(forged));
  // Alice's own next message comes after all of that.
  ASSERT_TRUE(alice_.accepted(alice_.tell(kColleagues, Activity::away)));
  ASSERT_TRUE(bob_.comes_to_show(kAlice, Activity::away));
  for (const auto& message : bob_.mqtt().messages())
    EXPECT_EQ(message.payload.find("forged"), std::string::npos);
  EXPECT_FALSE(site_.retained().contains(topics::build(topics::In{kCarol, kAlice})));
  EXPECT_FALSE(site_.retained().contains(topics::build(topics::Own{kCarol, kFamily})));
}

TEST_P(Access, AnOperatorReadsStateAndCountersAsJsonAndNothingOfAnybody) {
  const auto reader = site_.login_operator();
  reader->subscribe("#");
  ASSERT_TRUE(alice_.accepted(alice_.tell(kColleagues, Activity::meeting)));
  ASSERT_TRUE(eventually([&] {
    return !reader->last("facet/v1/ops/resolver/one/state").empty() &&
           !reader->last("facet/v1/ops/resolver/one/counters").empty();
  }));
  for (const auto& message : reader->messages()) {
    EXPECT_TRUE(message.topic.starts_with("facet/v1/ops/")) << message.topic;
    EXPECT_EQ(message.payload.find("1380013800"), std::string::npos) << "a phone number in " << message.topic;
  }
  const auto state = nlohmann::json::parse(reader->last("facet/v1/ops/resolver/one/state"));
  EXPECT_EQ(state.at("state"), "ready");
  EXPECT_TRUE(state.contains("version"));
  EXPECT_TRUE(state.contains("uptime_s"));
  reader->publish(topics::build(topics::In{kBob, kAlice}), "x", /*retain=*/true);
  EXPECT_NE(site_.retained().at(topics::build(topics::In{kBob, kAlice})), "x");
}

TEST_P(Access, NoPhoneNumberAndNoGroupNameIsLoggedAtInfoLevel) {
  alice_.send("status", "rubbish");
  ASSERT_TRUE(alice_.accepted(alice_.tell(kColleagues, Activity::meeting)));
  ASSERT_TRUE(bob_.comes_to_show(kAlice, Activity::meeting));
  const std::string log = site_.resolver_log();
  EXPECT_FALSE(log.empty());
  EXPECT_EQ(log.find("1380013800"), std::string::npos) << log;
  EXPECT_EQ(log.find("Group 11"), std::string::npos) << log;
}

FACET_WITH_EITHER_GUARD(Access);

}  // namespace
}  // namespace facet::system_test
