#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/run_facet.h"

// Whom you block, whom you let show you something, and who sees what of you.
namespace facet::cli {
namespace {

using test::Bench;
using testing::HasSubstr;
using testing::Not;

const UserId kBob{4915112345678};

class People : public testing::Test {
 protected:
  People() {
    bench.phone.contacts = {{kBob, "Bob"}};
    bench.phone.add_group("Family", {kBob});
  }
  Bench bench;
};

TEST_F(People, BlockAndUnblockAreSavedAndSent) {
  const auto blocked = bench.facet({"block", "Bob"});
  EXPECT_EQ(blocked.exit, 0) << blocked.err;
  EXPECT_THAT(blocked.out, HasSubstr("+49 1511 2345678: blocked"));
  EXPECT_TRUE(bench.phone.rules[kBob].blocked);
  EXPECT_EQ(bench.phone.synced, 1);
  EXPECT_EQ(bench.facet({"unblock", "+4915112345678"}).exit, 0);
  EXPECT_FALSE(bench.phone.rules[kBob].blocked);
}

TEST_F(People, BlockedListsWhoIsBlockedAndNobodyElse) {
  EXPECT_EQ(bench.facet({"blocked"}).out, "you block nobody\n");
  bench.phone.rules[kBob] = {kBob, "Bob", true, {}};
  const UserId other{8613800138001};
  bench.phone.rules[other] = {other, "", false, Setting{Activity::busy, "", kNoTime, kNoTime}};
  EXPECT_EQ(bench.facet({"blocked"}).out,
            "Name  Number\n"
            "Bob   +49 1511 2345678\n");
  const auto json = bench.facet({"blocked", "--json"}).json();
  ASSERT_EQ(json.at("blocked").size(), 1U);
  EXPECT_EQ(json["blocked"][0]["number"], kBob.digits());
  EXPECT_THAT(bench.facet({"--lang", "zh", "blocked"}).out, HasSubstr("姓名"));
}

TEST_F(People, BlockedOnAPhoneThatCannotAskSaysTheLastThatWasKnown) {
  bench.phone.rules[kBob] = {kBob, "Bob", true, {}};
  bench.phone.restore_error = Error{client::errc::unreachable, {}};
  const auto ran = bench.facet({"blocked"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_THAT(ran.out, HasSubstr("Bob"));
  EXPECT_THAT(ran.err, HasSubstr("the last that was known"));
  EXPECT_EQ(bench.phone.restored, 1);
  EXPECT_THAT(bench.facet({"--offline", "blocked"}).err, testing::IsEmpty());
  EXPECT_EQ(bench.phone.restored, 1) << "with --offline nobody is asked";
}

TEST_F(People, SyncTakesOverWhatNoTopicBrings) {
  EXPECT_EQ(bench.facet({"sync"}).exit, 0);
  EXPECT_EQ(bench.phone.restored, 1);
  bench.phone.restore_error = Error{client::errc::no_answer, {}};
  EXPECT_EQ(bench.facet({"sync"}).exit, 1);
}

TEST_F(People, AcceptMuteRefuseAndForgetAreFourStances) {
  EXPECT_EQ(bench.facet({"accept", "Bob"}).exit, 0);
  EXPECT_EQ(bench.phone.stances[kBob], Stance::accepted);
  EXPECT_EQ(bench.facet({"mute", "Bob"}).exit, 0);
  EXPECT_EQ(bench.phone.stances[kBob], Stance::muted);
  EXPECT_EQ(bench.facet({"refuse", "Bob"}).exit, 0);
  EXPECT_EQ(bench.phone.stances[kBob], Stance::refused);
  const auto forgot = bench.facet({"--json", "forget", "Bob"});
  EXPECT_EQ(bench.phone.stances[kBob], Stance::none);
  EXPECT_EQ(forgot.json().at("forget").at(0), kBob.digits());
}

TEST_F(People, SomebodyUnknownIsSaidAndChangesNothing) {
  const auto ran = bench.facet({"mute", "Nobody"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_TRUE(bench.phone.stances.empty());
}

TEST_F(People, StrangersAreHeldOrTaken) {
  EXPECT_EQ(bench.facet({"strangers", "take"}).exit, 0);
  EXPECT_EQ(bench.phone.strangers, Strangers::take);
  EXPECT_EQ(bench.facet({"strangers", "hold"}).exit, 0);
  EXPECT_EQ(bench.phone.strangers, Strangers::hold);
  EXPECT_EQ(bench.facet({"strangers", "eat"}).exit, 2);
}

TEST_F(People, SourcesTellWhatIsHeldBack) {
  bench.phone.sources = {{kBob, Stance::none, false, false}};
  const auto ran = bench.facet({"sources"});
  EXPECT_THAT(ran.out, HasSubstr("held back"));
  const auto json = bench.facet({"sources", "--json"}).json();
  EXPECT_EQ(json.at("sources").at(0).at("published"), false);
}

TEST_F(People, ViewAsSaysWhatIsSeenAndWhichRuleDecided) {
  Seen seen;
  seen.watcher = kBob;
  seen.view.activity = Activity::driving;
  seen.rule = Rule::group;
  seen.group = bench.phone.groups.front().id;
  bench.phone.seen = {seen};
  const auto ran = bench.facet({"view-as", "Bob"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Driving"));
  EXPECT_THAT(ran.out, HasSubstr("group Family"));
  const auto chinese = bench.facet({"--lang", "zh", "watchers"});
  EXPECT_THAT(chinese.out, HasSubstr("群组 Family"));
}

}  // namespace
}  // namespace facet::cli
