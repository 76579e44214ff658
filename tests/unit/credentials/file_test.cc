#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>

#include "broker-plugin/credentials/credentials_file.h"
#include "schemas/limits.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/credentials/some_users.h"

namespace facet::door {
namespace {

namespace fs = std::filesystem;
using testing_support::read_file;
using testing_support::TempDir;
using testing_support::write_file;

class CredentialsFile : public testing::Test {
 protected:
  static Credentials users(int count) {
    Credentials made;
    for (int i = 1; i <= count; ++i) EXPECT_TRUE(made.put(test::phone(std::to_string(i))));
    return made;
  }
  static mode_t mode_of(const fs::path& path) {
    struct stat about {};
    EXPECT_EQ(::stat(path.c_str(), &about), 0);
    return about.st_mode & 07777;
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{dir_.path()}, {}));
  }

  TempDir dir_;
  fs::path file_ = dir_.path() / "credentials";
};

TEST_F(CredentialsFile, IsReadAsItWasStored) {
  ASSERT_TRUE(store_credentials(file_, users(3)));
  const auto read = load_credentials(file_);
  ASSERT_TRUE(read) << read.error().message();
  EXPECT_EQ(*read, users(3));
  EXPECT_EQ(files(), 1U);
}

TEST_F(CredentialsFile, ANewOneIsForItsOwnerOnlyWhateverTheMask) {
  const auto before = ::umask(0);
  EXPECT_TRUE(store_credentials(file_, users(1)));
  ::umask(before);
  EXPECT_EQ(mode_of(file_), 0600U);
}

TEST_F(CredentialsFile, KeepsItsModeAndOwner) {
  ASSERT_TRUE(store_credentials(file_, users(1)));
  ASSERT_EQ(::chmod(file_.c_str(), 0640), 0);
  const bool root = ::geteuid() == 0;
  ASSERT_TRUE(!root || ::chown(file_.c_str(), 12'345, 23'456) == 0);
  ASSERT_TRUE(store_credentials(file_, users(2)));
  EXPECT_EQ(mode_of(file_), 0640U);
  struct stat about {};
  ASSERT_EQ(::stat(file_.c_str(), &about), 0);
  EXPECT_EQ(about.st_uid, root ? 12'345U : ::geteuid());
  EXPECT_EQ(about.st_gid, root ? 23'456U : ::getegid());
}

TEST_F(CredentialsFile, WhatOthersCouldDoIsTakenFromThem) {
  write_file(file_, "old");
  ASSERT_EQ(::chmod(file_.c_str(), 0646), 0);
  ASSERT_TRUE(store_credentials(file_, users(1)));
  EXPECT_EQ(mode_of(file_), 0640U);
}

TEST_F(CredentialsFile, OpenToOthersIsRefusedWithTheCommandThatMendsIt) {
  ASSERT_TRUE(store_credentials(file_, users(1)));
  for (const mode_t mode : {0604, 0602, 0601, 0664}) {
    ASSERT_EQ(::chmod(file_.c_str(), mode), 0);
    const auto read = load_credentials(file_);
    ASSERT_FALSE(read) << mode;
    EXPECT_EQ(read.error().code, credentials_errc::unsafe_mode);
    EXPECT_NE(read.error().detail.find("chmod o= " + file_.string()), std::string::npos)
        << read.error().detail;
  }
  ASSERT_EQ(::chmod(file_.c_str(), 0660), 0);
  EXPECT_TRUE(load_credentials(file_));
}

TEST_F(CredentialsFile, WhatIsNoFileIsNotRead) {
  EXPECT_EQ(load_credentials(file_).error().code, credentials_errc::unreadable);
  EXPECT_EQ(load_credentials(dir_.path()).error().code, credentials_errc::unreadable);
  // A pipe that nobody writes to: it is not waited for.
  ASSERT_EQ(::mkfifo(file_.c_str(), 0600), 0);
  EXPECT_EQ(load_credentials(file_).error().code, credentials_errc::unreadable);
}

TEST_F(CredentialsFile, TooLargeIsRefusedBeforeItIsRead) {
  write_file(file_, "facet-credentials 1\n");
  fs::resize_file(file_, limits::kCredentialsFileBytes + 1);
  EXPECT_EQ(load_credentials(file_).error().code, credentials_errc::too_large);
}

TEST_F(CredentialsFile, ADamagedOneIsNamedWithItsLine) {
  write_file(file_, "facet-credentials 1\nnonsense\n");
  const auto read = load_credentials(file_);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, credentials_errc::damaged);
  EXPECT_NE(read.error().detail.find(file_.string() + ": line 2"), std::string::npos) << read.error().detail;
}

TEST_F(CredentialsFile, ALinkIsFollowedAndStaysOne) {
  const auto real = dir_.path() / "real";
  ASSERT_TRUE(store_credentials(real, users(1)));
  fs::create_symlink("real", file_);
  EXPECT_TRUE(load_credentials(file_));
  ASSERT_TRUE(store_credentials(file_, users(2)));
  EXPECT_TRUE(fs::is_symlink(file_));
  EXPECT_EQ(*load_credentials(real), users(2));
  fs::remove(real);
  EXPECT_EQ(store_credentials(file_, users(2)).error().code, credentials_errc::io);
}

TEST_F(CredentialsFile, AFolderThatIsNotThereIsAnError) {
  const auto stored = store_credentials(dir_.path() / "none" / "credentials", users(1));
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().code, credentials_errc::io);
}

// The kernel stops the writing in the middle, as a full disk does.
TEST_F(CredentialsFile, AWriteThatFailsLeavesTheOldFileAndNothingElse) {
  ASSERT_TRUE(store_credentials(file_, users(1)));
  const auto before = read_file(file_);
  rlimit old{};
  ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &old), 0);
  auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
  rlimit small = old;
  small.rlim_cur = 4'096;
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto stored = store_credentials(file_, users(1'000));
  ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &old), 0);
  std::signal(SIGXFSZ, handler);
  ASSERT_FALSE(stored);
  EXPECT_EQ(stored.error().code, credentials_errc::io);
  EXPECT_EQ(read_file(file_), before);
  EXPECT_EQ(files(), 1U);
}

// The new file is whole, but may not take the old one's place.
TEST_F(CredentialsFile, ARenameThatFailsLeavesNothingNew) {
  fs::create_directory(file_);
  write_file(file_ / "inside", "x");
  EXPECT_EQ(store_credentials(file_, users(1)).error().code, credentials_errc::io);
  EXPECT_EQ(files(), 1U);
  EXPECT_EQ(read_file(file_ / "inside"), "x");
}

}  // namespace
}  // namespace facet::door
