#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"
#include "tests/unit/backup/fixture.h"

namespace facet::resolver::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class Verify : public BackupTest {
 protected:
  // Of a store that nobody has open, as Verify finds it.
  StoreReport report() { return value_of(verify(store_dir())); }
  void put(const char* column, std::string_view key, const std::string& value) {
    raw_put(store_dir(), column, std::string{key}, value);
  }
};

TEST_F(Verify, AWholeStoreIsCountedAndNothingIsWrong) {
  close();
  const auto found = report();
  EXPECT_THAT(found.wrong, IsEmpty());
  EXPECT_EQ(found.schema, 3U);
  for (std::size_t i = 0; i < rocks::kColumns; ++i) {
    EXPECT_EQ(found.records[i], raw_count(store_dir(), rocks::kColumnNames[i])) << rocks::kColumnNames[i];
    EXPECT_GT(found.records[i], 0U) << rocks::kColumnNames[i] << ": the test says nothing of it";
  }
}

// What is verified may be evidence.
TEST_F(Verify, NothingInTheFolderChanges) {
  back_up_closed();
  const auto before = names_in(backup_dir());
  EXPECT_TRUE(verify(backup_dir()));
  EXPECT_EQ(names_in(backup_dir()), before);
}

TEST_F(Verify, ARecordThatCannotBeReadIsSaidOfItsColumn) {
  close();
  for (const char* column : {"groups", "edges", "watches", "contacts", "users", "outbox", "journal", "timers",
                             "devices", "accounts", "stances", "standings", "log"}) {
    const std::string key = raw_keys(store_dir(), column).front();
    const std::string before = raw_get(store_dir(), column, key);
    put(column, key, "\x01 what is this");
    EXPECT_THAT(report().wrong,
                Contains(HasSubstr("a record in '" + std::string{column} + "' cannot be read")));
    put(column, key, before);
  }
  EXPECT_THAT(report().wrong, IsEmpty());
}

TEST_F(Verify, AKeyThatIsNoneOfItsColumnIsSaid) {
  close();
  put("watches", "short", "");
  EXPECT_THAT(report().wrong, ElementsAre("a record in 'watches' cannot be read"));
}

TEST_F(Verify, AMemberWithoutItsWayBackIsSaid) {
  close();
  std::string edge;
  rocks::encode_edge_record({GroupId{5}, Revision{9}, false, kNoTime}, edge);
  put("edges", rocks::edge_key(kAlice, GroupId{5}, UserId{33123456789}).view(), edge);
  EXPECT_THAT(report().wrong, ElementsAre("a member of a group is not found from the contact's side"));
}

// Bob's account came to its end, and what Alice and he said of each other before went with it
// (Store::commit).
TEST_F(Verify, WhatWasSaidOfANumberThatChangedHandsNeedsNoWayBack) {
  const UserId bob{33123456789};
  const Revision before{std::uint64_t{1'000} << 16};
  ContactState own;
  own.override_setting = Setting{Activity::busy, "", kNoTime, kNoTime};
  own.override_revision = before;
  Commit said;
  said.presentity = kAlice;
  said.writes = {PutMembership{bob, {GroupId{5}, before, false, kNoTime}}, PutContact{bob, own},
                 PutStance{bob, {Stance::accepted, before}}};
  ok(store_->commit(said));
  Account over;
  over.erased = Revision{std::uint64_t{2'000} << 16};
  Commit end;
  end.presentity = bob;
  end.writes = {Wipe{}, PutAccount{over}};
  ok(store_->commit(end));
  EXPECT_FALSE(value_of(store_->standings(bob, {kAlice})).front().knows);
  close();
  EXPECT_THAT(report().wrong, IsEmpty());
}

TEST_F(Verify, AWayBackWithoutItsMemberIsSaid) {
  close();
  put("watches", rocks::watch_key(UserId{33123456789}, kAlice, GroupId{5}).view(), "");
  put("watches", rocks::watch_key(UserId{33123456789}, kAlice, rocks::kOverride).view(), "");
  put("watches", rocks::watch_key(UserId{33123456789}, kAlice, rocks::kFollower).view(), "");
  EXPECT_THAT(report().wrong,
              ElementsAre("a contact's side names a group, setting or follower that is not there (3 times)"));
}

TEST_F(Verify, AnOwnSettingAndAFollowerWithoutTheWayBackAreSaid) {
  close();
  std::string own;
  rocks::encode_contact_record(sample_contact(), own);
  put("contacts", rocks::contact_key(kAlice, UserId{33123456789}).view(), own);
  rocks::encode_contact_record(sample_follower(), own);
  put("contacts", rocks::contact_key(kAlice, UserId{33123456780}).view(), own);
  EXPECT_THAT(report().wrong, Contains(HasSubstr("a contact's own setting is not found")));
  EXPECT_THAT(report().wrong, Contains(HasSubstr("a follower is not found")));
}

TEST_F(Verify, AStanceThatTheOtherSideHasOtherwiseIsSaid) {
  close();
  std::string record;
  rocks::encode_stance_record({Stance::muted, Revision{5}}, record);
  put("stances", rocks::contact_key(kAlice, UserId{33123456789}).view(), record);
  EXPECT_THAT(report().wrong, ElementsAre(HasSubstr("not found from that person's side")));
  rocks::encode_standing_record(Stance::refused, record);
  put("standings", rocks::contact_key(UserId{33123456789}, kAlice).view(), record);
  EXPECT_THAT(report().wrong, ElementsAre(HasSubstr("not what the watcher said")));
}

TEST_F(Verify, AnEntryOfALogInTheWrongPlaceIsSaid) {
  close();
  std::string record;
  rocks::encode_log_record({17, sample_log_entry()}, record);
  put("log", rocks::log_key(kAlice, 17).view(), record);
  EXPECT_THAT(report().wrong, ElementsAre("an entry of a log stands in the wrong place"));
}

TEST_F(Verify, AStoreThatDoesNotSayItsVersionIsSaidToBe) {
  close();
  put("meta", "schema", "");
  EXPECT_THAT(report().wrong, Contains("the store does not say which version wrote it"));
}

TEST_F(Verify, AnOlderVersionsStoreIsReadAsItIs) {
  close();
  std::string two;
  rocks::encode_number_record(2, two);
  put("meta", "schema", two);
  for (const char* column : {"accounts", "stances", "standings", "log"}) raw_drop_column(store_dir(), column);
  const auto found = report();
  EXPECT_THAT(found.wrong, IsEmpty());
  EXPECT_EQ(found.schema, 2U);
  EXPECT_EQ(raw_get(store_dir(), "meta", "schema"), two) << "it was only looked at";
}

TEST_F(Verify, ANewerVersionsStoreIsNotJudged) {
  close();
  raw_add_column(store_dir(), "rooms");
  const auto found = verify(store_dir());
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, store_errc::newer_schema);
}

TEST_F(Verify, ATableWithAChangedByteIsDamaged) {
  ok(make_checkpoint(*store_, other_dir()));  // brings all into tables
  close();
  ASSERT_THAT(report().wrong, IsEmpty());
  const auto tables = files_with(store_dir(), ".sst");
  ASSERT_THAT(tables, testing::Not(IsEmpty()));
  for (const auto& table : tables) {
    const std::string whole = read_bytes(table);
    std::string changed = whole;
    changed[changed.size() / 4] ^= 0x10;
    write_bytes(table, changed);
    const auto found = verify(store_dir());
    EXPECT_TRUE(!found || !found->wrong.empty()) << table;
    write_bytes(table, whole);
  }
}

TEST_F(Verify, AFolderWithNothingToVerifyIsSaidToBe) {
  fs::create_directory(other_dir());
  for (const auto& dir : {other_dir(), temp_.path() / "not-there"}) {
    const auto found = verify(dir);
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, backup_errc::no_store);
  }
}

}  // namespace
}  // namespace facet::resolver::test
