#include <gtest/gtest.h>

#include <csignal>

#include "schemas/decode.h"
#include "schemas/topics.h"
#include "tests/system/people.h"
#include "tests/system/site.h"

// Who sees what, through a real broker and a real resolver.
namespace facet::system_test {
namespace {

class Faces : public GuardedTest {
 protected:
  void SetUp() override {
    ASSERT_TRUE(site_.ready()) << site_.resolver_log();
    ASSERT_TRUE(alice_.come_online());
    ASSERT_TRUE(bob_.come_online());
    ASSERT_TRUE(carol_.come_online());
    ASSERT_TRUE(alice_.accepted(
        alice_.edit_groups({new_group(kColleagues, 1, {kBob}), new_group(kFamily, 2, {kCarol})})));
  }

  Site site_{{kAlice, kBob, kCarol, kDave}, GetParam()};
  BarePhone alice_{site_, kAlice};
  BarePhone bob_{site_, kBob};
  BarePhone carol_{site_, kCarol};
};

TEST_P(Faces, TwoGroupsSeeDifferentStatusesOfOneOwnerAtOnce) {
  ASSERT_TRUE(alice_.accepted(alice_.tell({{kColleagues, {Activity::meeting, "Q4 review", kNoTime, kNoTime}},
                                           {kFamily, {Activity::driving, "home by 7", kNoTime, kNoTime}}})));
  EXPECT_TRUE(bob_.comes_to_show(kAlice, Activity::meeting));
  EXPECT_TRUE(carol_.comes_to_show(kAlice, Activity::driving));
  const auto bobs = decode_view(bob_.mqtt().last(topics::build(topics::In{kBob, kAlice})));
  EXPECT_EQ(bobs->note, "Q4 review");
}

TEST_P(Faces, APartialUpdateReachesItsGroupOnly) {
  alice_.tell({{kColleagues, {Activity::meeting, "", kNoTime, kNoTime}},
               {kFamily, {Activity::driving, "", kNoTime, kNoTime}}});
  ASSERT_TRUE(bob_.comes_to_show(kAlice, Activity::meeting));
  ASSERT_TRUE(carol_.comes_to_show(kAlice, Activity::driving));
  const auto before = carol_.views(kAlice);

  ASSERT_TRUE(alice_.accepted(alice_.tell(kColleagues, Activity::free)));
  ASSERT_TRUE(bob_.comes_to_show(kAlice, Activity::free));
  // What Carol was sent before her own receipt of now is all there was.
  ASSERT_TRUE(carol_.accepted(carol_.ask({kAlice})));
  EXPECT_EQ(carol_.views(kAlice), before);
}

TEST_P(Faces, APhoneThatWasOfflineGetsTheCurrentViewThoughTheResolverIsStopped) {
  ASSERT_TRUE(alice_.accepted(alice_.tell(kColleagues, Activity::busy)));
  ASSERT_TRUE(bob_.comes_to_show(kAlice, Activity::busy));
  site_.stop_resolver(SIGTERM);
  const auto again = site_.login(kBob, "8");
  again->subscribe(topics::every_in(kBob));
  EXPECT_TRUE(eventually([&] {
    const auto view = decode_view(again->last(topics::build(topics::In{kBob, kAlice})));
    return view && view->activity == Activity::busy;
  }));
}

TEST_P(Faces, AContactInTwoGroupsFollowsRank) {
  ASSERT_TRUE(alice_.accepted(alice_.edit_groups({new_group(kFamily, 2, {kBob, kCarol})})));
  alice_.tell({{kColleagues, {Activity::meeting, "", kNoTime, kNoTime}},
               {kFamily, {Activity::driving, "", kNoTime, kNoTime}}});
  EXPECT_TRUE(bob_.comes_to_show(kAlice, Activity::meeting)) << "Colleagues rank first";

  GroupEdit higher{
      .group = kFamily, .name = {}, .rank = 1, .erase = false, .replace = false, .add = {}, .remove = {}};
  GroupEdit lower = higher;
  lower.group = kColleagues;
  lower.rank = 2;
  ASSERT_TRUE(alice_.accepted(alice_.edit_groups({higher, lower})));
  EXPECT_TRUE(bob_.comes_to_show(kAlice, Activity::driving)) << "now Family does";
}

TEST_P(Faces, RemovalMoveAndGroupDeletionLeaveNoStaleRetainedTopic) {
  alice_.tell({{kColleagues, {Activity::meeting, "", kNoTime, kNoTime}},
               {kFamily, {Activity::driving, "", kNoTime, kNoTime}}});
  ASSERT_TRUE(bob_.comes_to_show(kAlice, Activity::meeting));

  // Bob moves to Family, Carol out of everything.
  ASSERT_TRUE(
      alice_.accepted(alice_.edit_groups({new_group(kColleagues, 1, {}), new_group(kFamily, 2, {kBob})})));
  EXPECT_TRUE(bob_.comes_to_show(kAlice, Activity::driving));
  EXPECT_TRUE(carol_.comes_to_show(kAlice, Activity::off)) << "what strangers are told, for a while";

  ASSERT_TRUE(alice_.accepted(alice_.edit_groups({{.group = kFamily,
                                                   .name = {},
                                                   .rank = {},
                                                   .erase = true,
                                                   .replace = false,
                                                   .add = {},
                                                   .remove = {}}})));
  EXPECT_TRUE(bob_.comes_to_show(kAlice, Activity::off));
  EXPECT_TRUE(eventually([&] {
    const auto retained = site_.retained();
    return !retained.contains(topics::build(topics::Own{kAlice, kFamily})) &&
           !retained.contains(topics::build(topics::OwnMembers{kAlice, kFamily}));
  }));
}

TEST_P(Faces, AStrangersRequestIsAnsweredOther) {
  BarePhone dave(site_, kDave);
  ASSERT_TRUE(dave.come_online());
  ASSERT_TRUE(alice_.accepted(alice_.tell({{kOther, {Activity::away, "", kNoTime, kNoTime}},
                                           {kFamily, {Activity::driving, "", kNoTime, kNoTime}}})));
  const auto receipt = dave.receipt(dave.ask({kAlice, UserId{15550100}}));
  ASSERT_TRUE(receipt.has_value());
  ASSERT_EQ(receipt->answers.size(), 2U);
  EXPECT_EQ(receipt->answers[0].view.activity, Activity::away);
  EXPECT_EQ(receipt->answers[1].view.activity, Activity::off) << "nobody looks like somebody who is off";
  EXPECT_TRUE(dave.comes_to_show(kAlice, Activity::away)) << "who asked is kept up to date for a while";
  ASSERT_TRUE(alice_.accepted(alice_.tell({{kOther, {Activity::busy, "", kNoTime, kNoTime}}})));
  EXPECT_TRUE(dave.comes_to_show(kAlice, Activity::busy));
}

TEST_P(Faces, AnotherDeviceOfTheOwnerFindsGroupsAndSettings) {
  ASSERT_TRUE(alice_.accepted(alice_.tell(kFamily, Activity::driving)));
  BarePhone tablet(site_, kAlice, DeviceId{8});
  ASSERT_TRUE(tablet.come_online());
  EXPECT_TRUE(eventually([&] {
    const auto own = decode_own_group(tablet.mqtt().last(topics::build(topics::Own{kAlice, kFamily})));
    return own && own->base.activity == Activity::driving && own->member_count == 1 && own->rank == 2;
  }));
  tablet.mqtt().subscribe(topics::every_own_members(kAlice));
  EXPECT_TRUE(eventually([&] {
    const auto members =
        decode_own_members(tablet.mqtt().last(topics::build(topics::OwnMembers{kAlice, kFamily})));
    return members && members->members == std::vector<UserId>{kCarol};
  }));
}

TEST_P(Faces, ASettingForAWhileEndsByItself) {
  ASSERT_TRUE(alice_.accepted(alice_.tell(kFamily, Activity::free)));
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  ASSERT_TRUE(alice_.accepted(
      alice_.tell({{kFamily, {Activity::driving, "", now + std::chrono::seconds{3}, kNoTime}}})));
  EXPECT_TRUE(carol_.comes_to_show(kAlice, Activity::driving));
  EXPECT_TRUE(carol_.comes_to_show(kAlice, Activity::free));
}

FACET_WITH_EITHER_GUARD(Faces);

}  // namespace
}  // namespace facet::system_test
