#include <atomic>
#include <chrono>
#include <latch>
#include <random>
#include <thread>

#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

using Concurrency = StoreTest;
constexpr Target kFamily{TargetKind::audience, kAlice, 1};

// A target changes again while its last change is being cleared: it stays marked, however the two fall
// together. The other marks are there to make the clearing long.
TEST_F(Concurrency, NoMarkIsLostBetweenCommitsAndPublications) {
  constexpr int kRounds = 500;
  std::mt19937 random{std::random_device{}()};
  std::uint64_t version = 0;
  for (int round = 0; round < kRounds; ++round) {
    Commit first;
    for (std::uint64_t i = 0; i < 100; ++i)
      first.marks.push_back({{TargetKind::watcher, kAlice, i}, ++version});
    first.marks.push_back({kFamily, ++version});
    ok(store_->commit(first));
    Commit again;
    again.marks = {{kFamily, ++version}};

    std::latch start{2};
    std::jthread committer{[&, delay = std::chrono::microseconds{random() % 200}] {
      start.arrive_and_wait();
      const auto until = std::chrono::steady_clock::now() + delay;
      while (std::chrono::steady_clock::now() < until) {
      }
      ok(store_->commit(again));
    }};
    start.arrive_and_wait();
    ok(store_->published(first.marks, {}));
    committer.join();
    ASSERT_EQ(value_of(store_->marks()), again.marks) << "round " << round;
  }
}

// A commit writes a group, a member and a contact with one revision: whoever loads sees all three of one
// commit.
TEST_F(Concurrency, ALoadNeverSeesHalfACommit) {
  const auto commit_number = [&](std::uint64_t n) {
    GroupState group;
    group.id = GroupId{1};
    group.name_revision = Revision{n};
    ContactState own;
    own.block_revision = Revision{n};
    Commit commit;
    commit.presentity = kAlice;
    commit.writes = {PutContact{kBob, own}, PutMembership{kBob, {GroupId{1}, Revision{n}, false, kNoTime}},
                     PutGroup{group}};
    ok(store_->commit(commit));
  };
  commit_number(1);
  std::atomic<bool> finished{false};
  std::jthread committer{[&] {
    for (std::uint64_t n = 2; n <= 5'000; ++n) commit_number(n);
    finished = true;
  }};
  std::uint64_t before = 0;
  while (!finished) {
    const auto loaded = value_of(store_->load(kAlice));
    const std::uint64_t n = loaded.group(GroupId{1})->name_revision.value();
    ASSERT_EQ(loaded.membership(kBob, GroupId{1})->revision, Revision{n});
    ASSERT_EQ(loaded.contact(kBob)->own.block_revision, Revision{n});
    ASSERT_GE(n, before);
    before = n;
  }
  committer.join();
}

TEST_F(Concurrency, SyncsAndCommitsFromManyThreadsAllArrive) {
  constexpr std::uint64_t kThreads = 4;
  constexpr std::uint32_t kEach = 300;
  std::vector<std::jthread> threads;
  for (std::uint64_t user = 1; user <= kThreads; ++user) {
    threads.emplace_back([&, user] {
      for (std::uint32_t group = 1; group <= kEach; ++group) {
        Commit commit;
        commit.presentity = UserId{user};
        commit.writes = {PutGroup{sample_group(GroupId{group})}};
        commit.marks = {{{TargetKind::own_group, UserId{user}, group}, group}};
        ok(store_->commit(commit));
        if (group % 50 == 0) ok(store_->sync());
      }
    });
  }
  for (auto& thread : threads) thread.join();
  reopen();
  for (std::uint64_t user = 1; user <= kThreads; ++user) {
    EXPECT_EQ(value_of(store_->load(UserId{user})).groups().size(), kEach + 1U);
  }
  EXPECT_EQ(value_of(store_->marks()).size(), kThreads * kEach);
}

// Each looks for the newest number before it writes the next one.
TEST_F(Concurrency, LogEntriesFromManyThreadsAllHaveTheirPlace) {
  constexpr std::uint16_t kThreads = 4;
  constexpr int kEach = 50;
  static_assert(kThreads * kEach <= limits::kLogEntries);
  std::vector<std::jthread> threads;
  for (std::uint16_t device = 1; device <= kThreads; ++device) {
    threads.emplace_back([&, device] {
      for (int i = 0; i < kEach; ++i) {
        Commit commit;
        commit.presentity = kAlice;
        commit.log = LogEntry{at(i), Cause::device, DeviceId{device}, {}};
        ok(store_->commit(commit));
      }
    });
  }
  for (auto& thread : threads) thread.join();
  const auto entries = value_of(store_->log(kAlice, 0, 1'000));
  EXPECT_EQ(entries.size(), kThreads * kEach);
  for (std::uint16_t device = 1; device <= kThreads; ++device) {
    int next = kEach;
    for (const auto& entry : entries) {
      if (entry.device != DeviceId{device}) continue;
      EXPECT_EQ(entry.at, at(--next)) << device;
    }
    EXPECT_EQ(next, 0) << device;
  }
}

// Something comes while everything there is is taken out, column by column: as a whole before it or behind
// it.
TEST_F(Concurrency, AWipeTakesAWholeCommitOrNone) {
  Commit wipe;
  wipe.presentity = kAlice;
  wipe.writes = {Wipe{}};
  Commit filling;
  filling.presentity = kAlice;
  for (std::uint64_t i = 1; i <= 500; ++i) {
    filling.writes.emplace_back(PutMembership{UserId{i}, {GroupId{1}, Revision{1}, false, kNoTime}});
  }
  Commit change;
  change.presentity = kAlice;
  change.writes = {PutGroup{sample_group(GroupId{2})}, PutStance{kBob, {Stance::muted, Revision{1}}}};
  std::mt19937 random{std::random_device{}()};
  for (int round = 0; round < 100; ++round) {
    ok(store_->commit(filling));
    std::latch start{2};
    std::jthread committer{[&, delay = std::chrono::microseconds{random() % 500}] {
      start.arrive_and_wait();
      const auto until = std::chrono::steady_clock::now() + delay;
      while (std::chrono::steady_clock::now() < until) {
      }
      ok(store_->commit(change));
    }};
    start.arrive_and_wait();
    ok(store_->commit(wipe));
    committer.join();
    const auto left = value_of(store_->load(kAlice));
    ASSERT_EQ(left.group(GroupId{2}) != nullptr, left.stance(kBob) == Stance::muted) << "round " << round;
    ok(store_->commit(wipe));
  }
}

}  // namespace
}  // namespace facet::resolver::test
