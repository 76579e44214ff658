#include "resolver/backup/lease.h"

#include <sys/stat.h>
#include <unistd.h>

#include "resolver/backup/lease_socket.h"
#include "tests/support/process.h"
#include "tests/unit/backup/fixture.h"

namespace facet::resolver::test {
namespace {

using testing::HasSubstr;
using testing_support::eventually;

class Leases : public BackupTest {};

TEST_F(Leases, WithoutAResolverThereIsNone) {
  EXPECT_EQ(value_of(Lease::take(store_dir())), nullptr);
  EXPECT_EQ(value_of(Lease::take(temp_.path() / "nowhere")), nullptr);
}

// Killed, it could not take its socket away.
TEST_F(Leases, ASocketThatNobodyListensToIsNoResolver) {
  ::close(listen_at(store_dir() / kLeaseSocket));
  EXPECT_EQ(value_of(Lease::take(store_dir())), nullptr);
  serve().reset();
  EXPECT_EQ(value_of(Lease::take(store_dir())), nullptr) << "it ended in order";
}

TEST_F(Leases, TheCopyIsThereAsLongAsTheLease) {
  const auto server = serve();
  auto lease = value_of(Lease::take(store_dir()));
  ASSERT_NE(lease, nullptr);
  const auto folder = lease->folder();
  EXPECT_TRUE(fs::exists(folder / "CURRENT"));
  lease.reset();
  EXPECT_TRUE(eventually([&] { return !fs::exists(folder); }));
}

TEST_F(Leases, OnlyOneAtATime) {
  const auto server = serve();
  const auto first = value_of(Lease::take(store_dir()));
  const auto second = Lease::take(store_dir());
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, backup_errc::busy);
  EXPECT_THAT(second.error().message(), HasSubstr("another backup"));
  EXPECT_TRUE(fs::exists(first->folder() / "CURRENT")) << "the first is not disturbed";
}

TEST_F(Leases, AResolverThatEndsDoesNotWaitForThem) {
  auto server = serve();
  const auto lease = value_of(Lease::take(store_dir()));
  server.reset();
  EXPECT_FALSE(fs::exists(store_dir() / kLeaseSocket));
  EXPECT_FALSE(fs::exists(lease->folder()));
}

TEST_F(Leases, WhatAKilledResolverLeftIsRemovedAtTheNextStart) {
  fs::create_directories(store_dir() / kLeaseFolder);
  write_bytes(store_dir() / kLeaseFolder / "CURRENT", "x");
  fs::create_directories(store_dir() / "backup.copy.tmp");
  const auto server = serve();
  EXPECT_FALSE(fs::exists(store_dir() / kLeaseFolder));
  EXPECT_FALSE(fs::exists(store_dir() / "backup.copy.tmp"));
}

TEST_F(Leases, ACopyThatCannotBeMadeIsSaid) {
  const auto server = value_of(
      LeaseServer::start(store_dir(), [](const auto&) -> Status { return fail(store_errc::io, "no room"); }));
  const auto lease = Lease::take(store_dir());
  ASSERT_FALSE(lease);
  EXPECT_THAT(lease.error().message(), HasSubstr("no room"));
}

TEST_F(Leases, TheSocketIsItsOwnersOnly) {
  const auto server = serve();
  struct stat about {};
  ASSERT_EQ(::stat((store_dir() / kLeaseSocket).c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777U, 0600U);
}

// A socket's address holds 107 bytes of path.
TEST_F(Leases, AFolderWithALongNameIsNoObstacle) {
  const auto deep = temp_.path() / std::string(100, 'a') / std::string(100, 'b');
  const auto store = value_of(open_rocksdb_store(deep, {}));
  const auto server =
      value_of(LeaseServer::start(deep, [&](const auto& dir) { return make_checkpoint(*store, dir); }));
  EXPECT_NE(value_of(Lease::take(deep)), nullptr);
}

}  // namespace
}  // namespace facet::resolver::test
