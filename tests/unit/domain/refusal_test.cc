#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// A refusal changes nothing, tells nobody, and says why.
namespace facet::resolver::test {
namespace {

struct Records {
  std::map<GroupId, GroupState> groups;
  std::map<UserId, Contact> contacts;
  Revision newest;
  std::size_t memberships;
  std::size_t removals;
  bool operator==(const Records&) const = default;
};

Records records_of(const Presentity& p) {
  return {p.groups(), p.contacts(), p.newest(), p.live_memberships(), p.remembered_removals()};
}

struct Refusals : testing::Test {
  Owner owner;
  Refusals() {
    owner.group("Family", 1).with({kBob});
    owner.group("Gone", 2).with({kEve}).erases("Gone");
    owner.tells("Family", kFree).blocks(kDan);
    owner.waits(std::chrono::seconds{1}).told();
  }

  template <typename Edit>
  void expect_refused(const Edit& edit, Reason reason, const std::string& limit, std::uint32_t value = 0) {
    const Records before = records_of(owner.presentity());
    const Decision& decision = owner.delivers(edit);
    EXPECT_EQ(decision.receipt.outcome, Outcome::refused);
    EXPECT_EQ(decision.receipt.reason, reason) << name(decision.receipt.reason);
    EXPECT_EQ(decision.receipt.limit, limit);
    EXPECT_EQ(decision.receipt.limit_value, value);
    EXPECT_EQ(decision.receipt.request, edit.revision.value());
    EXPECT_EQ(decision.receipt.revision, owner.presentity().newest());
    EXPECT_TRUE(decision.writes.empty() && decision.dirty.empty() && decision.timers.empty() &&
                decision.cancelled.empty() && decision.left.empty());
    EXPECT_TRUE(records_of(owner.presentity()) == before);
    EXPECT_TRUE(owner.told().empty());
  }

  StatusEdit told(Revision revision) const {
    return {revision, {{owner.id("Family"), kBusy}}, {{kBob, kFree}}, {kBob}, {}};
  }
};

TEST_F(Refusals, AnUnknownGroup) {
  StatusEdit status = told(owner.revision());
  status.settings.push_back({GroupId{77}, kBusy});
  expect_refused(status, Reason::unknown_group, "group");
  const GroupEdit fine{.group = owner.id("Family"), .name = "X", .rank = {}, .add = {kEve}, .remove = {}};
  const GroupEdit unknown{.group = GroupId{77}, .name = {}, .rank = {}, .add = {kEve}, .remove = {}};
  expect_refused(GroupsEdit{owner.revision(), {fine, unknown}}, Reason::unknown_group, "group");
}

TEST_F(Refusals, AGroupErasedBeforeTheEditWasMade) {
  StatusEdit status = told(owner.revision());
  status.settings.push_back({owner.id("Gone"), kBusy});
  expect_refused(status, Reason::unknown_group, "group");
  const GroupEdit edit{.group = owner.id("Gone"), .name = {}, .rank = {}, .add = {kEve}, .remove = {}};
  expect_refused(GroupsEdit{owner.revision(), {edit}}, Reason::unknown_group, "group");
}

TEST_F(Refusals, AnotherDevicesRevision) {
  StatusEdit edit = told(owner.revision(kTablet));
  const Decision decision = decide(owner.presentity(), edit, kPhone, owner.now());
  EXPECT_EQ(decision.receipt.outcome, Outcome::refused);
  EXPECT_EQ(decision.receipt.reason, Reason::not_yours);
  EXPECT_TRUE(decision.writes.empty());
}

TEST_F(Refusals, AClockThatIsFarAhead) {
  const Instant limit = owner.now() + limits::kClockAhead;
  const Revision beyond = Revision::next(limit + std::chrono::milliseconds{1}, kPhone, {});
  expect_refused(told(beyond), Reason::clock_ahead, "clock_ahead_hours", 24);
  EXPECT_EQ(owner.delivers(told(Revision::next(limit, kPhone, {}))).receipt.outcome, Outcome::accepted);
}

TEST_F(Refusals, AChangeOlderThanRemovalsAreRemembered) {
  const Instant limit = owner.now() - limits::kRemovalMemory;
  const Revision beyond = Revision::next(limit - std::chrono::milliseconds{1}, kPhone, {});
  expect_refused(told(beyond), Reason::too_old, "removal_memory_days", 30);
  EXPECT_NE(owner.delivers(told(Revision::next(limit, kPhone, {}))).receipt.outcome, Outcome::refused);
}

}  // namespace
}  // namespace facet::resolver::test
