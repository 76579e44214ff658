#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// The end of an account.
namespace facet::resolver::test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

// One with something of everything.
Owner full() {
  Owner owner;
  owner.group("Family", 1).with({kBob}).tells("Family", kFree).tells_only(kEve, kBusy).blocks(kDan);
  owner.connects().watches({.accept = {kBob}, .strangers = Strangers::take}).is_asked_by(kStranger);
  owner.told();
  return owner;
}

TEST(Account, FromTheReceiptOnEverybodyIsAnsweredOffAndNobodyHasATopic) {
  Owner owner = full();
  owner.ends_account();
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted);
  EXPECT_EQ(owner.last().dirty, (std::vector{Target{TargetKind::erased, kOwner, 0}}));
  for (const UserId user : {kBob, kEve, kDan, kStranger}) {
    EXPECT_EQ(owner.seen_by(user), off_view());
    EXPECT_EQ(retained_view(owner.presentity(), user, owner.time()), std::nullopt);
  }
}

TEST(Account, UntilItIsDoneEverythingIsRefusedAsUnavailable) {
  Owner owner = full();
  owner.ends_account();
  const auto expect_unavailable = [&] {
    EXPECT_EQ(owner.last().receipt.outcome, Outcome::refused);
    EXPECT_EQ(owner.last().receipt.reason, Reason::unavailable);
    EXPECT_TRUE(owner.last().writes.empty());
  };
  owner.tells("Family", kMeeting);
  expect_unavailable();
  owner.adds("Family", {kEve});
  expect_unavailable();
  owner.watches({.mute = {kBob}});
  expect_unavailable();
  owner.reports(DeviceState::idle);
  expect_unavailable();
  owner.ends_account();
  expect_unavailable();
  owner.is_asked_by(kDan);
  EXPECT_TRUE(owner.last().writes.empty()) << "nobody begins to follow";
}

TEST(Account, NothingIsLeftButTheMoment) {
  Owner owner = full();
  owner.ends_account();
  const Revision erased = owner.presentity().account().erased;
  owner.account_is_gone();
  Account account;
  account.erased = erased;
  EXPECT_EQ(owner.presentity().account(), account);
  EXPECT_TRUE(owner.presentity().contacts().empty());
  EXPECT_TRUE(owner.presentity().devices().empty());
  EXPECT_TRUE(owner.presentity().stances().empty());
  EXPECT_EQ(owner.presentity().existing_groups(), 0U);
  EXPECT_EQ(owner.last().writes, (std::vector<Write>{Wipe{}, PutAccount{account}}));
}

TEST(Account, WhatWasMadeBeforeIsRefusedAsErasedAndWhatComesAfterBeginsANewOne) {
  Owner owner = full();
  const Revision early = owner.revision(kTablet);
  owner.ends_account().account_is_gone();
  owner.delivers(StatusEdit{early, {{kOther, kFree}}, {}, {}, {}});
  EXPECT_EQ(owner.last().receipt.reason, Reason::erased);
  owner.delivers(DeviceReport{early, DeviceState::idle});
  EXPECT_EQ(owner.last().receipt.reason, Reason::erased);
  owner.waits(hours{1}).reports(DeviceState::idle);
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted);
  owner.group("Family", 1).with({kBob}).tells("Family", kMeeting);
  EXPECT_EQ(owner.topic_of(kBob)->activity, Activity::meeting);
}

// A tablet whose clock is ahead said something before the end: that is older, too.
TEST(Account, TheEndIsNewerThanAllThatAnyDeviceSaid) {
  Owner owner = full();
  const Revision ahead = Revision::next(owner.now() + hours{2}, kTablet, {});
  owner.delivers(StatusEdit{ahead, {{kOther, kFree}}, {}, {}, {}});
  owner.ends_account();
  EXPECT_EQ(owner.presentity().account().erased, ahead);
  owner.account_is_gone();
  owner.delivers(StatusEdit{ahead, {{kOther, kFree}}, {}, {}, {}});
  EXPECT_EQ(owner.last().receipt.reason, Reason::erased) << "the same message again";
}

TEST(Account, AnotherNumberThanOnesOwnChangesNothing) {
  Owner owner = full();
  owner.delivers(AccountEdit{owner.revision(), kBob});
  EXPECT_EQ(owner.last().receipt.reason, Reason::bad_value);
  EXPECT_EQ(owner.last().receipt.limit, "erase");
  EXPECT_FALSE(owner.presentity().account().erasing);
}

TEST(Account, NoTimerBringsAnythingBack) {
  Owner owner = full();
  owner.tells("Family", until(kMeeting, owner.time() + hours{1}));
  owner.ends_account().told();
  owner.waits(hours{48});
  EXPECT_EQ(owner.told(), std::vector<UserId>{});
  owner.account_is_gone().waits(hours{48});
  EXPECT_EQ(owner.told(), std::vector<UserId>{});
}

}  // namespace
}  // namespace facet::resolver::test
