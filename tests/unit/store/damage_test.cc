#include "tests/unit/store/raw.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

// Keys of Alice: 8613800138000 is 0x7d58e7f5510.
const std::string kAliceKey{"\0\0\x07\xd5\x8e\x7f\x55\x10", 8};

class Damage : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    Commit commit;
    commit.presentity = kAlice;
    commit.writes = rich_writes();
    commit.marks = {{{TargetKind::audience, kAlice, 1}, 1}};
    commit.timers = {{at(1), commit.marks.front().target}};
    commit.registered = kAlice;
    commit.log = sample_log_entry();
    ok(store_->commit(commit));
    ok(store_->published({}, {{1, commit.marks.front().target}}));
  }

  // Puts a record where it stands and says what the store then makes of it.
  template <typename Ask>
  void expect_damaged(const std::string& column, const std::string& key, const std::string& value, Ask ask) {
    close();
    raw_put(dir(), column, key, value);
    open();
    const auto answer = ask(*store_);
    ASSERT_FALSE(answer) << column;
    EXPECT_EQ(answer.error().code, store_errc::damaged) << answer.error().message();
    EXPECT_NE(answer.error().detail.find("'" + column + "'"), std::string::npos) << answer.error().detail;
    EXPECT_EQ(answer.error().detail.find_first_of("0123456789"), std::string::npos) << answer.error().detail;
  }
};

TEST_F(Damage, ABadGroupIsNamedByItsColumnFamily) {
  expect_damaged("groups", kAliceKey + std::string("\0\0\0\x01", 4), "\x01",
                 [](Store& store) { return store.load(kAlice); });
}
TEST_F(Damage, ABadEdge) {
  expect_damaged("edges", kAliceKey + std::string("\0\0\0\x01", 4) + kAliceKey, "",
                 [](Store& store) { return store.load(kAlice); });
}
TEST_F(Damage, ABadKeyOfAnEdge) {
  expect_damaged("edges", kAliceKey + "short", "\x01", [](Store& store) { return store.load(kAlice); });
}
TEST_F(Damage, ABadContact) {
  expect_damaged("contacts", kAliceKey + kAliceKey, "\x01\xFF",
                 [](Store& store) { return store.load(kAlice); });
}
TEST_F(Damage, ABadDevice) {
  const std::string key = kAliceKey + std::string("\0\x07", 2);
  expect_damaged("devices", key, "\x01\xFF", [](Store& store) { return store.load(kAlice); });
  EXPECT_EQ(store_->connected({}, {}, 10).error().code, store_errc::damaged);
}
TEST_F(Damage, ABadAccount) {
  expect_damaged("accounts", kAliceKey, "\x01\xFF", [](Store& store) { return store.load(kAlice); });
  EXPECT_EQ(store_->accounts({}, 10).error().code, store_errc::damaged);
}
TEST_F(Damage, ABadKeyOfAnAccount) {
  expect_damaged("accounts", kAliceKey + "x", "", [](Store& store) { return store.load(kAlice); });
}
TEST_F(Damage, ABadStance) {
  expect_damaged("stances", kAliceKey + kAliceKey, "\x01", [](Store& store) { return store.load(kAlice); });
}
// The way back of a stance: to be shown nothing is not to be taken for having said nothing.
TEST_F(Damage, ABadStanding) {
  expect_damaged("standings", kAliceKey + kAliceKey, std::string("\x01\0", 2),
                 [](Store& store) { return store.standings(kAlice, {kAlice}); });
}
TEST_F(Damage, ABadKeyOfAStanding) {
  expect_damaged("standings", kAliceKey + "x", "",
                 [](Store& store) { return store.standings(kAlice, {UserId{1}}); });
}
TEST_F(Damage, ABadWatchAmongTheStandings) {
  expect_damaged("watches", kAliceKey + "x", "",
                 [](Store& store) { return store.standings(kAlice, {UserId{1}}); });
}
TEST_F(Damage, ABadWatchAmongTheFollowed) {
  expect_damaged("watches", kAliceKey + "x", "", [](Store& store) { return store.followed_by(kAlice, 10); });
}
TEST_F(Damage, ABadLogEntry) {
  expect_damaged("log", kAliceKey + std::string("\0\0\0\x01", 4), "\x01\x01",
                 [](Store& store) { return store.log(kAlice, 0, 10); });
}
// Counted on from something wrong, the next entries would stand behind older ones. What else is in the commit
// is not written either.
TEST_F(Damage, ABadNumberOfTheNewestLogEntry) {
  Commit change;
  change.presentity = kAlice;
  change.writes = {PutGroup{sample_group(GroupId{2})}};
  change.log = sample_log_entry();
  expect_damaged("log", kAliceKey + std::string(4, '\0'), "\x01\x80",
                 [&](Store& store) { return store.commit(change); });
  EXPECT_EQ(value_of(store_->load(kAlice)).group(GroupId{2}), nullptr);
  EXPECT_EQ(value_of(store_->log(kAlice, 0, 10)).size(), 1U);
}
TEST_F(Damage, ABadMark) {
  expect_damaged("outbox", "what", "\x01\x01", [](Store& store) { return store.marks(); });
}
// published() must not take a mark out that it cannot read, and must not lose the journal entry silently.
TEST_F(Damage, ABadVersionOfAMark) {
  const Mark mark{{TargetKind::audience, kAlice, 1}, 1};
  expect_damaged("outbox", "\x01" + kAliceKey + std::string("\0\0\0\0\0\0\0\x01", 8), "\x01\x80\x80",
                 [&](Store& store) {
                   return store.published({mark}, {{2, mark.target}});
                 });
  EXPECT_EQ(value_of(store_->last_published()), 1U);
}
TEST_F(Damage, ABadJournalEntry) {
  expect_damaged("journal", std::string("\0\0\0\0\0\0\0\x01", 8), "\x01 junk",
                 [](Store& store) { return store.published_since(0); });
}
TEST_F(Damage, ABadTimer) {
  expect_damaged("timers", "\x10", "", [](Store& store) { return store.due(at(10), 10); });
}
TEST_F(Damage, ABadWatch) {
  expect_damaged("watches", kAliceKey + "x", "",
                 [](Store& store) { return store.presentities_holding(kAlice, {}, 10); });
}
TEST_F(Damage, ABadRegistration) {
  expect_damaged("users", "long enough to be one", "", [](Store& store) { return store.registered({}, 10); });
}
TEST_F(Damage, ABadKeyAmongThePresentities) {
  expect_damaged("groups", "short", "", [](Store& store) { return store.presentities({}, 10); });
}

// Opening may notice it, or reading; what is damaged is never read as something else, or as nothing.
TEST_F(Damage, AChangedByteInATableIsNoticed) {
  reopen();  // the log goes into tables
  close();
  const auto tables = files_with(dir(), ".sst");
  ASSERT_FALSE(tables.empty());
  for (const auto& table : tables) {
    std::string bytes = read_bytes(table);
    bytes[5] = static_cast<char>(bytes[5] ^ 0x40);
    write_bytes(table, bytes);
  }
  const auto opened = open_rocksdb_store(dir(), {});
  const auto loaded = opened ? (*opened)->load(kAlice) : tl::unexpected(opened.error());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, store_errc::damaged) << loaded.error().message();
}

TEST_F(Damage, AMissingTableIsNoticed) {
  reopen();
  close();
  for (const auto& table : files_with(dir(), ".sst")) std::filesystem::remove(table);
  const auto opened = open_rocksdb_store(dir(), {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, store_errc::damaged) << opened.error().message();
}

// RocksDB itself would make an empty store here and delete the tables.
TEST_F(Damage, AStoreWithoutItsCurrentFileIsNotReplacedByAnEmptyOne) {
  reopen();
  close();
  const auto tables = files_with(dir(), ".sst");
  const std::string current = read_bytes(dir() / "CURRENT");
  std::filesystem::remove(dir() / "CURRENT");
  const auto opened = open_rocksdb_store(dir(), {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, store_errc::damaged) << opened.error().message();
  EXPECT_EQ(files_with(dir(), ".sst"), tables);

  write_bytes(dir() / "CURRENT", current);
  open();
  EXPECT_EQ(value_of(store_->load(kAlice)).groups().size(), 3U);
}

TEST_F(Damage, ABrokenManifestIsNoticed) {
  close();
  for (const auto& entry : std::filesystem::directory_iterator{dir()}) {
    if (entry.path().filename().string().rfind("MANIFEST", 0) != 0) continue;
    std::string bytes = read_bytes(entry.path());
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write_bytes(entry.path(), bytes);
  }
  const auto opened = open_rocksdb_store(dir(), {});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, store_errc::damaged) << opened.error().message();
}

}  // namespace
}  // namespace facet::resolver::test
