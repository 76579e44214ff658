#include "schemas/limits.h"

#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// How much one presentity may hold. A refusal names the limit as limits.h spells it.
namespace facet::resolver::test {
namespace {

std::vector<UserId> people(std::size_t count, std::uint64_t first = 1'000'000) {
  std::vector<UserId> result;
  for (std::size_t i = 0; i < count; ++i) result.emplace_back(first + i);
  return result;
}

GroupEdit named(std::uint32_t id, std::vector<UserId> add = {}) {
  return {.group = GroupId{id}, .name = "group", .rank = {}, .add = std::move(add), .remove = {}};
}

struct Limits : testing::Test {
  Presentity presentity{kOwner};
  Instant now{std::chrono::milliseconds{1'795'455'000'000}};

  Receipt sends(std::vector<GroupEdit> edits) {
    now += std::chrono::milliseconds{1};
    return decide(presentity, GroupsEdit{Revision::next(now, kPhone, {}), std::move(edits)}, kPhone, now)
        .receipt;
  }
  Receipt sends(StatusEdit edit) {
    now += std::chrono::milliseconds{1};
    edit.revision = Revision::next(now, kPhone, {});
    return decide(presentity, edit, kPhone, now).receipt;
  }
  void expect_over(const Receipt& receipt, const std::string& limit, std::size_t value) {
    EXPECT_EQ(receipt.outcome, Outcome::refused);
    EXPECT_EQ(receipt.reason, Reason::over_limit);
    EXPECT_EQ(receipt.limit, limit);
    EXPECT_EQ(receipt.limit_value, value);
  }
  void expect_accepted(const Receipt& receipt) {
    EXPECT_EQ(receipt.outcome, Outcome::accepted) << receipt.limit;
  }
};

TEST_F(Limits, GroupsPerUser) {
  std::vector<GroupEdit> edits;
  for (std::uint32_t i = 1; i <= limits::kGroupsPerUser; ++i) edits.push_back(named(i));
  expect_accepted(sends(edits));
  expect_over(sends({named(500)}), "groups_per_user", limits::kGroupsPerUser);
  expect_accepted(sends({named(7)}));  // a rename
  GroupEdit erase{.group = GroupId{8}, .name = {}, .rank = {}, .add = {}, .remove = {}};
  erase.erase = true;
  expect_accepted(sends({erase, named(500)}));
}

TEST_F(Limits, MembersPerGroup) {
  expect_accepted(sends({named(1, people(limits::kMembersPerGroup))}));
  expect_over(sends({named(1, {UserId{5}})}), "members_per_group", limits::kMembersPerGroup);
  GroupEdit swap{.group = GroupId{1}, .name = {}, .rank = {}, .add = {UserId{5}}, .remove = {}};
  swap.remove = {UserId{1'000'000}};
  expect_accepted(sends({swap}));
  expect_accepted(sends({named(1, people(1, 1'000'001))}));  // a member already
}

TEST_F(Limits, AReplacementCountsWhoIsThereAfterwards) {
  expect_accepted(sends({named(1, people(limits::kMembersPerGroup))}));
  GroupEdit replace = named(1, people(limits::kMembersPerGroup, 9'000'000));
  replace.replace = true;
  expect_accepted(sends({replace}));
  EXPECT_EQ(presentity.member_count(GroupId{1}), limits::kMembersPerGroup);
}

TEST_F(Limits, MembershipsPerUser) {
  const auto everybody = people(limits::kMembersPerGroup);
  const std::size_t full = limits::kMembershipsPerUser / limits::kMembersPerGroup;
  for (std::uint32_t i = 1; i <= full; ++i) expect_accepted(sends({named(i, everybody)}));
  expect_over(sends({named(99, {everybody.front()})}), "memberships_per_user", limits::kMembershipsPerUser);
}

TEST_F(Limits, ContactsPerUser) {
  const std::size_t room = limits::kContactsPerUser + limits::kRemovalsPerUser;
  for (std::size_t first = 0; first < room; first += 10'000) {
    expect_accepted(
        sends({named(static_cast<std::uint32_t>(first / 10'000 + 1), people(10'000, 1'000'000 + first))}));
  }
  expect_over(sends({named(50, {UserId{5}})}), "contacts_per_user", limits::kContactsPerUser);
  expect_over(sends(StatusEdit{{}, {}, {}, {UserId{5}}, {}}), "contacts_per_user", limits::kContactsPerUser);
  expect_over(sends(StatusEdit{{}, {}, {{UserId{5}, kBusy}}, {}, {}}), "contacts_per_user",
              limits::kContactsPerUser);
  expect_accepted(sends(StatusEdit{{}, {}, {{UserId{1'000'000}, kBusy}}, {UserId{1'000'001}}, {}}));
}

TEST_F(Limits, OneNewContactInManyGroupsCountsOnce) {
  const std::size_t room = limits::kContactsPerUser + limits::kRemovalsPerUser - 1;
  std::size_t made = 0;
  for (std::uint32_t id = 1; made < room; ++id) {
    const std::size_t count = std::min<std::size_t>(limits::kMembersPerGroup, room - made);
    expect_accepted(sends({named(id, people(count, 1'000'000 + made))}));
    made += count;
  }
  expect_accepted(sends({named(50, {UserId{5}}), named(51, {UserId{5}}), named(52, {UserId{5}})}));
}

TEST_F(Limits, RememberedGroups) {
  std::uint32_t id = 1;
  Receipt last;
  while (presentity.groups().size() + 100 <= limits::kRememberedGroupsPerUser) {
    std::vector<GroupEdit> erases;
    for (int i = 0; i < 100; ++i) {
      erases.push_back({.group = GroupId{id++}, .name = {}, .rank = {}, .add = {}, .remove = {}});
      erases.back().erase = true;
    }
    expect_accepted(sends(erases));
  }
  std::vector<GroupEdit> more;
  for (int i = 0; i < 100; ++i) more.push_back(named(id++));
  expect_over(sends(more), "remembered_groups_per_user", limits::kRememberedGroupsPerUser);
  expect_accepted(sends({named(1)}));  // one that is remembered already
  now += limits::kRemovalMemory + std::chrono::hours{1};
  expect_accepted(sends({named(1)}));  // makes room: older deletions are forgotten
  expect_accepted(sends(more.size() > 99 ? std::vector<GroupEdit>(more.begin(), more.begin() + 99) : more));
}

}  // namespace
}  // namespace facet::resolver::test
