#pragma once

#include <gmock/gmock.h>

#include <fstream>
#include <set>

#include "resolver/adapters/rocksdb/checkpoint.h"
#include "resolver/backup/backup.h"
#include "resolver/backup/errc.h"
#include "resolver/backup/lease.h"
#include "tests/unit/store/raw.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {

namespace fs = std::filesystem;

inline std::set<std::string> names_in(const fs::path& dir) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator{dir}) names.insert(entry.path().filename().string());
  return names;
}

// A store with a record of every kind in it, and where backups go.
class BackupTest : public ::testing::Test {
 protected:
  fs::path store_dir() const { return temp_.path() / "store"; }
  fs::path backup_dir() const { return temp_.path() / "backup"; }
  fs::path other_dir() const { return temp_.path() / "elsewhere"; }

  void SetUp() override {
    store_ = value_of(open_rocksdb_store(store_dir(), {}));
    Commit commit;
    commit.presentity = kAlice;
    commit.writes = rich_writes();
    commit.log = sample_log_entry();
    commit.registered = kAlice;
    commit.marks = {{{TargetKind::audience, kAlice, 1}, 7}};
    commit.timers = {{at(1'795'000'000), {TargetKind::audience, kAlice, 1}}};
    ok(store_->commit(commit));
    ok(store_->published({}, {{1, {TargetKind::audience, kAlice, 2}}}));
    ok(store_->put_note("epoch", "any bytes"));
  }
  void close() { store_.reset(); }
  // As the resolver has it.
  std::unique_ptr<LeaseServer> serve() {
    return value_of(
        LeaseServer::start(store_dir(), [this](const auto& dir) { return make_checkpoint(*store_, dir); }));
  }
  void back_up_closed() {
    close();
    const auto report = back_up(store_dir(), backup_dir(), "now");
    ASSERT_TRUE(report) << report.error().message();
    ASSERT_THAT(report->wrong, testing::IsEmpty());
  }
  static void expect_alice(const fs::path& dir) {
    Presentity expected{kAlice};
    apply_to(expected, rich_writes());
    const auto store = value_of(open_rocksdb_store(dir, {}));
    expect_same(value_of(store->load(kAlice)), expected);
    EXPECT_EQ(value_of(store->log(kAlice, 0, 10)), std::vector<LogEntry>{sample_log_entry()});
    EXPECT_EQ(value_of(store->marks()).size(), 1U);
    EXPECT_EQ(value_of(store->last_published()), 1U);
    EXPECT_EQ(value_of(store->note("epoch")), "any bytes");
  }

  TempDir temp_;
  std::unique_ptr<Store> store_;
};

}  // namespace facet::resolver::test
