#include <gtest/gtest.h>

#include "tests/unit/domain/story.h"

// Between a decision and its publication other changes come. What is published is worked out then, so nobody
// may fall out of an audience that still waits.
namespace facet::resolver::test {
namespace {

struct Waiting {
  Presentity presentity{kOwner};
  Broker broker;
  Instant now{std::chrono::milliseconds{1'795'455'000'000}};

  template <typename Edit>
  void decides(Edit edit) {
    now += std::chrono::milliseconds{1};
    edit.revision = Revision::next(now, kPhone, {});
    broker.mark(decide(presentity, edit, kPhone, now));
  }
  void publishes() { broker.publish_all(presentity, to_time(now)); }
  View seen_by(UserId watcher) const { return view_of(presentity, watcher, to_time(now)); }
};

constexpr GroupId kFamily{1};
constexpr GroupId kWork{2};

Waiting two_groups() {
  Waiting world;
  world.decides(
      GroupsEdit{{},
                 {{.group = kFamily, .name = "Family", .rank = 1, .add = {kBob, kEve}, .remove = {}},
                  {.group = kWork, .name = "Work", .rank = 2, .add = {kDan}, .remove = {}}}});
  world.decides(StatusEdit{{}, {{kFamily, kFree}, {kWork, kDriving}}, {}, {}, {}});
  world.publishes();
  return world;
}

// Family is told what Work is told already; before that is published, Bob moves from one to the other.
TEST(Waiting, AMoveOutOfAnAudienceThatWaitsIsTold) {
  Waiting world = two_groups();
  world.decides(StatusEdit{{}, {{kFamily, kDriving}}, {}, {}, {}});
  world.decides(GroupsEdit{{},
                           {{.group = kFamily, .name = {}, .rank = {}, .add = {}, .remove = {kBob}},
                            {.group = kWork, .name = {}, .rank = {}, .add = {kBob}, .remove = {}}}});
  world.publishes();
  EXPECT_EQ(world.broker.retained(kBob), world.seen_by(kBob));
  EXPECT_EQ(world.broker.retained(kBob)->activity, Activity::driving);
}

TEST(Waiting, AnOverrideOverAnAudienceThatWaitsIsTold) {
  Waiting world = two_groups();
  world.decides(StatusEdit{{}, {{kFamily, kDriving}}, {}, {}, {}});
  world.decides(StatusEdit{{}, {}, {{kBob, kDriving}}, {}, {}});
  world.publishes();
  EXPECT_EQ(world.broker.retained(kBob), world.seen_by(kBob));
}

TEST(Waiting, ABlockOverAnAudienceThatWaitsIsTold) {
  Waiting world = two_groups();
  world.decides(StatusEdit{{}, {{kFamily, kOff}}, {}, {}, {}});
  world.decides(StatusEdit{{}, {}, {}, {kBob}, {}});
  world.publishes();
  EXPECT_EQ(world.broker.retained(kBob), off_view());
}

TEST(Waiting, TheEndOfAGroupWhoseAudienceWaitsIsTold) {
  Waiting world = two_groups();
  world.decides(GroupsEdit{{}, {{.group = kWork, .name = {}, .rank = {}, .add = {kBob}, .remove = {}}}});
  world.decides(StatusEdit{{}, {{kFamily, kDriving}}, {}, {}, {}});
  GroupEdit erase{.group = kFamily, .name = {}, .rank = {}, .add = {}, .remove = {}};
  erase.erase = true;
  world.decides(GroupsEdit{{}, {erase}});
  world.publishes();
  EXPECT_EQ(world.broker.retained(kBob), world.seen_by(kBob));
  EXPECT_EQ(world.broker.retained(kEve), off_view()) << "what strangers are told";
}

TEST(Waiting, ManyChangesAreOneMessageOfTheLast) {
  Waiting world = two_groups();
  world.broker.take_messages();
  for (const Setting& setting : {kDriving, kBusy, kMeeting}) {
    world.decides(StatusEdit{{}, {{kFamily, setting}}, {}, {}, {}});
  }
  world.publishes();
  EXPECT_EQ(world.broker.take_messages().size(), 2U) << "Bob and Eve, once each";
  EXPECT_EQ(world.broker.retained(kBob)->activity, Activity::meeting);
}

// Without a waiting audience a move that shows the same costs nothing.
TEST(Waiting, AMoveOutOfAQuietAudienceIsToldToNobody) {
  Waiting world = two_groups();
  world.decides(StatusEdit{{}, {{kFamily, kDriving}}, {}, {}, {}});
  world.publishes();
  world.broker.take_messages();
  world.decides(GroupsEdit{{},
                           {{.group = kFamily, .name = {}, .rank = {}, .add = {}, .remove = {kBob}},
                            {.group = kWork, .name = {}, .rank = {}, .add = {kBob}, .remove = {}}}});
  world.publishes();
  EXPECT_TRUE(world.broker.take_messages().empty());
}

}  // namespace
}  // namespace facet::resolver::test
