#include <algorithm>
#include <random>

#include "tests/support/memory_store.h"
#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

PutMembership member(UserId contact, std::uint32_t group, bool removed = false) {
  return {contact, {GroupId{group}, Revision{1}, removed, kNoTime}};
}

class Standings : public StoreTest {
 protected:
  void commit(UserId watcher, std::vector<Write> writes) {
    Commit commit;
    commit.presentity = watcher;
    commit.writes = std::move(writes);
    ok(store_->commit(commit));
    ok(model_.commit(commit));
  }
  Standing of(UserId watcher, UserId presentity = kAlice) {
    return value_of(store_->standings(presentity, {watcher})).front();
  }

  testing::MemoryStore model_;
};

constexpr Standing kNothing{};
constexpr Standing kKnows{Stance::none, true};

TEST_F(Standings, WhoHoldsAPresentityKnowsIt) {
  ContactState override_only;
  override_only.override_setting = sample_setting();
  commit(UserId{1}, {member(kAlice, 1)});
  commit(UserId{2}, {PutContact{kAlice, override_only}});
  commit(UserId{3}, {member(kAlice, 1), member(kAlice, 4'000'000'000), PutContact{kAlice, override_only}});
  for (const std::uint64_t watcher : {1, 2, 3}) EXPECT_EQ(of(UserId{watcher}), kKnows) << watcher;
  EXPECT_EQ(of(UserId{4}), kNothing);
  EXPECT_EQ(of(kAlice, UserId{1}), kNothing) << "not the other way round";
}

TEST_F(Standings, WhoIsFollowedByItOrBlocksItDoesNotKnowIt) {
  ContactState blocks;
  blocks.blocked = true;
  commit(UserId{1}, {PutContact{kAlice, sample_follower()}});
  commit(UserId{2}, {PutContact{kAlice, blocks}});
  commit(UserId{3}, {member(kAlice, 1, true)});
  for (const std::uint64_t watcher : {1, 2, 3}) EXPECT_EQ(of(UserId{watcher}), kNothing) << watcher;
  commit(UserId{1}, {member(kAlice, 1)});
  EXPECT_EQ(of(UserId{1}), kKnows) << "both";
}

TEST_F(Standings, AStanceIsFoundFromBothSides) {
  for (const Stance stance : {Stance::accepted, Stance::muted, Stance::refused, Stance::none}) {
    commit(kBob, {PutStance{kAlice, {stance, Revision{5}}}});
    EXPECT_EQ(of(kBob).stance, stance);
    const auto loaded = value_of(store_->load(kBob));
    EXPECT_EQ(loaded.stances().at(kAlice), (StanceState{stance, Revision{5}})) << "none is remembered too";
  }
  EXPECT_EQ(of(kBob), kNothing);
  EXPECT_EQ(of(kAlice, kBob), kNothing) << "not the other way round";
}

TEST_F(Standings, OfSeveralStancesInOneCommitTheLastOneStands) {
  commit(kBob, {PutStance{kAlice, {Stance::refused, Revision{1}}},
                PutStance{kAlice, {Stance::accepted, Revision{2}}}, member(kAlice, 1)});
  EXPECT_EQ(of(kBob), (Standing{Stance::accepted, true}));
  commit(kBob,
         {PutStance{kAlice, {Stance::refused, Revision{3}}}, PutStance{kAlice, {Stance::none, Revision{4}}}});
  EXPECT_EQ(of(kBob), kKnows);
}

TEST_F(Standings, AreGivenInTheOrderOfTheWatchers) {
  commit(UserId{10}, {member(kAlice, 1)});
  commit(UserId{30}, {PutStance{kAlice, {Stance::muted, Revision{1}}}});
  const std::vector<UserId> watchers{UserId{5}, UserId{10}, UserId{20}, UserId{30}, UserId{UserId::kMax}};
  EXPECT_EQ(value_of(store_->standings(kAlice, watchers)),
            (std::vector<Standing>{kNothing, kKnows, kNothing, {Stance::muted, false}, kNothing}));
  EXPECT_TRUE(value_of(store_->standings(kAlice, {})).empty());
}

// Neighbours in key order share all but the last bits of their numbers.
TEST_F(Standings, NeighboursDoNotMix) {
  for (const std::uint64_t off : {kAlice.value() - 1, kAlice.value() + 1}) {
    commit(kBob, {member(UserId{off}, 1), PutStance{UserId{off}, {Stance::refused, Revision{1}}}});
  }
  EXPECT_EQ(of(kBob), kNothing);
  EXPECT_EQ(of(UserId{kBob.value() + 1}, UserId{kAlice.value() + 1}), kNothing);
}

// Some are asked for who lie side by side with those that are there, some with hundreds of others between.
class ManyStandings : public Standings {
 protected:
  std::uint64_t pick(std::uint64_t bound) { return random_() % bound; }

  // Dense here and sparse there, each in some of the ways in which one can stand to Alice.
  void fill() {
    std::uint64_t id = 1;
    for (int i = 0; i < 1'500; ++i) {
      id += pick(10) == 0 ? 1 + pick(300) : 1 + pick(2);
      std::vector<Write> writes;
      for (std::uint32_t group = 1; group <= pick(4); ++group) writes.emplace_back(member(kAlice, group));
      if (pick(3) == 0) writes.emplace_back(PutContact{kAlice, sample_follower()});
      if (pick(3) == 0) {
        writes.emplace_back(PutStance{kAlice, {static_cast<Stance>(pick(4)), Revision{1}}});
      }
      commit(UserId{id}, writes);
    }
    last_ = id;
  }
  // A run of each number, or one in a hundred, by turns.
  std::vector<UserId> some_watchers() {
    std::vector<UserId> watchers;
    const std::uint64_t widest = 1 + pick(200);
    std::uint64_t step = 1;
    for (std::uint64_t id = pick(50); id < last_ + 100; id += step) {
      if (pick(20) == 0) step = 1 + pick(widest);
      watchers.emplace_back(id);
    }
    return watchers;
  }

  std::mt19937_64 random_;
  std::uint64_t last_ = 0;
};

TEST_F(ManyStandings, AreAsASimpleModelSays) {
  const char* given = std::getenv("FACET_TEST_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device{}();
  std::cout << "FACET_TEST_SEED=" << seed << '\n';
  random_.seed(seed);
  fill();
  // Out of the log first, then out of tables, where filters by user are at work.
  for (int stage = 0; stage < 3; ++stage) {
    for (int i = 0; i < 20; ++i) {
      const auto watchers = some_watchers();
      ASSERT_EQ(value_of(store_->standings(kAlice, watchers)), value_of(model_.standings(kAlice, watchers)));
    }
    reopen();
  }
}

}  // namespace
}  // namespace facet::resolver::test
