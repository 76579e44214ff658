#include <sys/stat.h>

#include "resolver/backup/files.h"
#include "resolver/backup/manifest.h"
#include "tests/unit/backup/fixture.h"

namespace facet::resolver::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Backup : public BackupTest {
 protected:
  void expect_no_restore(const std::string& words) {
    const auto restored = restore(backup_dir(), other_dir());
    EXPECT_TRUE(!restored || !restored->wrong.empty()) << words;
    if (!restored) {
      EXPECT_THAT(restored.error().message(), HasSubstr(words));
    }
    EXPECT_FALSE(fs::exists(other_dir())) << "something was written";
  }
};

TEST_F(Backup, OfAClosedStoreIsRestoredAsItWas) {
  back_up_closed();
  const auto restored = restore(backup_dir(), other_dir());
  ASSERT_TRUE(restored) << restored.error().message();
  EXPECT_THAT(restored->wrong, IsEmpty());
  expect_alice(other_dir());
  expect_alice(store_dir());
}

TEST_F(Backup, OfAnOpenStoreIsOneMomentOfIt) {
  const auto server = serve();
  const auto report = back_up(store_dir(), backup_dir(), "now");
  ASSERT_TRUE(report) << report.error().message();
  // The store goes on; the backup stays.
  Commit more;
  more.presentity = kBob;
  more.writes = {PutGroup{sample_group(GroupId{1})}};
  ok(store_->commit(more));
  ASSERT_TRUE(restore(backup_dir(), other_dir()));
  expect_alice(other_dir());
  EXPECT_EQ(value_of(value_of(open_rocksdb_store(other_dir(), {}))->presentities({}, 10)),
            std::vector{kAlice});
}

TEST_F(Backup, IsForItsOwnerOnly) {
  back_up_closed();
  struct stat about {};
  ASSERT_EQ(::stat(backup_dir().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0700U);
  for (const auto& name : names_in(backup_dir())) {
    ASSERT_EQ(::stat((backup_dir() / name).c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 0777U, 0600U) << name;
  }
}

TEST_F(Backup, NeverOverwritesAnything) {
  back_up_closed();
  const auto again = back_up(store_dir(), backup_dir(), "now");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().code, backup_errc::occupied);
  const auto inside = back_up(store_dir(), store_dir() / "copy", "now");
  ASSERT_FALSE(inside);
  EXPECT_EQ(inside.error().code, backup_errc::occupied);
}

TEST_F(Backup, TakesAnEmptyFolderThatIsThere) {
  close();
  fs::create_directory(backup_dir());
  EXPECT_TRUE(back_up(store_dir(), backup_dir() / "", "now"));
  EXPECT_TRUE(verify(backup_dir()));
}

TEST_F(Backup, OfADamagedStoreIsNone) {
  close();
  raw_put(store_dir(), "groups", "short", "x");
  const auto report = back_up(store_dir(), backup_dir(), "now");
  ASSERT_TRUE(report);
  EXPECT_THAT(report->wrong, ElementsAre("a record in 'groups' cannot be read"));
  EXPECT_EQ(names_in(temp_.path()), (std::set<std::string>{"store"}));
}

TEST_F(Backup, WithAChangedByteInAnyFileIsRefused) {
  back_up_closed();
  for (const auto& name : names_in(backup_dir())) {
    const auto file = backup_dir() / name;
    const std::string whole = read_bytes(file);
    if (whole.empty()) continue;
    std::string changed = whole;
    changed[changed.size() / 2] ^= 1;
    write_bytes(file, changed);
    expect_no_restore(name);
    write_bytes(file, whole);
  }
  EXPECT_TRUE(restore(backup_dir(), other_dir()));
}

TEST_F(Backup, WithAFileMissingCutOrTooManyIsRefused) {
  back_up_closed();
  for (const auto& name : names_in(backup_dir())) {
    const auto file = backup_dir() / name;
    const std::string whole = read_bytes(file);
    fs::remove(file);
    expect_no_restore(name);
    if (!whole.empty()) {
      write_bytes(file, whole.substr(0, whole.size() - 1));
      expect_no_restore(name);
    }
    write_bytes(file, whole);
  }
  write_bytes(backup_dir() / "000999.log", "of another store");
  expect_no_restore("000999.log does not belong to it");
  fs::remove(backup_dir() / "000999.log");
  EXPECT_TRUE(restore(backup_dir(), other_dir()));
}

// The list is right, and the store in it is not: copied so, by whoever made the list.
TEST_F(Backup, WhoseRecordsCannotBeReadIsRefused) {
  back_up_closed();
  auto made = value_of(read_manifest(read_bytes(backup_dir() / kManifestName)));
  fs::remove(backup_dir() / kManifestName);
  raw_put(backup_dir(), "edges", "short", "x");
  made.files.clear();
  for (const auto& name : names_in(backup_dir())) {
    if (name == "LOCK" || name.starts_with("LOG")) {
      fs::remove(backup_dir() / name);
    } else {
      made.files.push_back({name, value_of(hash_file(backup_dir() / name))});
    }
  }
  write_bytes(backup_dir() / kManifestName, write_manifest(made));
  const auto restored = restore(backup_dir(), other_dir());
  ASSERT_TRUE(restored) << restored.error().message();
  EXPECT_THAT(restored->wrong, ElementsAre("a record in 'edges' cannot be read"));
  EXPECT_FALSE(fs::exists(other_dir()));
}

TEST_F(Backup, IsNeverRestoredOverAnything) {
  back_up_closed();
  const auto over = restore(backup_dir(), store_dir());
  ASSERT_FALSE(over);
  EXPECT_EQ(over.error().code, backup_errc::occupied);
  expect_alice(store_dir());
  fs::create_directory(other_dir());
  write_bytes(other_dir() / "letter.txt", "text");
  EXPECT_FALSE(restore(backup_dir(), other_dir()));
  EXPECT_EQ(names_in(other_dir()), std::set<std::string>{"letter.txt"});
}

TEST_F(Backup, OfNothingIsNone) {
  const auto none = back_up(other_dir(), backup_dir(), "now");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, backup_errc::no_store);
  const auto no_backup = restore(store_dir(), other_dir());
  ASSERT_FALSE(no_backup);
  EXPECT_EQ(no_backup.error().code, backup_errc::no_store);
}

}  // namespace
}  // namespace facet::resolver::test
