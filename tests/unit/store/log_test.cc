#include "schemas/limits.h"
#include "tests/unit/store/raw.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

class Log : public StoreTest {
 protected:
  static LogEntry entry(int number) { return {at(number), Cause::status, DeviceId{7}, {}}; }

  void log(UserId user, int number) {
    Commit commit;
    commit.presentity = user;
    commit.log = entry(number);
    ok(store_->commit(commit));
  }
  // The entries `first` down to `last`.
  static std::vector<LogEntry> down(int first, int last) {
    std::vector<LogEntry> result;
    for (int number = first; number >= last; --number) result.push_back(entry(number));
    return result;
  }
  std::vector<LogEntry> entries(UserId user, std::size_t skip = 0, std::size_t max = 1'000) {
    return value_of(store_->log(user, skip, max));
  }
};

constexpr int kKept = limits::kLogEntries;

TEST_F(Log, NobodyHasOneAtFirst) {
  EXPECT_TRUE(entries(kAlice).empty());
}

TEST_F(Log, AnEntryComesBackAsItWas) {
  Commit commit;
  commit.presentity = kAlice;
  commit.log = sample_log_entry();
  ok(store_->commit(commit));
  EXPECT_EQ(entries(kAlice), std::vector<LogEntry>{sample_log_entry()});
}

TEST_F(Log, TheLatestComesFirstInPages) {
  for (int number = 1; number <= 10; ++number) log(kAlice, number);
  EXPECT_EQ(entries(kAlice), down(10, 1));
  EXPECT_EQ(entries(kAlice, 0, 3), down(10, 8));
  EXPECT_EQ(entries(kAlice, 3, 3), down(7, 5));
  EXPECT_EQ(entries(kAlice, 9, 3), down(1, 1));
  EXPECT_TRUE(entries(kAlice, 10, 3).empty());
  EXPECT_TRUE(entries(kAlice, 0, 0).empty());
}

// Neighbours in key order, whose entries lie between each other's in time.
TEST_F(Log, EachHasTheirOwn) {
  const UserId next{kAlice.value() + 1};
  for (int number = 1; number <= 250; ++number) log(number % 2 == 0 ? kAlice : next, number);
  ASSERT_EQ(entries(kAlice).size(), 125U);
  EXPECT_EQ(entries(kAlice).front(), entry(250));
  EXPECT_EQ(entries(next).back(), entry(1));
}

// However many there were: as many as the limit says, and the number of the newest.
TEST_F(Log, ItKeepsTheLastOnesAndGrowsNoFurther) {
  int number = 1;
  for (const int total : {kKept - 1, kKept, kKept + 1, 2 * kKept, 2 * kKept + 77}) {
    for (; number <= total; ++number) log(kAlice, number);
    EXPECT_EQ(entries(kAlice), down(total, std::max(total - kKept + 1, 1))) << total;
  }
  close();
  EXPECT_EQ(raw_count(dir(), "log"), limits::kLogEntries + 1);
}

TEST_F(Log, ItGoesOnAfterARestartWhereverItStood) {
  int number = 0;
  for (const int more : {1, 3, kKept - 5, 2, 100}) {
    for (int i = 0; i < more; ++i) log(kAlice, ++number);
    reopen();
    EXPECT_EQ(entries(kAlice), down(number, std::max(number - kKept + 1, 1)));
  }
}

}  // namespace
}  // namespace facet::resolver::test
