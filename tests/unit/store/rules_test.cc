#include "schemas/limits.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

// What the store keeps of accounts, of what watchers said, of followers, and the owner's log.
namespace facet::resolver::test {
namespace {

using Users = std::vector<UserId>;

class StoreRules : public StoreTest {
 protected:
  void commit(UserId presentity, std::vector<Write> writes) {
    Commit commit;
    commit.presentity = presentity;
    commit.writes = std::move(writes);
    ok(store_->commit(commit));
  }
  void log(UserId presentity, std::int64_t at_seconds) {
    Commit commit;
    commit.presentity = presentity;
    commit.log = LogEntry{at(at_seconds), Cause::status, DeviceId{7}, {}};
    ok(store_->commit(commit));
  }
  Standing standing(UserId presentity, UserId watcher) {
    return value_of(store_->standings(presentity, {watcher})).front();
  }
  static PutContact follower(UserId contact) {
    ContactState own;
    own.follows_until = at(1'795'460'000);
    own.asked = true;
    return {contact, own};
  }
  static PutMembership member(UserId contact, std::uint32_t group = 1) {
    return {contact, {GroupId{group}, Revision{1}, false, kNoTime}};
  }
};

TEST_F(StoreRules, WhoHoldsAPresentityKnowsIt) {
  commit(kBob, {member(kAlice)});
  EXPECT_EQ(standing(kAlice, kBob), (Standing{Stance::none, true}));
  EXPECT_EQ(standing(kAlice, kCarol), Standing{});
  commit(kBob, {DropMembership{kAlice, GroupId{1}}});
  EXPECT_EQ(standing(kAlice, kBob), Standing{});
}

TEST_F(StoreRules, WhoIsFollowedDoesNotKnowTheFollower) {
  commit(kBob, {follower(kAlice)});
  EXPECT_EQ(standing(kAlice, kBob), Standing{}) << "that Alice asked Bob is no acquaintance of Bob's";
  EXPECT_EQ(value_of(store_->followed_by(kAlice, 10)), Users{kBob});
  EXPECT_EQ(value_of(store_->presentities_holding(kAlice, {}, 10)), Users{kBob});
}

TEST_F(StoreRules, WhatAWatcherSaidIsFoundFromBothSidesAfterAReopen) {
  commit(kBob, {PutStance{kAlice, {Stance::muted, Revision{5}}}});
  reopen();
  EXPECT_EQ(standing(kAlice, kBob), (Standing{Stance::muted, false}));
  EXPECT_EQ(value_of(store_->load(kBob)).stance(kAlice), Stance::muted);
}

TEST_F(StoreRules, ManyWatchersInOnePassAreTheSameAsOneByOne) {
  Users watchers;
  for (std::uint64_t i = 1; i <= 500; ++i) {
    const UserId watcher{i * 7};
    watchers.push_back(watcher);
    if (i % 3 == 0) commit(watcher, {member(kAlice, 4'000'000'000)});
    if (i % 5 == 0) commit(watcher, {PutStance{kAlice, {Stance::accepted, Revision{1}}}});
    if (i % 2 == 0) commit(UserId{i * 7 + 1}, {member(kAlice)});  // between them
  }
  const auto all = value_of(store_->standings(kAlice, watchers));
  ASSERT_EQ(all.size(), watchers.size());
  for (std::size_t i = 0; i < watchers.size(); ++i) EXPECT_EQ(all[i], standing(kAlice, watchers[i])) << i;
}

TEST_F(StoreRules, TheLogIsTheLatestFirstAndBounded) {
  for (std::size_t i = 0; i < limits::kLogEntries + 30; ++i) {
    log(kAlice, static_cast<std::int64_t>(i) + 1);
    if (i == limits::kLogEntries + 3) reopen();
  }
  const auto entries = value_of(store_->log(kAlice, 0, 1'000));
  ASSERT_EQ(entries.size(), limits::kLogEntries);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    EXPECT_EQ(entries[i].at, at(static_cast<std::int64_t>(limits::kLogEntries + 30 - i)));
  }
  EXPECT_EQ(value_of(store_->log(kAlice, limits::kLogEntries - 1, 10)).size(), 1U);
  EXPECT_TRUE(value_of(store_->log(kBob, 0, 10)).empty());
}

TEST_F(StoreRules, AWipeLeavesTheAccountAndNothingElse) {
  commit(kAlice, {PutGroup{sample_group(GroupId{1})}, member(kBob), follower(kCarol),
                  PutDevice{DeviceId{7}, sample_device()}, PutStance{kBob, {Stance::muted, Revision{5}}}});
  commit(kBob, {member(kAlice)});
  log(kAlice, 1);
  Account account;
  account.erased = Revision{9 << 16};
  commit(kAlice, {Wipe{}, PutAccount{account}});
  reopen();
  const Presentity alice = value_of(store_->load(kAlice));
  EXPECT_EQ(alice.account(), account);
  EXPECT_TRUE(alice.contacts().empty());
  EXPECT_TRUE(alice.devices().empty());
  EXPECT_TRUE(alice.stances().empty());
  EXPECT_EQ(alice.existing_groups(), 0U);
  EXPECT_TRUE(value_of(store_->log(kAlice, 0, 10)).empty());
  EXPECT_TRUE(value_of(store_->presentities_holding(kBob, {}, 10)).empty()) << "the ways back are gone";
  EXPECT_TRUE(value_of(store_->followed_by(kCarol, 10)).empty());
  EXPECT_EQ(standing(kBob, kAlice), Standing{});
  EXPECT_EQ(value_of(store_->presentities_holding(kAlice, {}, 10)), Users{kBob}) << "Bob's are Bob's";
  EXPECT_EQ(value_of(store_->accounts({}, 10)), (std::vector{std::pair{kAlice, account}}));
}

TEST_F(StoreRules, WhoIsUnregisteredIsNotListedAnyMore) {
  Commit commit;
  commit.registered = kBob;
  ok(store_->commit(commit));
  commit = {};
  commit.unregistered = kBob;
  ok(store_->commit(commit));
  EXPECT_TRUE(value_of(store_->registered({}, 10)).empty());
}

}  // namespace
}  // namespace facet::resolver::test
