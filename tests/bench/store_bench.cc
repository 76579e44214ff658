// What the store is asked for each change and each fan-out, out of tables on the disk that are in RocksDB's
// cache; build it with the preset release:
//   store_bench [options of Google Benchmark]
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>

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
constexpr UserId kWriter{6};    // who changes something, again and again
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

std::unique_ptr<Store> open(const testing_support::TempDir& folder) {
  auto opened = open_rocksdb_store(folder.path() / "store", {});
  if (!opened) std::abort();
  return std::move(*opened);
}

void standings(benchmark::State& state, Store& store, UserId presentity) {
  const auto count = static_cast<std::uint64_t>(state.range(0));
  std::vector<UserId> watchers;
  for (std::uint64_t n = 0; n < count; ++n) watchers.push_back(watcher(n));
  for (auto _ : state) {
    const auto answer = store.standings(presentity, watchers);
    if (!answer) std::abort();
    benchmark::DoNotOptimize(answer->data());
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}

// Of somebody whom 200,000 others know, and who follows nobody.
void followed_by(benchmark::State& state, Store& store) {
  for (auto _ : state) {
    const auto answer = store.followed_by(kPopular, 1'000);
    if (!answer) std::abort();
    benchmark::DoNotOptimize(answer->data());
  }
}

void commit(benchmark::State& state, Store& store, bool logged) {
  Commit change;
  change.presentity = kWriter;
  change.writes = {member(kKnown)};
  if (logged) change.log = LogEntry{Time{}, Cause::status, DeviceId{7}, std::vector<LogLine>(4)};
  for (auto _ : state) check(store.commit(change));
}

void add_benchmarks(Store& store) {
  const std::vector<std::pair<std::string, UserId>> cases{
      {"all_know", kKnown},
      {"all_accepted", kAccepted},
      {"none_knows", kStranger},
      {"none_knows_but_others_do", kFamous},
      {"all_know_and_others_do", kPopular},
  };
  for (const auto& [name, presentity] : cases) {
    benchmark::RegisterBenchmark(("standings/" + name).c_str(), standings, std::ref(store), presentity)
        ->Arg(1)
        ->Arg(1'000)
        ->Arg(20'000)
        ->Unit(benchmark::kMicrosecond);
  }
  benchmark::RegisterBenchmark("followed_by", followed_by, std::ref(store))->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("commit", commit, std::ref(store), false)->Unit(benchmark::kMicrosecond);
  benchmark::RegisterBenchmark("commit/logged", commit, std::ref(store), true)->Unit(benchmark::kMicrosecond);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  const testing_support::TempDir folder;
  fill(*open(folder));
  const auto store = open(folder);  // anew: what stood in the log stands in tables
  add_benchmarks(*store);
  benchmark::RunSpecifiedBenchmarks();
}
