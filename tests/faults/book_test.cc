#include "tests/faults/book.h"

#include <gtest/gtest.h>

#include "schemas/encode.h"

// What the fault tests take for wrong: a judge who never finds anything would find nothing here either.
namespace facet::fault_test {
namespace {

constexpr UserId kOwner{1001};
constexpr UserId kMember{1};
constexpr UserId kColleague{2};
constexpr UserId kWanderer{3};
constexpr UserId kBlocked{4};

class FaultsBook : public ::testing::Test {
 protected:
  FaultsBook() {
    for (int i = 0; i < 8; ++i) book_.next();  // Family: f1, f5. Colleagues: c2, c6. Two walks
  }
  static Shown shown(Activity activity, const std::string& note, bool replayed = false) {
    return {kOwner, encode(View{activity, note, Time{std::chrono::seconds{5}}, kNoTime}), replayed};
  }
  static Shown off() { return {kOwner, encode(View{Activity::off, {}, kNoTime, kNoTime}), false}; }
  std::size_t wrong(UserId watcher, const std::vector<Shown>& history) const {
    return book_.wrong(watcher, history).size();
  }

  Book book_{kOwner,
             {{kMember, Place::family},
              {kColleague, Place::colleagues},
              {kWanderer, Place::wandering},
              {kBlocked, Place::blocked}}};
  const Shown first_ = shown(Activity::busy, "f1");
  const Shown later_ = shown(Activity::meeting, "f5");
  const Shown colleagues_ = shown(Activity::busy, "c2");
};

TEST_F(FaultsBook, WhatWasSetInItsOrderIsRight) {
  EXPECT_EQ(wrong(kMember, {off(), first_, later_}), 0U);
  EXPECT_EQ(wrong(kColleague, {off(), colleagues_}), 0U);
  EXPECT_EQ(wrong(kWanderer, {off(), first_, colleagues_, later_, colleagues_}), 0U);
  EXPECT_EQ(wrong(kBlocked, {off(), off()}), 0U);
}

TEST_F(FaultsBook, ABlockedWatcherIsShownOffAndNothingElse) {
  EXPECT_EQ(wrong(kBlocked, {off(), first_}), 1U);
  EXPECT_EQ(wrong(kBlocked, {{kOwner, {}, false}}), 1U) << "not even that there is no View";
  EXPECT_EQ(wrong(kBlocked, {shown(Activity::off, "")}), 1U) << "an off that says since when";
}

TEST_F(FaultsBook, AnotherGroupsStatusIsWrong) {
  EXPECT_EQ(wrong(kMember, {colleagues_}), 1U);
  EXPECT_EQ(wrong(kColleague, {first_}), 1U);
}

TEST_F(FaultsBook, AStepBackIsWrongUnlessTheBrokersCopyIsOld) {
  EXPECT_EQ(wrong(kMember, {later_, first_}), 1U);
  EXPECT_EQ(wrong(kMember, {later_, shown(Activity::busy, "f1", true)}), 0U);
}

TEST_F(FaultsBook, WhatNobodySetAndAGapAreWrong) {
  EXPECT_EQ(wrong(kMember, {shown(Activity::busy, "f9")}), 1U);
  EXPECT_EQ(wrong(kMember, {shown(Activity::free, "f1")}), 1U);
  EXPECT_EQ(wrong(kMember, {first_, off()}), 1U);
  EXPECT_EQ(wrong(kMember, {first_, {kOwner, {}, false}}), 1U);
}

TEST_F(FaultsBook, TheLastWordOfEachGroupIsWhatIsToBeSeen) {
  EXPECT_EQ(book_.view_of(kMember, later_.view), later_.view);
  EXPECT_NE(book_.view_of(kMember, first_.view), first_.view);
  EXPECT_EQ(book_.view_of(kBlocked, first_.view), off().view);
  EXPECT_EQ(book_.colleagues(),
            (std::set<UserId>{kColleague, UserId{8'615'000'000'003}, UserId{8'615'000'000'007}}));
}

}  // namespace
}  // namespace facet::fault_test
