#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/client/bench.h"

namespace facet::client {
namespace {

using namespace std::chrono_literals;

// Local changes: what this phone shows at once, and what it queues. No network here.
class Changes : public Bench {
 protected:
  GroupsEdit queued_groups_edit(std::int64_t place) { return decode_groups_edit(payload(place)).value(); }
  StatusEdit queued_status_edit(std::int64_t place) { return decode_status_edit(payload(place)).value(); }

 private:
  Bytes payload(std::int64_t place) {
    Bytes bytes;
    (void)store_->db().each("SELECT payload FROM pending ORDER BY seq LIMIT 1 OFFSET ?", {place},
                            [&](const Row& row) { bytes = row.bytes(0); });
    return bytes;
  }
};

TEST_F(Changes, AreThereAfterAReopenWithTheirMessages) {
  const auto family = make_group("Family");
  ASSERT_TRUE(add_members(*store_, family, {kEve, kBob}, kNoTime, wall()));
  tell(family, Activity::driving);
  reopen();
  EXPECT_EQ(group(family).name, "Family");
  EXPECT_EQ(group(family).base.activity, Activity::driving);
  EXPECT_EQ(members(family), (std::vector{kEve, kBob}));
  EXPECT_EQ(waiting(), 3U);
}

// A fresh group, and `other`, show nothing until told otherwise.
TEST_F(Changes, EveryGroupStartsOff) {
  EXPECT_EQ(group(make_group("Family")).base.activity, Activity::off);
  EXPECT_EQ(group(kOther).base.activity, Activity::off);
}

TEST_F(Changes, NewGroupsRankBelowTheOthersAndOtherIsLast) {
  const auto family = make_group("Family");
  const auto work = make_group("Work");
  const auto boss = create_group(*store_, "Boss", 1, wall()).value();
  const auto groups = read_groups(store_->db()).value();
  ASSERT_EQ(groups.size(), 4U);
  EXPECT_EQ(groups[0].id, boss);
  EXPECT_EQ(groups[1].id, family);
  EXPECT_EQ(groups[2].id, work);
  EXPECT_EQ(groups[3].id, kOther);
  EXPECT_EQ(queued_groups_edit(2).edits.size(), 3U) << "those who made room are in the same message";
}

TEST_F(Changes, NamesAreUniqueWhateverTheirCase) {
  const auto family = make_group("Family");
  const auto work = make_group("Work");
  EXPECT_EQ(create_group(*store_, "FAMILY ", {}, wall()).error().code, errc::group_exists);
  EXPECT_EQ(rename_group(*store_, work, "family", wall()).error().code, errc::group_exists);
  EXPECT_EQ(waiting(), 2U) << "a refusal queues nothing";
  EXPECT_TRUE(rename_group(*store_, family, "FAMILY", wall())) << "its own name in other letters";
}

// A renamed group keeps its id; who then takes its old name gets the next free one.
TEST_F(Changes, IdsThatCollideMoveOn) {
  const auto family = make_group("Family");
  ASSERT_TRUE(rename_group(*store_, family, "Clan", wall()));
  const auto again = make_group("Family");
  EXPECT_EQ(again.value(), family.value() + 1);
  EXPECT_EQ(group(family).name, "Clan");
}

TEST_F(Changes, AtMostSoManyGroups) {
  for (std::size_t i = 0; i < limits::kGroupsPerUser; ++i) make_group("group " + std::to_string(i));
  const auto more = create_group(*store_, "one more", {}, wall());
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, errc::over_limit);
  EXPECT_NE(more.error().detail.find("groups_per_user"), std::string::npos);
  EXPECT_EQ(waiting(), limits::kGroupsPerUser);
}

// Who is in already, or out already, is nobody's news.
TEST_F(Changes, OnlyMembersThatChangeAreSent) {
  const auto family = make_group("Family");
  ASSERT_TRUE(add_members(*store_, family, {kBob}, kNoTime, wall()));
  ASSERT_TRUE(add_members(*store_, family, {kBob, kEve, kEve}, kNoTime, wall()));
  EXPECT_EQ(queued_groups_edit(2).edits[0].add, std::vector{kEve});
  ASSERT_TRUE(add_members(*store_, family, {kBob}, kNoTime, wall()));
  ASSERT_TRUE(remove_members(*store_, family, {UserId{49}}, wall()));
  EXPECT_EQ(waiting(), 3U);
  ASSERT_TRUE(remove_members(*store_, family, {kBob}, wall()));
  EXPECT_EQ(queued_groups_edit(3).edits[0].remove, std::vector{kBob});
  EXPECT_EQ(members(family), std::vector{kEve});
}

TEST_F(Changes, TooManyMembersChangeNothing) {
  const auto family = make_group("Family");
  std::vector<UserId> many;
  for (std::uint64_t i = 1; i <= limits::kMembersPerGroup + 1; ++i) many.emplace_back(i);
  EXPECT_EQ(add_members(*store_, family, many, kNoTime, wall()).error().code, errc::over_limit);
  EXPECT_TRUE(members(family).empty());
  EXPECT_EQ(waiting(), 1U);
  many.pop_back();
  EXPECT_TRUE(add_members(*store_, family, many, kNoTime, wall()));
}

TEST_F(Changes, OtherHasNoMembersNameOrRank) {
  EXPECT_EQ(add_members(*store_, kOther, {kBob}, kNoTime, wall()).error().code, errc::bad_value);
  EXPECT_EQ(rename_group(*store_, kOther, "x", wall()).error().code, errc::bad_value);
  EXPECT_EQ(rank_group(*store_, kOther, 1, wall()).error().code, errc::bad_value);
  EXPECT_EQ(delete_group(*store_, kOther, wall()).error().code, errc::bad_value);
  EXPECT_EQ(delete_group(*store_, GroupId{5}, wall()).error().code, errc::no_such_group);
}

// A setting with an end lies over the base; one until changed replaces both.
TEST_F(Changes, TemporaryLiesOverTheBase) {
  const auto family = make_group("Family");
  tell(family, Activity::free);
  tell(family, Activity::meeting, to_time(wall()) + 1h);
  EXPECT_EQ(group(family).base.activity, Activity::free);
  EXPECT_EQ(group(family).temporary.value().activity, Activity::meeting);
  tell(family, Activity::busy);
  EXPECT_EQ(group(family).base.activity, Activity::busy);
  EXPECT_FALSE(group(family).temporary);
}

// Strangers are never meant by "everybody".
TEST_F(Changes, EveryGroupLeavesOtherAlone) {
  EXPECT_EQ(set_status(*store_, {kEveryGroup}, {Activity::busy, "", {}, {}}, wall()).error().code,
            errc::no_such_group);
  const auto family = make_group("Family");
  tell(kEveryGroup, Activity::busy);
  EXPECT_EQ(group(family).base.activity, Activity::busy);
  EXPECT_EQ(group(kOther).base.activity, Activity::off);
  EXPECT_EQ(queued_status_edit(1).settings.at(0).group, kEveryGroup);
}

TEST_F(Changes, BadSettingsChangeNothing) {
  const auto family = make_group("Family");
  const auto now = to_time(wall());
  const auto code = [&](const std::vector<GroupId>& groups, const Setting& setting) {
    return set_status(*store_, groups, setting, wall()).error().code;
  };
  EXPECT_EQ(code({family}, {Activity::unset, "", {}, {}}), errc::bad_value);
  EXPECT_EQ(code({family}, {Activity::busy, "a\tb", {}, {}}), errc::bad_value);
  EXPECT_EQ(code({family}, {Activity::busy, std::string(257, 'x'), {}, {}}), errc::over_limit);
  EXPECT_EQ(code({family}, {Activity::busy, "", now, {}}), errc::bad_value);
  EXPECT_EQ(code({family, GroupId{5}}, {Activity::busy, "", {}, {}}), errc::no_such_group);
  EXPECT_EQ(code({family, kEveryGroup}, {Activity::busy, "", {}, {}}), errc::bad_value);
  EXPECT_EQ(code({}, {Activity::busy, "", {}, {}}), errc::bad_value);
  EXPECT_EQ(waiting(), 1U);
  EXPECT_EQ(group(family).base.activity, Activity::off);
}

// A phone that was offline for a day sends the last state of each group, not the day.
TEST_F(Changes, CoveredStatusesAreNotSent) {
  const auto family = make_group("Family");
  const auto work = make_group("Work");
  for (int i = 0; i < 50; ++i) {
    elapsed_ += 10min;
    tell(family, i % 2 == 0 ? Activity::driving : Activity::free);
    tell(work, Activity::busy);
  }
  EXPECT_EQ(waiting(), 4U);
  EXPECT_EQ(queued_status_edit(0 + 2).settings.at(0).setting.activity, Activity::free);
  tell(kEveryGroup, Activity::sleeping);
  EXPECT_EQ(waiting(), 3U);
}

}  // namespace
}  // namespace facet::client
