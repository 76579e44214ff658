#include "schemas/limits.h"
#include "tests/unit/pipeline/fixture.h"

// What an owner is told of its own.
namespace facet::resolver::testing {
namespace {

class QueryTest : public PipelineTest {
 protected:
  Receipt ask(UserId user, QueryKind kind, UserId subject = {}, std::uint64_t after = 0) {
    const Query query{next(user).value(), kind, subject, after};
    up(user, topics::UpKind::query, encode(query));
    EXPECT_TRUE(has_receipt(user, query.correlation));
    return *receipt(user, query.correlation);
  }
};

TEST_F(QueryTest, ViewAsSaysWhatAContactSeesAndWhichRuleDecided) {
  group(kAlice, kColleagues, 1, {kBob});
  tell(kAlice, kColleagues, Activity::free);
  report(kAlice, DeviceState::in_call);
  const Receipt bobs = ask(kAlice, QueryKind::view_as, kBob);
  ASSERT_EQ(bobs.seen.size(), 1U);
  EXPECT_EQ(bobs.seen[0].rule, Rule::group);
  EXPECT_EQ(bobs.seen[0].group, kColleagues);
  EXPECT_EQ(bobs.seen[0].overlay, Overlay::in_call);
  EXPECT_EQ(bobs.seen[0].view.activity, Activity::in_call);
  const Receipt strangers = ask(kAlice, QueryKind::view_as, kStranger);
  EXPECT_EQ(strangers.seen[0].rule, Rule::other);
  EXPECT_EQ(strangers.seen[0].view.activity, Activity::off);
}

TEST_F(QueryTest, WatchersComePageByPage) {
  std::vector<UserId> members;
  for (std::uint64_t i = 0; i < 2 * limits::kRowsPerReceipt + 5; ++i) members.emplace_back(1'000 + i);
  group(kAlice, kColleagues, 1, members);
  std::vector<UserId> listed;
  std::uint64_t after = 0;
  do {
    const Receipt page = ask(kAlice, QueryKind::watchers, {}, after);
    for (const auto& seen : page.seen) listed.push_back(seen.watcher);
    after = page.next;
  } while (after != 0);
  EXPECT_EQ(listed, members);
}

TEST_F(QueryTest, ABlockedContactAndOneWithAStatusOfItsOwnAreListedAsThat) {
  const StatusEdit edit{
      next(kAlice), {}, {{kCarol, Setting{Activity::busy, "x", kNoTime, kNoTime}}}, {kBob}, {}};
  up(kAlice, topics::UpKind::status, encode(edit));
  const Receipt page = ask(kAlice, QueryKind::watchers);
  ASSERT_EQ(page.seen.size(), 2U);
  EXPECT_TRUE(page.seen[0].blocked);
  EXPECT_EQ(page.seen[0].view.activity, Activity::off);
  ASSERT_TRUE(page.seen[1].override_setting);
  EXPECT_EQ(page.seen[1].override_setting->activity, Activity::busy);
  EXPECT_EQ(page.seen[1].rule, Rule::override_setting);
}

TEST_F(QueryTest, TheLogTellsWhatEachChangeGaveToHowMany) {
  group(kAlice, kColleagues, 1, {kBob, kCarol});
  tell(kAlice, kColleagues, Activity::busy);
  const Receipt page = ask(kAlice, QueryKind::log);
  ASSERT_EQ(page.log.size(), 2U);
  EXPECT_EQ(page.log[0].cause, Cause::status);
  EXPECT_EQ(page.log[0].device, kPhone);
  EXPECT_EQ(page.log[0].lines, (std::vector{LogLine{Rule::group, kColleagues, Activity::busy, 2}}));
  EXPECT_EQ(page.log[1].cause, Cause::groups);
  EXPECT_TRUE(ask(kBob, QueryKind::log).log.empty()) << "and nobody else";
}

TEST_F(QueryTest, TheLogIsBounded) {
  for (std::size_t i = 0; i < limits::kLogEntries + 20; ++i) {
    tell(kAlice, kOther, i % 2 == 0 ? Activity::busy : Activity::free);
    clock_.advance(std::chrono::seconds{1});
  }
  std::size_t entries = 0;
  std::uint64_t after = 0;
  do {
    const Receipt page = ask(kAlice, QueryKind::log, {}, after);
    entries += page.log.size();
    after = page.next;
  } while (after != 0);
  EXPECT_EQ(entries, limits::kLogEntries);
}

}  // namespace
}  // namespace facet::resolver::testing
