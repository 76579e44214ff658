#include <algorithm>
#include <csignal>
#include <random>

#include "tests/unit/store/child.h"
#include "tests/unit/store/raw.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

constexpr UserId kChildsUser{1};

class Crash : public ::testing::Test {
 protected:
  std::string dir() const { return (temp_.path() / "store").string(); }
  std::unique_ptr<Store> open() { return value_of(open_rocksdb_store(dir(), {})); }

  // Commits 1..n are whole: group, member, mark. Returns n.
  static std::uint32_t whole_commits(Store& store) {
    const auto loaded = value_of(store.load(kChildsUser));
    const auto marks = value_of(store.marks());
    const auto n = static_cast<std::uint32_t>(loaded.groups().size() - 1);  // without `other`
    EXPECT_EQ(loaded.live_memberships(), n);
    EXPECT_EQ(marks.size(), n);
    for (std::uint32_t i = 1; i <= n; ++i) {
      EXPECT_NE(loaded.group(GroupId{i}), nullptr) << i;
      EXPECT_NE(loaded.membership(UserId{i}, GroupId{i}), nullptr) << i;
    }
    return n;
  }

  TempDir temp_;
};

// Nobody called sync(): what the operating system has been given outlives the process.
TEST_F(Crash, WhatWasCommittedOutlivesKillMinusNine) {
  Child child{{"die-after-ten", dir()}};
  while (child.line()) {
  }
  ASSERT_EQ(child.wait(), -SIGKILL);
  EXPECT_EQ(whole_commits(*open()), 10U);
}

// Killed at moments nobody chose, several times over the same store.
TEST_F(Crash, EveryAcknowledgedCommitIsThereWheneverTheProcessIsKilled) {
  std::mt19937 random{std::random_device{}()};
  for (int round = 0; round < 5; ++round) {
    const std::uint32_t enough = 1 + random() % 3'000;
    std::uint32_t acknowledged = 0;
    {
      Child child{{"commit-until-killed", dir()}};
      while (acknowledged < enough) {
        const auto line = child.line();
        ASSERT_TRUE(line) << "after " << acknowledged;
        ASSERT_NE(line->rfind("error", 0), 0U) << *line;
        acknowledged = static_cast<std::uint32_t>(std::stoul(*line));
      }
      child.kill();
      ASSERT_EQ(child.wait(), -SIGKILL);
      // Lines that were still on their way.
      while (const auto line = child.line()) acknowledged = static_cast<std::uint32_t>(std::stoul(*line));
    }
    EXPECT_GE(whole_commits(*open()), acknowledged);
  }
}

// The disk is full: the commit that fails is not there, those before it are, and nothing more is promised.
TEST_F(Crash, AFailedCommitLeavesNothingAndLosesNothing) {
  Child child{{"commit-until-full", dir()}};
  std::uint32_t acknowledged = 0;
  std::vector<std::string> rest;
  while (const auto line = child.line()) {
    if (rest.empty() && line->find_first_not_of("0123456789") == std::string::npos) {
      acknowledged = static_cast<std::uint32_t>(std::stoul(*line));
    } else {
      rest.push_back(*line);
    }
  }
  EXPECT_EQ(rest,
            (std::vector<std::string>{
                "error the store cannot be read or written; see to the disk, then start the resolver again",
                "commit refused", "sync refused", "readable", "closed"}));
  EXPECT_EQ(child.wait(), 0);
  EXPECT_GT(acknowledged, 10U);
  EXPECT_EQ(whole_commits(*open()), acknowledged);
}

class TornLog : public Crash {
 protected:
  void SetUp() override {
    Child child{{"die-after-ten", dir()}};
    while (child.line()) {
    }
    child.wait();
    const auto logs = files_with(dir(), ".log");
    const auto size = [](const auto& file) { return std::filesystem::file_size(file); };
    log_ = *std::max_element(logs.begin(), logs.end(), [&](auto& a, auto& b) { return size(a) < size(b); });
    bytes_ = read_bytes(log_);
    ASSERT_GT(bytes_.size(), 2'000U);
  }

  std::filesystem::path log_;
  std::string bytes_;
};

// A power cut wrote half of the last record.
TEST_F(TornLog, HalfARecordAtTheEndIsNotThere) {
  write_bytes(log_, bytes_.substr(0, bytes_.size() - 3));
  EXPECT_EQ(whole_commits(*open()), 9U);
}

TEST_F(TornLog, JunkBehindTheLastRecordIsNotRead) {
  write_bytes(log_, bytes_ + std::string(700, '\x5A'));
  EXPECT_EQ(whole_commits(*open()), 10U);
}

// The log's pages reached the disk out of order: a hole of zeros, and whole records behind it.
TEST_F(TornLog, ReadingStopsAtAHoleAndKeepsWhatIsBeforeIt) {
  std::string holed = bytes_;
  std::fill(holed.begin() + 1'500, holed.begin() + 1'900, '\0');
  write_bytes(log_, holed);
  const auto store = open();
  const auto n = whole_commits(*store);
  EXPECT_GT(n, 0U);
  EXPECT_LT(n, 10U);
  Commit next;
  next.presentity = kChildsUser;
  next.writes = {PutGroup{sample_group(GroupId{n + 1})}};
  ok(store->commit(next));
  ok(store->sync());
}

}  // namespace
}  // namespace facet::resolver::test
