#include "tests/unit/store/raw.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

const std::string kAliceKey{"\0\0\x07\xd5\x8e\x7f\x55\x10", 8};

class Wiping : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    Commit of_alice = commit_of(kAlice, rich_writes());
    of_alice.log = sample_log_entry();
    of_alice.marks = {{{TargetKind::erased, kAlice, 0}, 1}};
    of_alice.timers = {{at(1), {TargetKind::audience, kAlice, 1}}};
    of_alice.registered = kAlice;
    ok(store_->commit(of_alice));
    ok(store_->commit(of_alice));  // two entries in the log

    // Bob and a neighbour in key order know, follow and think of Alice and of each other.
    for (const UserId other : {kBob, kNext}) {
      Commit commit = commit_of(other, rich_writes());
      ContactState follower = sample_contact();
      follower.follows_until = at(5);
      for (const UserId contact : {kAlice, kBob, kNext}) {
        commit.writes.emplace_back(PutMembership{contact, {GroupId{1}, Revision{1}, false, kNoTime}});
        commit.writes.emplace_back(PutContact{contact, follower});
        commit.writes.emplace_back(PutStance{contact, {Stance::muted, Revision{2}}});
      }
      commit.log = sample_log_entry();
      commit.registered = other;
      ok(store_->commit(commit));
    }
  }

  static Commit commit_of(UserId user, std::vector<Write> writes) {
    Commit commit;
    commit.presentity = user;
    commit.writes = std::move(writes);
    return commit;
  }
  static Presentity presentity_of(UserId user, const std::vector<Write>& writes) {
    Presentity result{user};
    apply_to(result, writes);
    return result;
  }
  // Where Alice's key stands in the keys of the column: at their front, or as the user of a way back.
  std::size_t of_alice(const std::string& column, std::size_t where = 0) {
    std::size_t count = 0;
    for (const auto& key : raw_keys(dir(), column)) count += key.compare(where, 8, kAliceKey) == 0 ? 1 : 0;
    return count;
  }

  static constexpr UserId kNext{kAlice.value() + 1};
};

TEST_F(Wiping, LeavesNothingButTheAccount) {
  ok(store_->commit(commit_of(kAlice, {Wipe{}})));
  expect_same(value_of(store_->load(kAlice)), presentity_of(kAlice, {PutAccount{sample_account()}}));
  EXPECT_TRUE(value_of(store_->log(kAlice, 0, 10)).empty());
  close();
  for (const char* column : {"groups", "edges", "contacts", "devices", "stances", "log"}) {
    EXPECT_EQ(of_alice(column), 0U) << column;
    EXPECT_GT(raw_count(dir(), column), 0U) << column << ": the others' are there";
  }
  for (const char* column : {"watches", "standings"}) {
    EXPECT_EQ(of_alice(column, 8), 0U) << column;
    EXPECT_GT(of_alice(column), 0U) << column << ": what others hold and think of Alice";
  }
  EXPECT_EQ(of_alice("accounts"), 1U);
}

TEST_F(Wiping, LeavesEverybodyElseAsTheyWere) {
  std::vector<Presentity> before;
  for (const UserId user : {kBob, kNext}) before.push_back(value_of(store_->load(user)));
  ok(store_->commit(commit_of(kAlice, {Wipe{}})));
  for (const auto& presentity : before) {
    expect_same(value_of(store_->load(presentity.id())), presentity);
    EXPECT_EQ(value_of(store_->log(presentity.id(), 0, 10)).size(), 1U);
  }
  using Users = std::vector<UserId>;
  EXPECT_EQ(value_of(store_->presentities_holding(kAlice, {}, 10)), (Users{kBob, kNext}));
  EXPECT_EQ(value_of(store_->presentities_holding(kBob, {}, 10)), (Users{kBob, kNext}));
  EXPECT_EQ(value_of(store_->followed_by(kAlice, 10)), (Users{kBob, kNext}));
  EXPECT_EQ(value_of(store_->standings(kAlice, {kBob, kNext})),
            std::vector<Standing>(2, Standing{Stance::muted, true}));
  EXPECT_EQ(value_of(store_->standings(kBob, {kBob, kAlice, kNext})),
            (std::vector<Standing>{{Stance::muted, true}, {}, {Stance::muted, true}}));
  EXPECT_EQ(value_of(store_->presentities({}, 10)), (Users{kBob, kNext}));
}

// They are no records of a presentity: whoever erases says of each what becomes of it.
TEST_F(Wiping, LeavesMarksTimersAndRegistrations) {
  ok(store_->commit(commit_of(kAlice, {Wipe{}})));
  EXPECT_EQ(value_of(store_->marks()).size(), 1U);
  EXPECT_EQ(value_of(store_->due(at(10), 10)).size(), 1U);
  EXPECT_EQ(value_of(store_->registered({}, 10)).size(), 3U);
}

TEST_F(Wiping, TakesWhatStandsBeforeItInTheCommitAndNotWhatStandsBehind) {
  Account erased;
  erased.erased = Revision{99};
  GroupState group = sample_group(GroupId{5});
  const std::vector<Write> writes{
      PutGroup{sample_group(GroupId{6})},
      PutMembership{kCarol, {GroupId{6}, Revision{1}, false, kNoTime}},
      PutStance{UserId{3}, {Stance::refused, Revision{1}}},
      PutAccount{erased},
      Wipe{},
      PutGroup{group},
      PutMembership{kBob, {GroupId{1}, Revision{50}, false, kNoTime}},
      PutStance{kBob, {Stance::refused, Revision{51}}},
  };
  ok(store_->commit(commit_of(kAlice, writes)));
  const std::vector<Write> left{writes.begin() + 3, writes.end()};
  expect_same(value_of(store_->load(kAlice)), presentity_of(kAlice, left));
  EXPECT_EQ(value_of(store_->standings(kBob, {kAlice})), (std::vector<Standing>{{Stance::refused, true}}));
  EXPECT_EQ(value_of(store_->standings(UserId{3}, {kAlice})), std::vector<Standing>(1));
  EXPECT_EQ(value_of(store_->standings(kCarol, {kAlice})), std::vector<Standing>(1));
}

TEST_F(Wiping, TheLogBeginsAnew) {
  Commit again;
  again.presentity = kAlice;
  again.log = sample_log_entry();
  ok(store_->commit(commit_of(kAlice, {Wipe{}})));
  ok(store_->commit(again));
  EXPECT_EQ(value_of(store_->log(kAlice, 0, 10)).size(), 1U);
}

TEST_F(Wiping, NobodyIsNothing) {
  ok(store_->commit(commit_of(UserId{99}, {Wipe{}})));
  EXPECT_EQ(value_of(store_->presentities({}, 10)).size(), 3U);
}

// The right to be forgotten does not end at a bad block's edge: a record that cannot be read goes as well.
TEST_F(Wiping, ADamagedRecordIsTakenOutLikeAnyOther) {
  close();
  raw_put(dir(), "groups", kAliceKey + std::string("\0\0\0\x01", 4), "\x01");
  raw_put(dir(), "contacts", kAliceKey + kAliceKey, "\x01");
  open();
  ASSERT_FALSE(store_->load(kAlice));
  ok(store_->commit(commit_of(kAlice, {Wipe{}})));
  EXPECT_TRUE(store_->load(kAlice));
}

}  // namespace
}  // namespace facet::resolver::test
