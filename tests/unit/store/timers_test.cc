#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

constexpr Target kFamily{TargetKind::audience, kAlice, 1};
constexpr Target kToBob{TargetKind::watcher, kAlice, kBob.value()};
using Timers = std::vector<Timer>;

class TimerStore : public StoreTest {
 protected:
  void commit(Timers timers, Timers fired = {}) {
    Commit commit;
    commit.presentity = kAlice;
    commit.timers = std::move(timers);
    commit.fired = std::move(fired);
    ok(store_->commit(commit));
  }
  Timers due(Time now, std::size_t max = 100) { return value_of(store_->due(now, max)); }
};

TEST_F(TimerStore, DueAtTheirSecondAndNotBefore) {
  commit({{at(100), kFamily}});
  EXPECT_EQ(due(at(99)), Timers{});
  EXPECT_EQ(due(at(100)), (Timers{{at(100), kFamily}}));
  reopen();
  EXPECT_EQ(due(at(101)), (Timers{{at(100), kFamily}}));
}

TEST_F(TimerStore, TheEarliestComesFirst) {
  commit({{at(5'000'000'000), kFamily},
          {at(300), kFamily},
          {at(-1), kFamily},
          {at(256), kToBob},
          {at(0), kToBob}});
  EXPECT_EQ(due(at(300)),
            (Timers{{at(-1), kFamily}, {at(0), kToBob}, {at(256), kToBob}, {at(300), kFamily}}));
  EXPECT_EQ(due(at(300), 2), (Timers{{at(-1), kFamily}, {at(0), kToBob}}));
  EXPECT_EQ(due(at(300), 0), Timers{});
  EXPECT_EQ(due(Time::max()).size(), 5U);
}

TEST_F(TimerStore, OneTargetMayHaveSeveralTimersAndOneTimeSeveralTargets) {
  commit({{at(10), kFamily}, {at(20), kFamily}, {at(10), kToBob}});
  commit({{at(10), kFamily}});  // again is the same
  EXPECT_EQ(due(at(20)).size(), 3U);
}

TEST_F(TimerStore, AFiredTimerIsGone) {
  commit({{at(10), kFamily}, {at(20), kFamily}});
  commit({}, {{at(10), kFamily}});
  EXPECT_EQ(due(at(20)), (Timers{{at(20), kFamily}}));
  commit({}, {{at(999), kFamily}});  // was never set
  reopen();
  EXPECT_EQ(due(at(20)), (Timers{{at(20), kFamily}}));
}

TEST_F(TimerStore, ATimerThatFiresAndIsSetInOneCommitStays) {
  commit({{at(10), kFamily}});
  commit({{at(10), kFamily}}, {{at(10), kFamily}});
  EXPECT_EQ(due(at(10)), (Timers{{at(10), kFamily}}));
}

}  // namespace
}  // namespace facet::resolver::test
