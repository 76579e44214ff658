#include "tests/support/process.h"
#include "tests/unit/backup/fixture.h"

namespace facet::resolver::test {
namespace {

using testing::HasSubstr;
using testing_support::Ran;
using testing_support::run;
using testing_support::write_file;

// `facet-resolver backup`, `restore` and `verify` as a shell sees them.
class BackupCommands : public BackupTest {
 protected:
  void SetUp() override {
    BackupTest::SetUp();
    close();
  }
  fs::path config(const fs::path& store) const {
    const auto path = temp_.path() / (store.filename().string() + ".toml");
    write_file(path, "[resolver]\ndata_dir = \"" + store.string() + "\"\n");
    return path;
  }
  Ran resolver(std::vector<std::string> words) const {
    words.insert(words.begin(), FACET_RESOLVER);
    return run(words);
  }
};

TEST_F(BackupCommands, ABackupIsMadeVerifiedAndRestored) {
  const auto made = resolver({"backup", backup_dir(), "--config", config(store_dir())});
  EXPECT_EQ(made.status, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("1 registered users"));
  const auto verified = resolver({"verify", backup_dir()});
  EXPECT_EQ(verified.status, 0) << verified.err;
  EXPECT_THAT(verified.out, HasSubstr("is whole"));
  const auto restored = resolver({"--config", config(other_dir()), "restore", backup_dir()});
  EXPECT_EQ(restored.status, 0) << restored.err;
  EXPECT_EQ(resolver({"verify", "--config", config(other_dir())}).status, 0);
  expect_alice(other_dir());
}

TEST_F(BackupCommands, DamageIsStatus3AndPlainWordsWithoutANumber) {
  raw_put(store_dir(), "groups", "short", "x");
  for (const auto& words :
       std::vector<std::vector<std::string>>{{"verify", "--config", config(store_dir())},
                                             {"backup", backup_dir(), "--config", config(store_dir())}}) {
    const auto ran = resolver(words);
    EXPECT_EQ(ran.status, 3);
    EXPECT_THAT(ran.err, HasSubstr("  - a record in 'groups' cannot be read\n"));
    EXPECT_THAT(ran.err, HasSubstr("Restore the last backup"));
    EXPECT_EQ(ran.err.find(kAlice.digits()), std::string::npos);
  }
}

TEST_F(BackupCommands, WhatCannotBeDoneIsStatus1) {
  EXPECT_EQ(resolver({"verify", temp_.path() / "nothing"}).status, 1);
  EXPECT_EQ(resolver({"restore", temp_.path() / "nothing", "--config", config(other_dir())}).status, 1);
  const auto occupied = resolver({"backup", store_dir(), "--config", config(store_dir())});
  EXPECT_EQ(occupied.status, 1);
  EXPECT_THAT(occupied.err, HasSubstr("name a new folder"));
}

TEST_F(BackupCommands, AMistakeIsStatus2) {
  EXPECT_EQ(resolver({"backup"}).status, 2);
  EXPECT_EQ(resolver({"restore"}).status, 2);
  EXPECT_EQ(resolver({"backup", "a", "verify"}).status, 2);
  EXPECT_EQ(resolver({"bakup", "a"}).status, 2);
}

TEST_F(BackupCommands, HelpHasExamples) {
  for (const auto& command : {"backup", "restore", "verify"}) {
    const auto help = resolver({command, "--help"});
    EXPECT_EQ(help.status, 0);
    EXPECT_THAT(help.out, HasSubstr("Examples:\n"));
    EXPECT_THAT(help.out, HasSubstr(std::string{"facet-resolver "} + command));
  }
  EXPECT_THAT(resolver({"--help"}).out, HasSubstr("facet-resolver backup "));
}

}  // namespace
}  // namespace facet::resolver::test
