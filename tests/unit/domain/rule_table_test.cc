#include <gtest/gtest.h>

#include <iomanip>
#include <iostream>

#include "tests/unit/domain/story.h"

// What a watcher sees, cell by cell: override, groups, blocked or not. The table is printed as it is checked.
namespace facet::resolver::test {
namespace {

constexpr Time kNow{std::chrono::seconds{1'795'455'000}};
constexpr Time kEarlier = kNow - std::chrono::minutes{10};
constexpr Time kLater = kNow + std::chrono::minutes{10};

enum class Override { none, lasting, in_force, ended };
enum class Groups { none, removed, erased, one, one_temporary, one_ended, two, two_equal, higher_erased };

constexpr const char* text(Override value) {
  constexpr const char* kText[] = {"none", "lasting", "in force", "ended"};
  return kText[static_cast<int>(value)];
}
constexpr const char* text(Groups value) {
  constexpr const char* kText[] = {"none",         "removed from one",     "one, erased",
                                   "one",          "one, temporary",       "one, temporary has ended",
                                   "two, by rank", "two of the same rank", "two, the higher erased"};
  return kText[static_cast<int>(value)];
}

struct Row {
  Override override_setting;
  Groups groups;
  Rule rule;          // when not blocked
  Activity activity;  // when not blocked
  bool topic;         // blocked or not
};

constexpr Row kTable[] = {
    {Override::none, Groups::none, Rule::other, Activity::away, false},
    {Override::none, Groups::removed, Rule::other, Activity::away, false},
    {Override::none, Groups::erased, Rule::other, Activity::away, false},
    {Override::none, Groups::one, Rule::group, Activity::free, true},
    {Override::none, Groups::one_temporary, Rule::group, Activity::meeting, true},
    {Override::none, Groups::one_ended, Rule::group, Activity::free, true},
    {Override::none, Groups::two, Rule::group, Activity::driving, true},
    {Override::none, Groups::two_equal, Rule::group, Activity::free, true},
    {Override::none, Groups::higher_erased, Rule::group, Activity::free, true},

    {Override::lasting, Groups::none, Rule::override_setting, Activity::busy, true},
    {Override::lasting, Groups::removed, Rule::override_setting, Activity::busy, true},
    {Override::lasting, Groups::erased, Rule::override_setting, Activity::busy, true},
    {Override::lasting, Groups::one, Rule::override_setting, Activity::busy, true},
    {Override::lasting, Groups::one_temporary, Rule::override_setting, Activity::busy, true},
    {Override::lasting, Groups::one_ended, Rule::override_setting, Activity::busy, true},
    {Override::lasting, Groups::two, Rule::override_setting, Activity::busy, true},
    {Override::lasting, Groups::two_equal, Rule::override_setting, Activity::busy, true},
    {Override::lasting, Groups::higher_erased, Rule::override_setting, Activity::busy, true},

    {Override::in_force, Groups::none, Rule::override_setting, Activity::busy, true},
    {Override::in_force, Groups::removed, Rule::override_setting, Activity::busy, true},
    {Override::in_force, Groups::erased, Rule::override_setting, Activity::busy, true},
    {Override::in_force, Groups::one, Rule::override_setting, Activity::busy, true},
    {Override::in_force, Groups::one_temporary, Rule::override_setting, Activity::busy, true},
    {Override::in_force, Groups::one_ended, Rule::override_setting, Activity::busy, true},
    {Override::in_force, Groups::two, Rule::override_setting, Activity::busy, true},
    {Override::in_force, Groups::two_equal, Rule::override_setting, Activity::busy, true},
    {Override::in_force, Groups::higher_erased, Rule::override_setting, Activity::busy, true},

    // Its timer has not come yet: who had a topic follows.
    {Override::ended, Groups::none, Rule::other, Activity::away, true},
    {Override::ended, Groups::removed, Rule::other, Activity::away, true},
    {Override::ended, Groups::erased, Rule::other, Activity::away, true},
    {Override::ended, Groups::one, Rule::group, Activity::free, true},
    {Override::ended, Groups::one_temporary, Rule::group, Activity::meeting, true},
    {Override::ended, Groups::one_ended, Rule::group, Activity::free, true},
    {Override::ended, Groups::two, Rule::group, Activity::driving, true},
    {Override::ended, Groups::two_equal, Rule::group, Activity::free, true},
    {Override::ended, Groups::higher_erased, Rule::group, Activity::free, true},
};

GroupState group(std::uint32_t id, std::uint16_t rank, Activity activity) {
  GroupState state;
  state.id = GroupId{id};
  state.name = "group " + std::to_string(id);
  state.name_revision = state.created = Revision{2 << 16};
  state.rank = rank;
  state.base = {.activity = activity, .note = {}, .until = kNoTime, .changed_at = kEarlier};
  return state;
}

void put_groups(Presentity& presentity, Groups groups) {
  // The lower id has the lower rank (2), but wins between equals.
  GroupState one = group(1, 2, Activity::free);
  GroupState two = group(2, 1, Activity::driving);
  if (groups == Groups::one_temporary || groups == Groups::one_ended) {
    const Time end = groups == Groups::one_ended ? kNow : kLater;
    one.temporary = Setting{.activity = Activity::meeting, .note = {}, .until = end, .changed_at = kEarlier};
  }
  if (groups == Groups::erased) one.erased = Revision{3 << 16};
  if (groups == Groups::higher_erased) two.erased = Revision{3 << 16};
  if (groups == Groups::two_equal) two.rank = one.rank;
  presentity.put_group(one);
  presentity.put_group(two);
  const bool in_two = groups == Groups::two || groups == Groups::two_equal || groups == Groups::higher_erased;
  if (in_two) presentity.put_membership(kBob, {GroupId{2}, Revision{4 << 16}});
  if (groups == Groups::none) return;
  presentity.put_membership(kBob, {GroupId{1}, Revision{4 << 16}, groups == Groups::removed});
}

Presentity presentity_of(const Row& row, bool blocked) {
  Presentity presentity(kOwner);
  GroupState other = *presentity.group(kOther);
  other.base = {.activity = Activity::away, .note = {}, .until = kNoTime, .changed_at = kEarlier};
  presentity.put_group(other);
  put_groups(presentity, row.groups);
  ContactState own;
  own.blocked = blocked;
  if (row.override_setting != Override::none) {
    const Time end = row.override_setting == Override::lasting    ? kNoTime
                     : row.override_setting == Override::in_force ? kLater
                                                                  : kNow;
    own.override_setting =
        Setting{.activity = Activity::busy, .note = "secret", .until = end, .changed_at = kEarlier};
  }
  presentity.put_contact(kBob, own);
  return presentity;
}

void print(const Row& row, bool blocked, const View& view, bool topic) {
  std::cout << "  " << std::left << std::setw(9) << text(row.override_setting) << std::setw(26)
            << text(row.groups) << std::setw(9) << (blocked ? "blocked" : "-") << std::setw(9)
            << name(view.activity) << (topic ? "topic" : "-") << '\n';
}

TEST(RuleTable, EveryCell) {
  std::cout << "  override groups                    block    shown    retained\n";
  for (const Row& row : kTable) {
    for (const bool blocked : {false, true}) {
      const Presentity presentity = presentity_of(row, blocked);
      const View view = view_of(presentity, kBob, kNow);
      const auto retained = retained_view(presentity, kBob, kNow);
      print(row, blocked, view, retained.has_value());
      SCOPED_TRACE(std::string{text(row.override_setting)} + " / " + text(row.groups) +
                   (blocked ? " / blocked" : ""));
      const Ruling by = ruling(presentity, kBob, kNow);
      EXPECT_EQ(by.rule, blocked ? Rule::blocked : row.rule);
      EXPECT_EQ(view.activity, blocked ? Activity::off : row.activity);
      EXPECT_EQ(retained.has_value(), row.topic);
      if (retained) {
        EXPECT_EQ(*retained, view);
      }
      if (blocked) {
        EXPECT_EQ(view, off_view());
      }
    }
  }
}

TEST(RuleTable, HasEveryCellOnce) {
  std::set<std::pair<Override, Groups>> cells;
  for (const Row& row : kTable) cells.emplace(row.override_setting, row.groups);
  EXPECT_EQ(cells.size(), 4U * 9U);
  EXPECT_EQ(std::size(kTable), cells.size());
}

// A stranger, and somebody who asks about a person nobody has heard of, get an answer too.
TEST(RuleTable, StrangersSeeWhatOthersAreTold) {
  const Presentity presentity = presentity_of(kTable[0], false);
  EXPECT_EQ(view_of(presentity, kStranger, kNow).activity, Activity::away);
  EXPECT_EQ(retained_view(presentity, kStranger, kNow), std::nullopt);
  EXPECT_EQ(view_of(Presentity(UserId{1}), kStranger, kNow), off_view());
}

TEST(RuleTable, AnEndedSettingFallsBackAtItsEnd) {
  GroupState one = group(1, 1, Activity::free);
  one.temporary = Setting{.activity = Activity::meeting, .note = "x", .until = kNow, .changed_at = kEarlier};
  const Presentity presentity(kOwner);
  EXPECT_EQ(effective(presentity, one, kNow - std::chrono::seconds{1}).activity, Activity::meeting);
  EXPECT_EQ(effective(presentity, one, kNow).activity, Activity::free);
  EXPECT_EQ(effective(presentity, one, kNow).changed_at, kNow);
}

// `off` of the owner's own choice shows nothing that a block would not show, but for a note.
TEST(RuleTable, OffTellsNeitherSinceWhenNorUntilWhen) {
  Setting off{.activity = Activity::off, .note = {}, .until = kLater, .changed_at = kEarlier};
  EXPECT_EQ(shown(off), off_view());
}

}  // namespace
}  // namespace facet::resolver::test
