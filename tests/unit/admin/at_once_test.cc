#include <gmock/gmock.h>
#include <unistd.h>

#include <thread>

#include "broker-plugin/admin/file_lock.h"
#include "tests/support/process.h"
#include "tests/unit/admin/run_admin.h"

namespace facet::admin::test {
namespace {

using testing::HasSubstr;

// Two shells at the same time, twenty processes each: each change is there in the end.
TEST(AtOnce, NoChangeIsLost) {
  Bench bench;
  const auto shell = [&](int first) {
    for (int i = first; i < first + 20; ++i) {
      const auto ran = testing_support::run(
          {FACET_ADMIN, "--file", bench.file.string(), "user", "add", std::to_string(i), "--generate"});
      EXPECT_EQ(ran.status, 0) << ran.err;
    }
  };
  {
    std::jthread one{shell, 100};
    std::jthread two{shell, 200};
  }
  EXPECT_EQ(bench.users().size(), 40U);
}

TEST(AtOnce, WhoWaitsTooLongIsToldWhomFor) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "1", "--no-password"}).exit, 0);
  const auto lock = FileLock::take(bench.file, std::chrono::seconds{1});
  ASSERT_TRUE(lock) << lock.error().message();
  bench.lock_wait = std::chrono::milliseconds{30};
  const auto ran = bench.admin({"--json", "user", "disable", "1"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.json()["error"], "busy");
  EXPECT_THAT(ran.err, HasSubstr("process " + std::to_string(::getpid()) + " (admin_test)"));
  EXPECT_TRUE(bench.users().find("1")->enabled);
  // Nothing that only reads waits.
  EXPECT_EQ(bench.admin({"user", "list"}).exit, 0);
}

// Whoever comes through a link waits at the same lock.
TEST(AtOnce, ALinkLeadsToTheSameLock) {
  Bench bench;
  ASSERT_EQ(bench.admin({"user", "add", "1", "--no-password"}).exit, 0);
  const auto lock = FileLock::take(bench.file, std::chrono::seconds{1});
  ASSERT_TRUE(lock);
  const auto link = bench.dir.path() / "link";
  std::filesystem::create_symlink(bench.file, link);
  bench.file = link;
  bench.lock_wait = std::chrono::milliseconds{30};
  EXPECT_EQ(bench.admin({"user", "disable", "1"}).exit, 1);
}

TEST(AtOnce, ALockEndsWithItsHolder) {
  Bench bench;
  { ASSERT_TRUE(FileLock::take(bench.file, std::chrono::seconds{1})); }
  EXPECT_TRUE(FileLock::take(bench.file, std::chrono::milliseconds{0}));
}

}  // namespace
}  // namespace facet::admin::test
