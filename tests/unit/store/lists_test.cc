#include <limits>

#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

using Users = std::vector<UserId>;

class Lists : public StoreTest {
 protected:
  void commit(UserId presentity, std::vector<Write> writes) {
    Commit commit;
    commit.presentity = presentity;
    commit.writes = std::move(writes);
    ok(store_->commit(commit));
  }
  void register_user(UserId user) {
    Commit commit;
    commit.registered = user;
    ok(store_->commit(commit));
  }
  Users holding(UserId contact, UserId after = {}, std::size_t max = 100) {
    return value_of(store_->presentities_holding(contact, after, max));
  }
  Users presentities(UserId after = {}, std::size_t max = 100) {
    return value_of(store_->presentities(after, max));
  }
};

PutMembership member(UserId contact, std::uint32_t group, bool removed = false) {
  return {contact, {GroupId{group}, Revision{1}, removed, kNoTime}};
}

TEST_F(Lists, WhoHoldsAContactIsListedOnceAndInOrder) {
  commit(UserId{30}, {member(kBob, 1), member(kBob, 2), member(kBob, 4'000'000'000)});
  commit(UserId{10}, {member(kBob, 1), member(kCarol, 1)});
  commit(UserId{20}, {member(kCarol, 1)});
  EXPECT_EQ(holding(kBob), (Users{UserId{10}, UserId{30}}));
  EXPECT_EQ(holding(kCarol), (Users{UserId{10}, UserId{20}}));
  EXPECT_EQ(holding(kAlice), Users{});
}

TEST_F(Lists, ARemovedMemberIsNotHeld) {
  commit(UserId{10}, {member(kBob, 1), member(kBob, 2)});
  commit(UserId{10}, {member(kBob, 1, true)});
  EXPECT_EQ(holding(kBob), Users{UserId{10}}) << "still in group 2";
  commit(UserId{10}, {DropMembership{kBob, GroupId{2}}});
  EXPECT_EQ(holding(kBob), Users{});
}

// A contact in no group, but with an override, has a View that must be brought to it.
TEST_F(Lists, AnOverrideHoldsAContactWithoutAnyGroup) {
  ContactState override_only;
  override_only.override_setting = sample_setting();
  ContactState taken_back;
  taken_back.override_revision = Revision{5};
  commit(UserId{10}, {PutContact{kBob, override_only}});
  commit(UserId{20}, {PutContact{kBob, override_only}});
  commit(UserId{40}, {PutContact{kBob, override_only}, member(kBob, 1)});
  EXPECT_EQ(holding(kBob), (Users{UserId{10}, UserId{20}, UserId{40}}));

  commit(UserId{10}, {PutContact{kBob, taken_back}});
  commit(UserId{20}, {PutContact{kBob, ContactState{}}});
  commit(UserId{40}, {PutContact{kBob, ContactState{}}});
  EXPECT_EQ(holding(kBob), Users{UserId{40}}) << "group 1 is left";
}

// Nothing is shown because of it, so nothing is to be brought: a message to somebody blocked would tell them.
TEST_F(Lists, ABlockAloneDoesNotHoldAContact) {
  ContactState block_only;
  block_only.blocked = true;
  block_only.pin = Pin{at(1), at(2)};
  commit(UserId{10}, {PutContact{kBob, block_only}});
  commit(UserId{20}, {PutContact{kBob, block_only}, member(kBob, 1)});
  EXPECT_EQ(holding(kBob), Users{UserId{20}});
}

// Kept up to date until it ends, and so to be told like any member.
TEST_F(Lists, AFollowerIsHeldToo) {
  commit(UserId{10}, {PutContact{kBob, sample_follower()}});
  commit(UserId{20}, {PutContact{kBob, sample_follower()}, member(kBob, 1)});
  commit(UserId{30}, {member(kBob, 1), PutContact{kCarol, sample_follower()}});
  EXPECT_EQ(holding(kBob), (Users{UserId{10}, UserId{20}, UserId{30}}));
  commit(UserId{10}, {PutContact{kBob, ContactState{}}});
  commit(UserId{20}, {PutContact{kBob, ContactState{}}});
  EXPECT_EQ(holding(kBob), (Users{UserId{20}, UserId{30}}));
}

TEST_F(Lists, WhoIsFollowedIsListedWithoutWhoIsKnown) {
  const Users followed{UserId{1}, UserId{20}, UserId{255}, UserId{256}, UserId{300}};
  for (const UserId user : {followed[4], followed[1], followed[3], followed[0], followed[2]}) {
    commit(user, {PutContact{kBob, sample_follower()}, member(kBob, 1)});
  }
  for (const std::uint64_t user : {2, 21, 299}) {
    commit(UserId{user}, {member(kBob, 2), PutContact{kBob, sample_contact()}});
  }
  commit(UserId{21}, {PutContact{kCarol, sample_follower()}});
  for (int i = 0; i < 2; ++i, reopen()) {
    EXPECT_EQ(value_of(store_->followed_by(kBob, 100)), followed);
    EXPECT_EQ(value_of(store_->followed_by(kBob, 5)), followed);
    EXPECT_EQ(value_of(store_->followed_by(kBob, 2)), (Users{UserId{1}, UserId{20}}));
    EXPECT_EQ(value_of(store_->followed_by(kBob, 0)), Users{});
    EXPECT_EQ(value_of(store_->followed_by(kCarol, 100)), Users{UserId{21}});
    EXPECT_EQ(value_of(store_->followed_by(kAlice, 100)), Users{});
  }
}

TEST_F(Lists, AccountsAreListedInPages) {
  Account account = sample_account();
  std::vector<std::pair<UserId, Account>> expected;
  for (const std::uint64_t user : {1, 20, 255, 256, 70'000}) {
    account.zone += 'x';
    commit(UserId{user}, {PutAccount{account}});
    expected.emplace_back(UserId{user}, account);
  }
  commit(UserId{21}, {PutAccount{account}});
  commit(UserId{21}, {PutAccount{Account{}}});
  register_user(UserId{22});
  for (const std::size_t page : {1, 2, 5, 100}) {
    std::vector<std::pair<UserId, Account>> all;
    for (UserId last;;) {
      const auto some = value_of(store_->accounts(last, page));
      all.insert(all.end(), some.begin(), some.end());
      if (some.size() < page) break;
      last = some.back().first;
    }
    EXPECT_EQ(all, expected) << "by " << page;
  }
  EXPECT_TRUE(value_of(store_->accounts({}, 0)).empty());
  EXPECT_TRUE(value_of(store_->accounts(UserId{std::numeric_limits<std::uint64_t>::max()}, 1)).empty());
  EXPECT_EQ(presentities(), Users{}) << "an account shows nothing to anybody";
}

TEST_F(Lists, WhoIsUnregisteredIsNotListedAnyMore) {
  register_user(kAlice);
  register_user(kBob);
  Commit commit;
  commit.unregistered = kAlice;
  ok(store_->commit(commit));
  EXPECT_EQ(value_of(store_->registered({}, 10)), Users{kBob});
  ok(store_->commit(commit));  // twice is once
  commit.registered = kAlice;
  ok(store_->commit(commit));
  EXPECT_EQ(value_of(store_->registered({}, 10)), (Users{kBob, kAlice})) << "out, and in again";
}

TEST_F(Lists, PagesOfHoldersJoinWithoutGapOrRepeat) {
  Users expected;
  for (std::uint64_t user = 1; user <= 25; ++user) {
    commit(UserId{user * 1'000}, {member(kBob, 1), member(kBob, 2)});
    expected.emplace_back(user * 1'000);
  }
  Users joined;
  for (Users page = holding(kBob, {}, 7); !page.empty(); page = holding(kBob, joined.back(), 7)) {
    EXPECT_LE(page.size(), 7U);
    joined.insert(joined.end(), page.begin(), page.end());
  }
  EXPECT_EQ(joined, expected);
  EXPECT_EQ(holding(kBob, UserId{500}, 1), Users{UserId{1'000}}) << "`after` need not be a holder";
  EXPECT_EQ(holding(kBob, {}, 0), Users{});
  EXPECT_EQ(holding(kBob, UserId{std::numeric_limits<std::uint64_t>::max()}), Users{});
}

// The same again out of tables, where prefix filters are at work: what is asked for is not there, what comes
// next is.
TEST_F(Lists, HoldersAndPresentitiesAreFoundInTablesToo) {
  for (std::uint64_t user = 10; user <= 3'000; user += 10)
    commit(UserId{user}, {member(UserId{user + 1}, 1)});
  reopen();
  reopen();
  for (std::uint64_t user = 10; user <= 3'000; user += 10) {
    ASSERT_EQ(holding(UserId{user + 1}), Users{UserId{user}});
    ASSERT_EQ(holding(UserId{user + 2}), Users{});
    ASSERT_EQ(value_of(store_->load(UserId{user})).live_memberships(), 1U);
  }
  EXPECT_EQ(presentities({}, 1'000).size(), 300U);
  EXPECT_EQ(presentities(UserId{1'500}, 2), (Users{UserId{1'510}, UserId{1'520}}));
  EXPECT_EQ(presentities(UserId{1'501}, 1), Users{UserId{1'510}});
}

TEST_F(Lists, WhoeverHasAnyRecordIsAPresentity) {
  ContactState revisions_only;
  revisions_only.override_revision = Revision{1};
  commit(UserId{40}, {PutGroup{sample_group(GroupId{1})}, PutGroup{sample_group(GroupId{2})}});
  commit(UserId{10}, {PutContact{kBob, revisions_only}, PutContact{kCarol, revisions_only}});
  commit(UserId{30}, {member(kBob, 1, true)});
  commit(UserId{20}, {PutGroup{sample_group(kOther)}, PutContact{kBob, revisions_only}, member(kBob, 1)});
  register_user(UserId{15});
  EXPECT_EQ(presentities(), (Users{UserId{10}, UserId{20}, UserId{30}, UserId{40}}));
  EXPECT_EQ(presentities(UserId{10}, 2), (Users{UserId{20}, UserId{30}}));
  EXPECT_EQ(presentities(UserId{40}), Users{});
  EXPECT_EQ(presentities({}, 0), Users{});
  EXPECT_EQ(presentities(UserId{std::numeric_limits<std::uint64_t>::max()}), Users{});

  commit(UserId{30}, {DropMembership{kBob, GroupId{1}}});
  EXPECT_EQ(presentities(), (Users{UserId{10}, UserId{20}, UserId{40}}));
}

TEST_F(Lists, RegisteredUsersComeInPages) {
  for (const std::uint64_t user : {500U, 3U, 70U, 9U}) register_user(UserId{user});
  register_user(UserId{70});
  reopen();
  EXPECT_EQ(value_of(store_->registered({}, 3)), (Users{UserId{3}, UserId{9}, UserId{70}}));
  EXPECT_EQ(value_of(store_->registered(UserId{70}, 3)), Users{UserId{500}});
  EXPECT_EQ(value_of(store_->registered(UserId{500}, 3)), Users{});
  EXPECT_EQ(value_of(store_->registered({}, 0)), Users{});
}

// A page ends anywhere among one user's devices.
TEST_F(Lists, ConnectedDevicesAreListedInPages) {
  Device connected = sample_connected_device();
  std::vector<Connection> expected;
  for (const std::uint64_t user : {1, 20, 255, 256}) {
    for (const std::uint16_t device : {1, 255, 256, 65'535}) {
      connected.session = user * 100'000 + device;
      commit(UserId{user}, {PutDevice{DeviceId{device}, connected}});
      expected.push_back({UserId{user}, DeviceId{device}, connected.session});
    }
    commit(UserId{user}, {PutDevice{DeviceId{300}, sample_device()}});
  }
  for (const std::size_t page : {1, 3, 5, 100}) {
    std::vector<Connection> all;
    for (Connection last;;) {
      const auto some = value_of(store_->connected(last.user, last.device, page));
      all.insert(all.end(), some.begin(), some.end());
      if (some.size() < page) break;
      last = some.back();
    }
    EXPECT_EQ(all, expected) << "by " << page;
  }
}

}  // namespace
}  // namespace facet::resolver::test
