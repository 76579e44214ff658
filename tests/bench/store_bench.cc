// What the store is asked for each fan-out: how the watchers stand to a presentity. From tables on the disk,
// in RocksDB's cache; build it with the preset release:
//   store_bench [options of Google Benchmark]
#include <benchmark/benchmark.h>

#include <cstdlib>

#include "resolver/adapters/rocksdb/rocksdb_store.h"
#include "tests/support/temp_dir.h"

namespace {

using namespace facet;
using namespace facet::resolver;

constexpr UserId kKnown{1};     // by every watcher, and by nobody else
constexpr UserId kAccepted{2};  // by every watcher, in nobody's group
constexpr UserId kFamous{3};    // known by nine others for each watcher, who does not
constexpr UserId kStranger{4};  // of whom nobody knows
constexpr UserId kPopular{5};   // known by every watcher and by nine others for each
constexpr std::uint64_t kWatchers = 20'000;
constexpr std::uint64_t kStep = 10;

UserId watcher(std::uint64_t n) {
  return UserId{8'613'800'000'000 + n * kStep};
}

void check(const Status& status) {
  if (!status) std::abort();
}

PutMembership member(UserId contact) {
  return {contact, {GroupId{1}, Revision{1}, false, kNoTime}};
}

void fill(Store& store) {
  for (std::uint64_t n = 0; n < kWatchers; ++n) {
    Commit commit;
    commit.presentity = watcher(n);
    commit.writes = {member(kKnown), member(kPopular), PutStance{kAccepted, {Stance::accepted, Revision{1}}}};
    check(store.commit(commit));
    for (std::uint64_t other = 1; other < kStep; ++other) {
      commit.presentity = UserId{watcher(n).value() + other};
      commit.writes = {member(kFamous), member(kPopular)};
      check(store.commit(commit));
    }
  }
}

// Opened twice: what stood in the log stands in tables then.
Store& store() {
  static const testing_support::TempDir folder;
  static const auto opened = [] {
    {
      const auto fresh = open_rocksdb_store(folder.path() / "store", {});
      if (!fresh) std::abort();
      fill(**fresh);
    }
    auto again = open_rocksdb_store(folder.path() / "store", {});
    if (!again) std::abort();
    return std::move(*again);
  }();
  return *opened;
}

void standings(benchmark::State& state, UserId presentity) {
  std::vector<UserId> watchers;
  for (std::int64_t n = 0; n < state.range(0); ++n)
    watchers.push_back(watcher(static_cast<std::uint64_t>(n)));
  for (auto _ : state) {
    const auto answer = store().standings(presentity, watchers);
    if (!answer) std::abort();
    benchmark::DoNotOptimize(answer->data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

#define STANDINGS(name, presentity)              \
  BENCHMARK_CAPTURE(standings, name, presentity) \
      ->Arg(1)                                   \
      ->Arg(1'000)                               \
      ->Arg(20'000)                              \
      ->Unit(benchmark::kMicrosecond)
STANDINGS(all_know, kKnown);
STANDINGS(all_accepted, kAccepted);
STANDINGS(none_knows, kStranger);
STANDINGS(none_knows_but_others_do, kFamous);
STANDINGS(all_know_and_others_do, kPopular);

}  // namespace
BENCHMARK_MAIN();
