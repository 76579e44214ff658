#include "resolver/backup/manifest.h"

#include <gmock/gmock.h>

#include "resolver/backup/errc.h"
#include "resolver/backup/files.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"

namespace facet::resolver::test {
namespace {

using testing::HasSubstr;
using testing_support::run;
using testing_support::TempDir;
using testing_support::write_file;

Manifest some() {
  return {"2026-11-25T10:02:03Z by facet-resolver 0.1.0",
          {{"000012.sst", hash_text("a")}, {"CURRENT", hash_text("b")}, {"MANIFEST-000005", hash_text("c")}}};
}

TEST(Manifest, IsReadAsItWasWritten) {
  const auto read = read_manifest(write_manifest(some()));
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(*read, some());
}

// Whoever has no Facet at hand can look as well.
TEST(Manifest, IsWhatB2sumChecks) {
  const TempDir dir;
  write_file(dir.path() / "CURRENT", "MANIFEST-000005\n");
  const auto hash = hash_file(dir.path() / "CURRENT");
  ASSERT_TRUE(hash);
  write_file(dir.path() / kManifestName, write_manifest({"now", {{"CURRENT", *hash}}}));
  const auto check = [&] {
    return run({"/bin/sh", "-c", "cd \"$0\" && b2sum -l 256 --check --strict B2SUMS", dir.path()});
  };
  const auto whole = check();
  EXPECT_EQ(whole.status, 0) << whole.err;
  write_file(dir.path() / "CURRENT", "MANIFEST-000006\n");
  EXPECT_EQ(check().status, 1);
}

TEST(Manifest, CutAnywhereIsRefused) {
  const std::string whole = write_manifest(some());
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto read = read_manifest(whole.substr(0, size));
    ASSERT_FALSE(read) << size;
    EXPECT_EQ(read.error().code, backup_errc::damaged);
  }
}

TEST(Manifest, WithAnyByteChangedIsRefused) {
  const std::string whole = write_manifest(some());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_FALSE(read_manifest(changed)) << i;
  }
}

// Names of another folder, or twice the same, are never taken, whoever wrote the end right.
TEST(Manifest, NamesAreNamesOnly) {
  for (const char* name : {"../passwd", "/etc/passwd", "a/b", "", ".hidden", "..", "na me"}) {
    const auto read = read_manifest(write_manifest({"now", {{name, hash_text("a")}}}));
    EXPECT_FALSE(read) << name;
  }
  EXPECT_FALSE(read_manifest(write_manifest({"now", {{"a", hash_text("a")}, {"a", hash_text("a")}}})));
}

}  // namespace
}  // namespace facet::resolver::test
