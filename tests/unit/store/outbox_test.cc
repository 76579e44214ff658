#include <algorithm>

#include "tests/unit/store/samples.h"
#include "tests/unit/store/temp_store.h"

namespace facet::resolver::test {
namespace {

constexpr Target kFamily{TargetKind::audience, kAlice, 1};
constexpr Target kToBob{TargetKind::watcher, kAlice, kBob.value()};

class OutboxStore : public StoreTest {
 protected:
  void mark(std::vector<Mark> marks) {
    Commit commit;
    commit.presentity = kAlice;
    commit.marks = std::move(marks);
    ok(store_->commit(commit));
  }
  std::vector<Mark> marks() {
    auto all = value_of(store_->marks());
    std::sort(all.begin(), all.end(), [](const Mark& a, const Mark& b) { return a.target < b.target; });
    return all;
  }
};

TEST_F(OutboxStore, AMarkStaysUntilItIsPublished) {
  mark({{kFamily, 1}, {kToBob, 2}});
  reopen();
  EXPECT_EQ(marks(), (std::vector<Mark>{{kFamily, 1}, {kToBob, 2}}));
  ok(store_->published({{kFamily, 1}}, {}));
  EXPECT_EQ(marks(), (std::vector<Mark>{{kToBob, 2}}));
  reopen();
  EXPECT_EQ(marks(), (std::vector<Mark>{{kToBob, 2}}));
}

// The target changed again while its message was under way: the later change still has to be published.
TEST_F(OutboxStore, ALaterMarkIsNotClearedByAnEarlierPublication) {
  mark({{kFamily, 1}});
  mark({{kFamily, 2}});
  ok(store_->published({{kFamily, 1}}, {}));
  EXPECT_EQ(marks(), (std::vector<Mark>{{kFamily, 2}}));
  ok(store_->published({{kFamily, 2}}, {}));
  EXPECT_TRUE(marks().empty());
}

TEST_F(OutboxStore, ClearingWhatIsNotMarkedIsNothing) {
  ok(store_->published({{kFamily, 1}, {kToBob, 1}}, {}));
  EXPECT_TRUE(marks().empty());
}

TEST_F(OutboxStore, EveryKindOfTargetIsItsOwn) {
  std::vector<Mark> all;
  for (std::uint8_t kind = 1; kind <= 6; ++kind)
    all.push_back({{static_cast<TargetKind>(kind), kAlice, 7}, kind});
  mark(all);
  EXPECT_EQ(marks(), all);
  ok(store_->published({all[2]}, {}));
  all.erase(all.begin() + 2);
  EXPECT_EQ(marks(), all);
}

TEST_F(OutboxStore, ManyMarksAreClearedAtOnce) {
  std::vector<Mark> all;
  for (std::uint64_t i = 0; i < 5'000; ++i) all.push_back({{TargetKind::watcher, kAlice, i}, i + 1});
  mark(all);
  mark({{{TargetKind::watcher, kAlice, 2'500}, 9'999}});
  ok(store_->published(all, {}));
  EXPECT_EQ(marks(), (std::vector<Mark>{{{TargetKind::watcher, kAlice, 2'500}, 9'999}}));
}

// A commit's records and its marks are there together.
TEST_F(OutboxStore, MarksComeWithTheWritesThatMadeThem) {
  Commit commit;
  commit.presentity = kAlice;
  commit.writes = {PutGroup{sample_group(GroupId{1})}};
  commit.marks = {{kFamily, 3}};
  commit.timers = {{at(100), kFamily}};
  commit.registered = kAlice;
  ok(store_->commit(commit));
  reopen();
  EXPECT_EQ(*value_of(store_->load(kAlice)).group(GroupId{1}), sample_group(GroupId{1}));
  EXPECT_EQ(marks(), commit.marks);
  EXPECT_EQ(value_of(store_->due(at(100), 10)), commit.timers);
  EXPECT_EQ(value_of(store_->registered({}, 10)), std::vector<UserId>{kAlice});
}

}  // namespace
}  // namespace facet::resolver::test
