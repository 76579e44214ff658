#include <sys/stat.h>

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include "resolver/adapters/rocksdb/records.h"
#include "resolver/adapters/rocksdb/schema.h"
#include "tests/unit/store/child.h"
#include "tests/unit/store/raw.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

class Opening : public ::testing::Test {
 protected:
  std::filesystem::path dir() const { return temp_.path() / "store"; }
  Result<std::unique_ptr<Store>> open() { return open_rocksdb_store(dir(), {}); }

  void make_store() {
    const auto store = value_of(open());
    Commit commit;
    commit.presentity = kAlice;
    commit.writes = rich_writes();
    ok(store->commit(commit));
  }
  // Refused for that reason, with words, and everything still there once the reason is gone.
  void expect_refused(store_errc why, const std::string& word) {
    const auto opened = open();
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, why) << opened.error().message();
    EXPECT_NE(opened.error().detail.find(word), std::string::npos) << opened.error().detail;
  }
  void expect_whole() {
    Presentity expected{kAlice};
    apply_to(expected, rich_writes());
    expect_same(value_of(value_of(open())->load(kAlice)), expected);
  }

  TempDir temp_;
};

TEST_F(Opening, ANewStoreIsEmptyAndItsOwnersAlone) {
  const auto nested = temp_.path() / "a" / "b" / "store";
  const auto store = value_of(open_rocksdb_store(nested, {}));
  EXPECT_TRUE(value_of(store->presentities({}, 10)).empty());
  EXPECT_TRUE(value_of(store->marks()).empty());
  EXPECT_EQ(value_of(store->last_published()), 0U);
  struct stat folder {};
  ASSERT_EQ(::stat(nested.c_str(), &folder), 0);
  EXPECT_EQ(folder.st_mode & 0777U, 0700U);
}

TEST_F(Opening, AnEmptyFolderBecomesAStore) {
  std::filesystem::create_directory(dir());
  EXPECT_TRUE(open());
}

TEST_F(Opening, AnotherProcessHasItOpen) {
  make_store();
  Child child{{"hold", dir().string()}};
  ASSERT_EQ(child.line(), "open");
  expect_refused(store_errc::locked, "stop the other resolver");
  child.let_go();
  ASSERT_EQ(child.wait(), 0);
  expect_whole();
}

TEST_F(Opening, ThisProcessHasItOpenAndTheOtherProcessIsToldSo) {
  make_store();
  {
    const auto store = value_of(open());
    expect_refused(store_errc::locked, "stop the other resolver");
    Child child{{"hold", dir().string()}};
    const auto line = child.line();
    ASSERT_TRUE(line);
    EXPECT_EQ(line->rfind("error the store is in use", 0), 0U) << *line;
  }
  expect_whole();
}

TEST_F(Opening, AKilledProcessHoldsNothing) {
  make_store();
  Child child{{"hold", dir().string()}};
  ASSERT_EQ(child.line(), "open");
  child.kill();
  child.wait();
  expect_whole();
}

std::string number(std::uint64_t value) {
  std::string record;
  rocks::encode_number_record(value, record);
  return record;
}

TEST_F(Opening, ANewerVersionsStoreIsRefusedAndLeftAlone) {
  make_store();
  raw_put(dir(), "meta", "schema", number(rocks::kSchemaVersion + 1));
  expect_refused(store_errc::newer_schema, "upgrade");
  raw_put(dir(), "meta", "schema", number(rocks::kSchemaVersion));
  expect_whole();
}

// From then on the older version refuses it, which could not read all of it.
TEST_F(Opening, AnOlderVersionsStoreIsTakenOver) {
  make_store();
  raw_put(dir(), "meta", "schema", number(1));
  expect_whole();
  EXPECT_EQ(raw_get(dir(), "meta", "schema"), number(rocks::kSchemaVersion));
}

// As schema 2 left it: without the column families that came later. Its records are read, and what is new is
// written beside them.
TEST_F(Opening, AStoreOfSchema2IsTakenOver) {
  Commit commit;
  commit.presentity = kAlice;
  commit.writes = writes_of_schema_2();
  ok(value_of(open())->commit(commit));
  for (const char* column : {"accounts", "stances", "standings", "log"}) raw_drop_column(dir(), column);
  raw_put(dir(), "meta", "schema", number(2));

  Presentity expected{kAlice};
  apply_to(expected, commit.writes);
  expect_same(value_of(value_of(open())->load(kAlice)), expected);
  EXPECT_EQ(raw_get(dir(), "meta", "schema"), number(rocks::kSchemaVersion));

  const auto store = value_of(open());
  EXPECT_EQ(value_of(store->standings(kBob, {kAlice})), (std::vector<Standing>{{Stance::none, true}}));
  EXPECT_EQ(value_of(store->accounts({}, 10)).size(), 0U);
  commit.writes = rich_writes();
  commit.log = sample_log_entry();
  ok(store->commit(commit));
  apply_to(expected, commit.writes);
  expect_same(value_of(store->load(kAlice)), expected);
  EXPECT_EQ(value_of(store->log(kAlice, 0, 10)), std::vector<LogEntry>{sample_log_entry()});
}

TEST_F(Opening, AColumnFamilyOfANewerVersionIsRefused) {
  make_store();
  raw_add_column(dir(), "rooms");
  expect_refused(store_errc::newer_schema, "rooms");
}

TEST_F(Opening, ARecordOfANewerVersionIsSaidToBeThat) {
  make_store();
  raw_put(dir(), "groups", std::string("\0\0\x07\xd5\x8e\x7f\x55\x10\0\0\0\x01", 12), "\x02 of the future");
  const auto loaded = value_of(open())->load(kAlice);
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, store_errc::newer_schema);
}

TEST_F(Opening, AStoreThatDoesNotSayItsVersionIsDamaged) {
  make_store();
  raw_put(dir(), "meta", "schema", "");
  expect_refused(store_errc::damaged, "'meta'");
  raw_put(dir(), "meta", "schema", number(0));
  expect_refused(store_errc::damaged, "'meta'");
}

TEST_F(Opening, APathThatCannotBeAFolderIsAnIoError) {
  std::ofstream{temp_.path() / "file"} << "text";
  for (const auto& path : {temp_.path() / "file", temp_.path() / "file" / "below"}) {
    const auto opened = open_rocksdb_store(path, {});
    ASSERT_FALSE(opened);
    EXPECT_EQ(opened.error().code, store_errc::io) << opened.error().message();
    EXPECT_NE(opened.error().detail.find(path.string()), std::string::npos) << opened.error().detail;
  }
}

// Somebody named their home folder.
TEST_F(Opening, AFolderWithOtherThingsIsNotTaken) {
  std::filesystem::create_directory(dir());
  std::ofstream{dir() / "letter.txt"} << "text";
  expect_refused(store_errc::damaged, "empty folder");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator{dir()}, {}), 1);
}

// Killed while it was made for the first time, before RocksDB's last step.
TEST_F(Opening, AStartThatWasCutShortCanBeRepeated) {
  make_store();
  const auto unfinished = temp_.path() / "unfinished";
  std::filesystem::create_directory(unfinished);
  for (const char* name : {"LOCK", "LOG", "IDENTITY", "MANIFEST-000001", "000002.dbtmp"}) {
    std::ofstream{unfinished / name};
  }
  const auto opened = open_rocksdb_store(unfinished, {});
  EXPECT_TRUE(opened) << opened.error().message();
}

// The same at moments that nobody chose; making a store takes about as long as the longest of them.
TEST_F(Opening, AStoreCanBeOpenedWheneverItsMakerWasKilled) {
  std::mt19937 random{std::random_device{}()};
  for (int round = 0; round < 20; ++round) {
    const auto fresh = temp_.path() / std::to_string(round);
    const auto moment = std::chrono::milliseconds{random() % 150};
    {
      Child child{{"hold", fresh.string()}};
      std::this_thread::sleep_for(moment);
      child.kill();
      child.wait();
    }
    const auto opened = open_rocksdb_store(fresh, {});
    ASSERT_TRUE(opened) << opened.error().message() << " after " << moment.count() << " ms";
    EXPECT_TRUE(value_of((*opened)->presentities({}, 10)).empty());
  }
}

}  // namespace
}  // namespace facet::resolver::test
