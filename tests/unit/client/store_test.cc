#include <gtest/gtest.h>

#include "client/lib/store_asks.h"
#include "client/lib/store_contacts.h"
#include "schemas/limits.h"
#include "tests/unit/client/bench.h"

namespace facet::client {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

class StoreTest : public Bench {};

TEST_F(StoreTest, IsItsOwnersOnly) {
  EXPECT_EQ(fs::status(dir_.path() / "facet.db").permissions(),
            fs::perms::owner_read | fs::perms::owner_write);
  make_group("Family");  // brings the write-ahead log about
  const auto log = fs::status(dir_.path() / "facet.db-wal").permissions();
  EXPECT_EQ(log & (fs::perms::group_all | fs::perms::others_all), fs::perms::none);
}

// A newer Facet's store is left exactly as it is.
TEST_F(StoreTest, OfANewerVersionIsRefusedAndUntouched) {
  make_group("Family");
  ASSERT_TRUE(store_->db().script("PRAGMA user_version = 99"));
  const auto opened = Store::open(dir_.path(), profile_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::newer_store);
  EXPECT_EQ(store_->db().integer("PRAGMA user_version").value(), 99);
  EXPECT_EQ(read_groups(store_->db())->size(), 2U);
}

TEST_F(StoreTest, OfAnotherNumberIsRefused) {
  profile_.user = kBob;
  const auto opened = Store::open(dir_.path(), profile_);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, errc::bad_profile);
}

// Revisions only grow: across a clock set back, a restart and another device ahead of us.
TEST_F(StoreTest, RevisionsNeverGoBackwards) {
  const auto first = store_->next_revision(wall()).value();
  const auto second = store_->next_revision(wall() - 24h).value();
  EXPECT_GT(second, first);
  reopen();
  const auto third = store_->next_revision(wall() - 48h).value();
  EXPECT_GT(third, second);
  const auto ahead = Revision::next(wall() + 1h, kTablet, Revision{});
  ASSERT_TRUE(store_->saw(ahead));
  ASSERT_TRUE(store_->saw(first)) << "an old one changes nothing";
  const auto fourth = store_->next_revision(wall()).value();
  EXPECT_GT(fourth, ahead);
  EXPECT_EQ(fourth.device(), kDevice);
}

// All or nothing, also when one part is within another.
TEST_F(StoreTest, TransactionsRollBackWhole) {
  auto& db = store_->db();
  const auto done = db.atomically([&]() -> Status {
    EXPECT_TRUE(db.run("INSERT INTO contacts VALUES (1, 'a')"));
    EXPECT_TRUE(db.atomically([&] { return db.run("INSERT INTO contacts VALUES (2, 'b')"); }));
    EXPECT_FALSE(db.atomically([&] { return db.run("INSERT INTO contacts VALUES (2, 'c')"); }));
    EXPECT_EQ(db.integer("SELECT COUNT(*) FROM contacts").value(), 2);
    return fail(errc::store, "on purpose");
  });
  EXPECT_FALSE(done);
  EXPECT_EQ(db.integer("SELECT COUNT(*) FROM contacts").value(), 0);
}

TEST_F(StoreTest, ContactsAreAllOrNothingAndRenamed) {
  auto& db = store_->db();
  ASSERT_TRUE(write_contacts(db, {{kBob, "Bob"}, {kEve, "Eve"}}));
  ASSERT_TRUE(write_contacts(db, {{kBob, "Robert"}}));
  EXPECT_EQ(write_contacts(db, {{UserId{49}, "Kai"}, {kEve, "bad\x01name"}}).error().code, errc::bad_value);
  EXPECT_EQ(write_contacts(db, {{UserId{49}, "Kai"}, {UserId{0}, "nobody"}}).error().code, errc::bad_value);
  const auto contacts = read_contacts(db).value();
  ASSERT_EQ(contacts.size(), 2U);
  EXPECT_EQ(contacts[0].name, "Eve");
  EXPECT_EQ(contacts[1].name, "Robert");
}

// Who asked and went away without waiting leaves nothing behind for ever.
TEST_F(StoreTest, AbandonedAsksAreDropped) {
  auto& db = store_->db();
  ASSERT_TRUE(add_ask(db, question(StatusRequest{1, {kBob}}), to_time(wall())));
  ASSERT_TRUE(add_ask(db, question(StatusRequest{2, {kBob}}), to_time(wall()) + 1h));
  const auto asks = waiting_asks(db).value();
  ASSERT_EQ(asks.size(), 1U);
  EXPECT_EQ(asks[0].correlation, 2U);
}

TEST_F(StoreTest, NoticesWhatAnotherProcessWrites) {
  auto other = Store::open(dir_.path(), profile_).value();
  ASSERT_TRUE(store_->changed_elsewhere());
  EXPECT_FALSE(store_->changed_elsewhere().value());
  ASSERT_TRUE(create_group(other, "Family", std::nullopt, wall()));
  EXPECT_TRUE(store_->changed_elsewhere().value());
  EXPECT_FALSE(store_->changed_elsewhere().value());
}

}  // namespace
}  // namespace facet::client
