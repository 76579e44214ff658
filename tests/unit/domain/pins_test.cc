#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// A View that changes its source and nothing else keeps its `changed_at`: in the topic, for a request, and
// for whoever asks later.
namespace facet::resolver::test {
namespace {

using Watchers = std::vector<UserId>;
using std::chrono::hours;
using std::chrono::minutes;

// Both groups are told the same, an hour apart.
Owner same_status_twice() {
  Owner owner;
  owner.group("Family", 1).with({kBob, kEve});
  owner.group("Work", 2).with({kDan});
  owner.tells("Family", kDriving).waits(hours{1}).tells("Work", kDriving);
  owner.told();
  return owner;
}

TEST(Pins, AMoveKeepsChangedAt) {
  Owner owner = same_status_twice();
  const View before = owner.seen_by(kBob);
  owner.moves(kBob, "Family", "Work");
  EXPECT_EQ(owner.seen_by(kBob), before);
  EXPECT_EQ(owner.topic_of(kBob), before);
  EXPECT_NE(owner.seen_by(kDan).changed_at, before.changed_at);
}

TEST(Pins, EndWithTheNextStatus) {
  Owner owner = same_status_twice();
  owner.moves(kBob, "Family", "Work").waits(minutes{1}).tells("Work", kBusy);
  EXPECT_EQ(owner.told(), (Watchers{kBob, kDan}));
  EXPECT_EQ(owner.topic_of(kBob), owner.topic_of(kDan));
}

TEST(Pins, AudienceIsPublishedInOneMessageForEachView) {
  Owner owner = same_status_twice();
  owner.moves(kBob, "Family", "Work");
  const auto shown = audience_views(owner.presentity(), owner.id("Work"), owner.time());
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_EQ(shown[0].watchers, Watchers{kBob});
  EXPECT_EQ(shown[1].watchers, Watchers{kDan});
  EXPECT_TRUE(same_shown(shown[0].view, shown[1].view));
}

TEST(Pins, MovesThereAndBackAgainLeaveNothing) {
  Owner owner = same_status_twice();
  const View before = owner.seen_by(kBob);
  owner.moves(kBob, "Family", "Work").moves(kBob, "Work", "Family");
  EXPECT_EQ(owner.seen_by(kBob), before);
  EXPECT_EQ(owner.presentity().contact(kBob)->own.pin, std::nullopt);
}

TEST(Pins, AnOverrideThatSaysTheSameIsToldToNobody) {
  Owner owner = same_status_twice();
  const View before = owner.seen_by(kBob);
  owner.tells_only(kBob, kDriving);
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.seen_by(kBob), before);
  owner.tells_only(kBob, std::nullopt);
  EXPECT_EQ(owner.told(), Watchers{});
  EXPECT_EQ(owner.seen_by(kBob), before);
}

TEST(Pins, NeverMakeABlockedContactDifferent) {
  Owner owner = same_status_twice();
  owner.moves(kBob, "Family", "Work").blocks(kBob);
  EXPECT_EQ(owner.seen_by(kBob), off_view());
  EXPECT_EQ(owner.topic_of(kBob), off_view());
}

TEST(Pins, GoWithTheContact) {
  Owner owner = same_status_twice();
  owner.moves(kBob, "Family", "Work").removes("Work", {kBob});
  EXPECT_EQ(owner.presentity().contact(kBob)->own.pin, std::nullopt);
}

}  // namespace
}  // namespace facet::resolver::test
