#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

using PresentityStore = StoreTest;

Commit commit_of(std::vector<Write> writes) {
  Commit commit;
  commit.presentity = kAlice;
  commit.writes = std::move(writes);
  return commit;
}

// Everything that the domain can say of a presentity comes back as it was.
TEST_F(PresentityStore, WhatIsCommittedIsWhatIsLoaded) {
  ok(store_->commit(commit_of(rich_writes())));
  Presentity expected{kAlice};
  apply_to(expected, rich_writes());

  const auto loaded = value_of(store_->load(kAlice));
  expect_same(loaded, expected);
  EXPECT_EQ(loaded.newest(), expected.newest());
}

TEST_F(PresentityStore, ItComesBackAfterTheStoreIsClosedWithoutASync) {
  ok(store_->commit(commit_of(rich_writes())));
  Presentity expected{kAlice};
  apply_to(expected, rich_writes());
  // Once from the log, once from tables.
  for (int i = 0; i < 2; ++i) {
    reopen();
    expect_same(value_of(store_->load(kAlice)), expected);
  }
}

TEST_F(PresentityStore, AnUnknownUserIsAnEmptyPresentity) {
  const auto loaded = value_of(store_->load(kBob));
  expect_same(loaded, Presentity{kBob});
  EXPECT_EQ(loaded.newest(), Revision{});
}

// Neighbours in key order share all but the last bits of their numbers.
TEST_F(PresentityStore, NeighboursDoNotMix) {
  const UserId next{kAlice.value() + 1};
  auto of_next = commit_of({PutGroup{sample_group(GroupId{9})}});
  of_next.presentity = next;
  ok(store_->commit(commit_of(rich_writes())));
  ok(store_->commit(of_next));

  Presentity expected{next};
  apply_to(expected, of_next.writes);
  expect_same(value_of(store_->load(next)), expected);
  EXPECT_TRUE(value_of(store_->load(UserId{kAlice.value() - 1})).contacts().empty());
}

TEST_F(PresentityStore, RecordsAreReplacedAndTakenOut) {
  ok(store_->commit(commit_of(rich_writes())));
  GroupState renamed = sample_group(GroupId{1});
  renamed.name = "Work";
  const std::vector<Write> changes{
      PutGroup{renamed},
      DropGroup{GroupId{4'000'000'000}},
      PutMembership{kCarol, {GroupId{1}, Revision{20}, false, kNoTime}},
      DropMembership{kBob, GroupId{4'000'000'000}},
      PutContact{kBob, ContactState{}},
      PutDevice{DeviceId{7}, sample_connected_device()},
      DropDevice{DeviceId{65'535}},
  };
  ok(store_->commit(commit_of(changes)));

  Presentity expected{kAlice};
  apply_to(expected, rich_writes());
  apply_to(expected, changes);
  expect_same(value_of(store_->load(kAlice)), expected);
}

// Of several writes to one record in one commit, the last one stands, and its way back with it.
TEST_F(PresentityStore, TheLastWriteOfACommitWins) {
  const Membership in{GroupId{1}, Revision{1}, false, kNoTime};
  const Membership out{GroupId{1}, Revision{2}, true, kNoTime};
  ok(store_->commit(commit_of({PutMembership{kBob, in}, PutMembership{kBob, out}})));
  EXPECT_EQ(*value_of(store_->load(kAlice)).membership(kBob, GroupId{1}), out);
  EXPECT_TRUE(value_of(store_->presentities_holding(kBob, UserId{}, 10)).empty());
}

TEST_F(PresentityStore, AnEmptyCommitIsNothing) {
  ok(store_->commit(Commit{}));
  ok(store_->sync());
  EXPECT_TRUE(value_of(store_->presentities(UserId{}, 10)).empty());
}

TEST_F(PresentityStore, NotesAreKept) {
  EXPECT_EQ(value_of(store_->note("epoch")), std::nullopt);
  const std::string bytes{"\0\xFF epoch", 8};
  ok(store_->put_note("epoch", bytes));
  ok(store_->put_note("schema", ""));  // not the store's own schema record
  reopen();
  EXPECT_EQ(value_of(store_->note("epoch")), bytes);
  EXPECT_EQ(value_of(store_->note("schema")), "");
  EXPECT_EQ(value_of(store_->note("epoc")), std::nullopt);
}

}  // namespace
}  // namespace facet::resolver::test
