#include "tests/unit/pipeline/fixture.h"

// The end of an account, and the number in somebody else's hands.
namespace facet::resolver::testing {
namespace {

class ErasureTest : public PipelineTest {
 protected:
  // Alice shows Bob that she is busy, and Bob shows Alice that he is free.
  void two_friends() {
    hello(kAlice);
    hello(kBob);
    group(kAlice, kColleagues, 1, {kBob});
    tell(kAlice, kColleagues, Activity::busy);
    group(kBob, kFamily, 1, {kAlice});
    tell(kBob, kFamily, Activity::free);
    ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
    ASSERT_TRUE(comes_to_show(kAlice, kBob, Activity::free));
    ASSERT_TRUE(settles());
  }
  std::uint64_t erase(UserId user) {
    const AccountEdit edit{next(user), user};
    up(user, topics::UpKind::account, encode(edit));
    return edit.revision.value();
  }
  std::vector<std::string> topics_naming(UserId user) {
    std::vector<std::string> found;
    for (const auto& [topic, payload] : bus_.retained()) {
      if (topic.find("/" + user.digits()) != std::string::npos) found.push_back(topic);
    }
    return found;
  }
};

TEST_F(ErasureTest, EveryTopicItFilledOrReceivedIsEmpty) {
  two_friends();
  bus_.deliver(topics::build(topics::Link{kAlice, kPhone}), encode(Link{LinkState::connected, 1}));
  ASSERT_TRUE(has_receipt(kAlice, erase(kAlice)));
  EXPECT_TRUE(eventually([&] { return topics_naming(kAlice).empty(); }));
  ASSERT_TRUE(settles());
  EXPECT_EQ(bus_.retained().count(topics::build(topics::Own{kBob, kFamily})), 1U) << "Bob's are untouched";
  EXPECT_TRUE(store_.load(kAlice)->contacts().empty());
  EXPECT_TRUE(store_.load(kAlice)->devices().empty());
  EXPECT_TRUE(store_.log(kAlice, 0, 10)->empty());
}

TEST_F(ErasureTest, GoesOnAfterACrash) {
  two_friends();
  bus_.refuse(true);
  erase(kAlice);
  bus_.refuse(false);
  restart();
  EXPECT_TRUE(eventually([&] { return topics_naming(kAlice).empty(); }));
  ASSERT_TRUE(settles());
  EXPECT_FALSE(store_.load(kAlice)->account().erasing);
}

TEST_F(ErasureTest, AnotherNumberThanOnesOwnIsRefused) {
  two_friends();
  const AccountEdit edit{next(kAlice), kBob};
  up(kAlice, topics::UpKind::account, encode(edit));
  ASSERT_TRUE(has_receipt(kAlice, edit.revision.value()));
  EXPECT_EQ(receipt(kAlice, edit.revision.value())->reason, Reason::bad_value);
  EXPECT_EQ(shown(kBob, kAlice), Activity::busy);
}

TEST_F(ErasureTest, WhatWasMadeBeforeItIsRefused) {
  two_friends();
  const StatusEdit early{next(kAlice), {{kOther, Setting{Activity::busy, "", kNoTime, kNoTime}}}, {}, {}, {}};
  ASSERT_TRUE(has_receipt(kAlice, erase(kAlice)));
  ASSERT_TRUE(settles());
  up(kAlice, topics::UpKind::status, encode(early));
  ASSERT_TRUE(has_receipt(kAlice, early.revision.value()));
  EXPECT_EQ(receipt(kAlice, early.revision.value())->reason, Reason::erased);
}

TEST_F(ErasureTest, WhoHasTheNumberNextInheritsNothing) {
  two_friends();
  ASSERT_TRUE(has_receipt(kAlice, erase(kAlice)));
  ASSERT_TRUE(settles());
  clock_.advance(std::chrono::hours{1});
  ASSERT_TRUE(has_receipt(kAlice, hello(kAlice)));
  watch(kAlice, {.strangers = Strangers::take});
  ASSERT_TRUE(settles());
  EXPECT_EQ(shown(kAlice, kBob), Activity::unset) << "Bob's family status was for somebody else";
  EXPECT_EQ(shown(kBob, kAlice), Activity::unset);
  tell(kBob, kFamily, Activity::driving);
  ASSERT_TRUE(settles());
  EXPECT_EQ(shown(kAlice, kBob), Activity::unset);
  restart();
  tell(kBob, kFamily, Activity::meeting);
  ASSERT_TRUE(settles());
  EXPECT_EQ(shown(kAlice, kBob), Activity::unset) << "also after a restart";

  clock_.advance(std::chrono::hours{1});
  const GroupsEdit again{next(kBob),
                         {{.group = kFamily, .name = {}, .rank = {}, .add = {kAlice}, .remove = {}}}};
  up(kBob, topics::UpKind::groups, encode(again));
  EXPECT_TRUE(comes_to_show(kAlice, kBob, Activity::meeting)) << "once Bob says so";
}

}  // namespace
}  // namespace facet::resolver::testing
