#include <limits>

#include "tests/unit/store/raw.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

Target target(std::uint64_t id) {
  return {TargetKind::watcher, kAlice, id};
}

class JournalStore : public StoreTest {
 protected:
  // Entries first..last, whose targets have the sequence as their id, in one write.
  void publish(std::uint64_t first, std::uint64_t last) {
    std::vector<Published> entries;
    for (std::uint64_t i = first; i <= last; ++i) entries.push_back({i, target(i)});
    ok(store_->published({}, entries));
  }
  std::optional<std::vector<Target>> since(std::uint64_t after) {
    return value_of(store_->published_since(after));
  }
  std::uint64_t last() { return value_of(store_->last_published()); }
};

TEST_F(JournalStore, NothingPublishedYetIsZeroAndAnEmptyList) {
  EXPECT_EQ(last(), 0U);
  EXPECT_EQ(since(0), std::vector<Target>{});
}

TEST_F(JournalStore, WhatWasPublishedSinceComesInOrder) {
  publish(1, 300);
  EXPECT_EQ(last(), 300U);
  EXPECT_EQ(since(297), (std::vector<Target>{target(298), target(299), target(300)}));
  EXPECT_EQ(since(300), std::vector<Target>{});
  EXPECT_EQ(since(0)->size(), 300U);
  reopen();
  EXPECT_EQ(last(), 300U);
  EXPECT_EQ(since(298), (std::vector<Target>{target(299), target(300)}));
}

// A number that this store never gave out says nothing: everything has to be compared.
TEST_F(JournalStore, ASequenceFromElsewhereIsNotKnown) {
  EXPECT_EQ(since(1), std::nullopt);
  publish(1, 10);
  EXPECT_EQ(since(11), std::nullopt);
  EXPECT_EQ(since(std::numeric_limits<std::uint64_t>::max()), std::nullopt);
}

TEST_F(JournalStore, MarksAndJournalAreWrittenTogether) {
  Commit commit;
  commit.presentity = kAlice;
  commit.marks = {{target(1), 4}};
  ok(store_->commit(commit));
  ok(store_->published(commit.marks, {{1, target(1)}}));
  reopen();
  EXPECT_TRUE(value_of(store_->marks()).empty());
  EXPECT_EQ(since(0), std::vector<Target>{target(1)});
}

class ShortJournal : public JournalStore {
 protected:
  ShortJournal() { options_.journal_entries = 100; }
};

TEST_F(ShortJournal, TheOldestEntriesGoAndTheNewestStay) {
  for (std::uint64_t i = 1; i <= 1'000; i += 5) publish(i, i + 4);
  EXPECT_EQ(last(), 1'000U);
  EXPECT_EQ(since(900)->size(), 100U) << "journal_entries are always kept";
  EXPECT_EQ(since(0), std::nullopt);
  EXPECT_EQ(since(1'000 - 111), std::nullopt) << "and not more than a tenth above";
  reopen();
  EXPECT_EQ(last(), 1'000U);
  EXPECT_EQ(since(900)->front(), target(901));
  EXPECT_EQ(since(0), std::nullopt);
}

TEST_F(ShortJournal, TrimmedEntriesLeaveTheDisk) {
  for (std::uint64_t i = 1; i <= 1'000; ++i) publish(i, i);
  close();
  const auto kept = raw_count(dir(), "journal");
  EXPECT_GE(kept, 100U);
  EXPECT_LE(kept, 110U);
}

TEST_F(ShortJournal, NothingIsTrimmedBeforeItMust) {
  publish(1, 100);
  EXPECT_EQ(since(0)->size(), 100U);
}

// One write larger than the whole journal.
TEST_F(ShortJournal, TheNewestEntryIsNeverTrimmed) {
  options_.journal_entries = 0;  // taken as 1
  reopen();
  publish(1, 50);
  EXPECT_EQ(last(), 50U);
  EXPECT_EQ(since(49), std::vector<Target>{target(50)});
  EXPECT_EQ(since(50), std::vector<Target>{});
  EXPECT_EQ(since(48), std::nullopt);
  reopen();
  EXPECT_EQ(last(), 50U);
}

}  // namespace
}  // namespace facet::resolver::test
