#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// Removals are remembered so that late additions stay stale, and the memory is bounded: the older half goes
// into the group's floor.
namespace facet::resolver::test {
namespace {

std::vector<UserId> people(std::size_t count, std::uint64_t first) {
  std::vector<UserId> result;
  for (std::size_t i = 0; i < count; ++i) result.emplace_back(first + i);
  return result;
}

struct Removals : testing::Test {
  Presentity presentity{kOwner};
  Instant now{std::chrono::milliseconds{1'795'455'000'000}};
  Decision last;

  Revision made() {
    now += std::chrono::milliseconds{1};
    return Revision::next(now, kPhone, {});
  }
  Receipt sends(const GroupsEdit& edit) {
    last = decide(presentity, edit, kPhone, now);
    return last.receipt;
  }
  Receipt adds(Revision revision, std::vector<UserId> who, std::optional<std::string> name = {}) {
    return sends(
        {revision, {{.group = GroupId{1}, .name = name, .rank = {}, .add = std::move(who), .remove = {}}}});
  }
  Receipt removes(Revision revision, std::vector<UserId> who) {
    return sends(
        {revision, {{.group = GroupId{1}, .name = {}, .rank = {}, .add = {}, .remove = std::move(who)}}});
  }
};

TEST_F(Removals, AreFoldedBeyondTheLimitAndOldAdditionsStayStale) {
  const UserId late{5};
  adds(made(), {kBob}, "Family");
  const Revision before = made();
  removes(made(), {late});
  for (std::uint64_t i = 0; i < 4; ++i)
    removes(made(), people(limits::kRemovalsPerUser / 4, 1'000'000 * (i + 1)));
  EXPECT_LE(presentity.remembered_removals(), limits::kRemovalsPerUser);
  EXPECT_EQ(presentity.membership(late, GroupId{1}), nullptr) << "the oldest is folded";
  EXPECT_EQ(presentity.members(GroupId{1}), std::vector<UserId>{kBob}) << "members stay, however old";
  std::size_t group_writes = 0;
  for (const auto& write : last.writes) group_writes += std::holds_alternative<PutGroup>(write) ? 1 : 0;
  EXPECT_LE(group_writes, 2U) << "one floor, one write";

  EXPECT_EQ(adds(before, {late}).outcome, Outcome::stale);
  EXPECT_EQ(adds(made(), {late}).outcome, Outcome::accepted);
  EXPECT_EQ(presentity.member_count(GroupId{1}), 2U);
}

TEST_F(Removals, OlderThanAnythingThatIsTakenAreJustDropped) {
  adds(made(), {kBob}, "Family");
  removes(made(), people(10, 1'000'000));
  const Revision floor = presentity.group(GroupId{1})->floor;
  now += limits::kRemovalMemory + std::chrono::hours{1};
  removes(made(), people(limits::kRemovalsPerUser - 9, 2'000'000));
  EXPECT_EQ(presentity.remembered_removals(), limits::kRemovalsPerUser / 2 + 1);
  EXPECT_GT(presentity.group(GroupId{1})->floor, floor);
  EXPECT_EQ(presentity.membership(UserId{1'000'000}, GroupId{1}), nullptr);
}

TEST_F(Removals, OfAContactNeverHeardOfAreRememberedToo) {
  adds(made(), {kBob}, "Family");
  const Revision before = made();
  EXPECT_EQ(removes(made(), {kEve}).outcome, Outcome::accepted);
  EXPECT_EQ(adds(before, {kEve}).outcome, Outcome::stale);
}

TEST_F(Removals, ForgettingAGroupTakesItsLeftOversAlong) {
  adds(made(), {kBob}, "Family");
  const Revision erased = made();
  adds(made(), {kEve});
  GroupEdit erase{.group = GroupId{1}, .name = {}, .rank = {}, .add = {}, .remove = {}};
  erase.erase = true;
  sends({erased, {erase}});
  ASSERT_NE(presentity.membership(kEve, GroupId{1}), nullptr) << "added after the deletion was made";
  now += limits::kRemovalMemory + std::chrono::hours{1};
  for (std::uint32_t first = 10; presentity.groups().size() <= 2 * limits::kGroupsPerUser; first += 100) {
    std::vector<GroupEdit> erases;
    for (std::uint32_t i = first; i < first + 100; ++i) {
      erases.push_back({.group = GroupId{i}, .name = {}, .rank = {}, .add = {}, .remove = {}});
      erases.back().erase = true;
    }
    sends({made(), erases});
    if (presentity.group(GroupId{1}) == nullptr) break;
  }
  EXPECT_EQ(presentity.group(GroupId{1}), nullptr);
  ASSERT_NE(presentity.contact(kEve), nullptr) << "follows for a while";
  EXPECT_TRUE(presentity.contact(kEve)->memberships.empty());
  EXPECT_EQ(presentity.live_memberships(), 0U);
  adds(made(), {}, "Family");
  EXPECT_TRUE(presentity.members(GroupId{1}).empty());
}

}  // namespace
}  // namespace facet::resolver::test
