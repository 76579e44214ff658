#include "tests/unit/pipeline/fixture.h"

namespace facet::resolver::testing {
namespace {

using Retained = ModelBus::Retained;

Retained without_ops(Retained retained) {
  std::erase_if(retained, [](const auto& entry) { return entry.first.starts_with("facet/v1/ops/"); });
  return retained;
}

class RecoveryTest : public PipelineTest {
 protected:
  // Returns the request id.
  std::uint64_t remove_bob_from_colleagues() {
    GroupEdit edit;
    edit.group = kColleagues;
    edit.remove = {kBob};
    const GroupsEdit removal{next(kAlice), {std::move(edit)}};
    up(kAlice, topics::UpKind::groups, encode(removal));
    return removal.revision.value();
  }
  void SetUp() override {
    PipelineTest::SetUp();
    hello(kBob);
    hello(kCarol);
    group(kAlice, kColleagues, 1, {kBob});
    group(kAlice, kFamily, 2, {kCarol});
    tell(kAlice, kColleagues, Activity::meeting);
    tell(kAlice, kFamily, Activity::driving);
    ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
    ASSERT_TRUE(comes_to_show(kCarol, kAlice, Activity::driving));
    ASSERT_TRUE(settles());
    ASSERT_TRUE(marker_settles());
  }
};

TEST_F(RecoveryTest, AnIntactBrokerIsSentNothingAgain) {
  const auto bobs = bus_.history(in(kBob, kAlice)).size();
  restart();
  ASSERT_TRUE(has_receipt(kAlice, tell(kAlice, kFamily, Activity::free)));
  ASSERT_TRUE(comes_to_show(kCarol, kAlice, Activity::free));
  EXPECT_EQ(bus_.history(in(kBob, kAlice)).size(), bobs);
}

TEST_F(RecoveryTest, AnEmptiedBrokerIsFilledAgain) {
  const auto before = without_ops(bus_.retained());
  bus_.disconnect();
  bus_.replace_retained({});
  connect();
  EXPECT_TRUE(eventually([&] { return without_ops(bus_.retained()) == before; }));
  EXPECT_TRUE(marker_settles());
}

TEST_F(RecoveryTest, ABrokerFromAnOlderSaveGetsWhatChangedSinceAndNothingElse) {
  const auto save = bus_.retained();
  tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  ASSERT_TRUE(settles());
  const auto carols = bus_.history(in(kCarol, kAlice)).size();
  bus_.disconnect();
  bus_.replace_retained(save);
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  EXPECT_TRUE(settles());
  EXPECT_EQ(bus_.history(in(kCarol, kAlice)).size(), carols);
}

// Emptied and filled again, it comes back from a save of before: of another filling.
TEST_F(RecoveryTest, ABrokerFromASaveOfAnEarlierFillingKeepsNothingThatIsNoMore) {
  const auto save = bus_.retained();
  bus_.disconnect();
  bus_.replace_retained({});
  connect();
  ASSERT_TRUE(comes_to_show(kCarol, kAlice, Activity::driving));
  GroupEdit deletion;
  deletion.group = kColleagues;
  deletion.erase = true;
  const GroupsEdit edit{next(kAlice), {std::move(deletion)}};
  up(kAlice, topics::UpKind::groups, encode(edit));
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::off)) << "one of the others, for a while";
  ASSERT_TRUE(settles());
  bus_.disconnect();
  bus_.replace_retained(save);
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::off));
  ASSERT_TRUE(settles());
  EXPECT_FALSE(bus_.retained().contains(topics::build(topics::Own{kAlice, kColleagues})));
}

// Bob's topic was empty already when he said that he wants nothing of Alice: no topic was named then.
TEST_F(RecoveryTest, ABrokerFromAnOlderSaveKeepsNothingForOneWhoDoesNotTakeItAnyMore) {
  const auto save = bus_.retained();
  remove_bob_from_colleagues();
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::off));
  clock_.advance(std::chrono::hours{25});
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
  ASSERT_TRUE(has_receipt(kBob, watch(kBob, {.mute = {kAlice}})));
  ASSERT_TRUE(settles());
  bus_.disconnect();
  bus_.replace_retained(save);
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
}

TEST_F(RecoveryTest, ABrokerFromAnOlderSaveGetsWhatAStrangerShowedWhoIsKnownByNow) {
  watch(kBob, {.strangers = Strangers::hold});
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::unset));
  ASSERT_TRUE(settles());
  ASSERT_TRUE(marker_settles());
  const auto save = bus_.retained();
  watch(kBob, {.strangers = Strangers::take});
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
  ASSERT_TRUE(has_receipt(kBob, group(kBob, kFamily, 1, {kAlice})));
  ASSERT_TRUE(settles());
  bus_.disconnect();
  bus_.replace_retained(save);
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
}

// A power cut can take what was not synced: a broker that is said to have it would be believed wrongly.
TEST_F(RecoveryTest, TheMarkerTellsOfNothingThatIsNotOnTheDisk) {
  const std::string marker = "facet/v1/ops/resolver/one/epoch";
  const auto before = bus_.retained().at(marker);
  store_.fail_syncs(true);
  report(kAlice, DeviceState::shutting_down);
  link(kAlice, LinkState::gone, 5);
  ASSERT_TRUE(eventually([&] { return fatal_ > 0; }));
  EXPECT_EQ(bus_.retained().at(marker), before);
}

TEST_F(RecoveryTest, WhenTheJournalDoesNotReachBackEverythingIsPublished) {
  const auto save = bus_.retained();
  tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  ASSERT_TRUE(settles());
  bus_.disconnect();
  bus_.replace_retained(save);
  store_.trim_journal_before(*store_.last_published() + 1);
  const auto carols = bus_.history(in(kCarol, kAlice)).size();
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  EXPECT_TRUE(eventually([&] { return bus_.history(in(kCarol, kAlice)).size() > carols; }));
}

TEST_F(RecoveryTest, WhatChangedWhileTheBrokerWasAwayIsPublishedAfterwards) {
  bus_.refuse(true);
  tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(eventually([&] { return store_.mark_count() > 0; }));
  bus_.disconnect();
  bus_.refuse(false);
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  EXPECT_TRUE(settles());
}

TEST_F(RecoveryTest, WhatWasMarkedWhenTheProcessDiedIsPublishedByTheNext) {
  bus_.refuse(true);
  tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(eventually([&] { return store_.mark_count() > 0; }));
  bus_.disconnect();
  resolver_.reset();
  bus_.refuse(false);
  start();
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  EXPECT_TRUE(settles());
}

TEST_F(RecoveryTest, WhoLeavesAGroupBeforeItsChangeWasPublishedIsToldWhatTheNewGroupShows) {
  ASSERT_TRUE(has_receipt(kAlice, group(kAlice, kFamily, 2, {kBob, kCarol})));
  tell(kAlice, kColleagues, Activity::busy);
  tell(kAlice, kFamily, Activity::driving);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  ASSERT_TRUE(settles());
  bus_.refuse(true);
  // Colleagues are told what Family shows, and then Bob leaves them: he sees the same by both, but his topic
  // does not.
  tell(kAlice, kColleagues, Activity::driving);
  remove_bob_from_colleagues();
  ASSERT_TRUE(eventually([&] { return store_.mark_count() > 1; }));
  EXPECT_EQ(shown(kBob, kAlice), Activity::busy);
  bus_.refuse(false);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::driving));
  EXPECT_TRUE(settles());
}

TEST_F(RecoveryTest, ABrokerSavedInTheMiddleOfAFillingIsFilledFromThereAgain) {
  bus_.disconnect();
  bus_.replace_retained({});
  connect();
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
  ASSERT_TRUE(marker_settles());
  const std::string marker = "facet/v1/ops/resolver/one/epoch";
  Bytes in_the_middle;
  for (const auto& payload : bus_.history(marker)) {
    if (payload.find("\"complete\":false") != Bytes::npos) in_the_middle = payload;
  }
  ASSERT_FALSE(in_the_middle.empty());
  bus_.disconnect();
  bus_.replace_retained({{marker, in_the_middle}});
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
}

TEST_F(RecoveryTest, AMoveThatShowsTheSameIsStillRememberedForABrokerFromAnOlderSave) {
  ASSERT_TRUE(has_receipt(kAlice, group(kAlice, kFamily, 2, {kBob, kCarol})));
  ASSERT_TRUE(settles());
  ASSERT_TRUE(marker_settles());
  const auto save = bus_.retained();
  tell(kAlice, kColleagues, Activity::driving);
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::driving));
  ASSERT_TRUE(settles());
  const auto removal = remove_bob_from_colleagues();
  ASSERT_TRUE(has_receipt(kAlice, removal));
  ASSERT_TRUE(settles());
  ASSERT_TRUE(marker_settles());
  bus_.disconnect();
  bus_.replace_retained(save);
  connect();
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::driving));
}

TEST_F(RecoveryTest, AClockSetBackDoesNotBringAnEndedSettingBack) {
  tell(kAlice, kColleagues, Activity::busy, to_time(clock_.now()) + std::chrono::minutes{10});
  ASSERT_TRUE(comes_to_show(kBob, kAlice, Activity::busy));
  ASSERT_TRUE(settles());
  bus_.refuse(true);
  clock_.advance(std::chrono::minutes{10} + std::chrono::seconds{1});
  ASSERT_TRUE(eventually([&] { return store_.timer_count() == 0; }));
  clock_.advance(-std::chrono::seconds{3});
  bus_.refuse(false);
  EXPECT_TRUE(comes_to_show(kBob, kAlice, Activity::meeting));
}

TEST_F(RecoveryTest, AReceiptThatTheBusDidNotTakeIsSentWhenItIsWholeAgain) {
  bus_.refuse(true);
  const auto request = tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(eventually([&] { return store_.mark_count() > 0; }));
  EXPECT_FALSE(receipt(kAlice, request).has_value());
  bus_.refuse(false);
  EXPECT_TRUE(has_receipt(kAlice, request));
}

TEST_F(RecoveryTest, AStoreThatCannotWriteAnswersUnavailableAndChangesNothing) {
  store_.fail_commits(true);
  const auto request = tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(has_receipt(kAlice, request));
  EXPECT_EQ(receipt(kAlice, request)->reason, Reason::unavailable);
  store_.fail_commits(false);
  EXPECT_EQ(shown(kBob, kAlice), Activity::meeting);
  up(kBob, topics::UpKind::ask, encode(StatusRequest{9, {kAlice}}));
  ASSERT_TRUE(has_receipt(kBob, 9));
  EXPECT_EQ(receipt(kBob, 9)->answers.at(0).view.activity, Activity::meeting);
}

TEST_F(RecoveryTest, ADiskThatDoesNotKeepItsWordEndsTheResolverAndGivesNoReceipt) {
  store_.fail_syncs(true);
  const auto request = tell(kAlice, kColleagues, Activity::busy);
  EXPECT_TRUE(eventually([&] { return fatal_ == 1; }));
  EXPECT_FALSE(receipt(kAlice, request).has_value());
}

}  // namespace
}  // namespace facet::resolver::testing
