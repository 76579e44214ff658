#include "resolver/pipeline/last_shown.h"

#include <gtest/gtest.h>

namespace facet::resolver {
namespace {

constexpr UserId kAlice{8613800138000};
constexpr UserId kZoe{8613800138009};
constexpr UserId kBob{1};
constexpr UserId kCarol{2};
constexpr UserId kDave{3};
constexpr Target kColleagues{TargetKind::audience, kAlice, 11};
constexpr Target kFamily{TargetKind::audience, kAlice, 22};

using Watchers = std::vector<UserId>;

class LastShownTest : public ::testing::Test {
 protected:
  // To whom it is news; the mark is the latest then.
  Watchers show(const Target& target, const Bytes& view, Watchers watchers, Time expires_at = kNoTime) {
    mark_ = {target, ++version_};
    Messages messages{ShowMessage{target.user, view, std::move(watchers), expires_at}};
    shown_.keep_news(mark_, messages);
    return messages.empty() ? Watchers{} : std::get<ShowMessage>(messages.front()).watchers;
  }
  // And the broker takes it.
  Watchers give(const Target& target, const Bytes& view, Watchers watchers, Time expires_at = kNoTime) {
    const auto news = show(target, view, std::move(watchers), expires_at);
    shown_.taken(mark_);
    return news;
  }

  LastShown shown_{/*most_publications=*/20, /*most_watchers=*/1'000};
  Mark mark_;
  std::uint64_t version_ = 0;
};

TEST_F(LastShownTest, TheSameIsNoNews) {
  EXPECT_EQ(give(kColleagues, "busy", {kBob, kCarol}), (Watchers{kBob, kCarol}));
  EXPECT_EQ(give(kColleagues, "busy", {kBob, kCarol}), Watchers{});
  EXPECT_EQ(give(kColleagues, "free", {kBob, kCarol}), (Watchers{kBob, kCarol}));
  EXPECT_EQ(give(kColleagues, "busy", {kBob, kCarol}), (Watchers{kBob, kCarol}))
      << "it is the last that counts";
}

TEST_F(LastShownTest, AnotherExpiryIsNews) {
  const Time noon{std::chrono::hours{12}};
  give(kColleagues, "busy", {kBob}, noon);
  EXPECT_EQ(give(kColleagues, "busy", {kBob}, noon), Watchers{});
  EXPECT_EQ(give(kColleagues, "busy", {kBob}), Watchers{kBob});
}

TEST_F(LastShownTest, WhatWasSentToOthersChangesNothing) {
  give(kColleagues, "busy", {kBob});
  give(kFamily, "free", {kCarol});
  EXPECT_EQ(give(kColleagues, "busy", {kBob}), Watchers{});
}

TEST_F(LastShownTest, OnlyWhoWasToldSomethingElseIsToldAgain) {
  give(kColleagues, "busy", {kBob, kCarol, kDave});
  give({TargetKind::watcher, kAlice, kCarol.value()}, "off", {kCarol});
  EXPECT_EQ(give(kColleagues, "busy", {kBob, kCarol, kDave}), Watchers{kCarol});
  EXPECT_EQ(give(kColleagues, "busy", {kBob, kCarol, kDave}), Watchers{});
}

TEST_F(LastShownTest, ItDoesNotMatterForWhichTargetItWasSent) {
  give(kColleagues, "off", {kBob});
  EXPECT_EQ(give({TargetKind::presence, kAlice, 0}, "off", {kBob, kCarol}), Watchers{kCarol});
}

TEST_F(LastShownTest, OfSeveralMessagesThoseWithoutNewsAreTakenOut) {
  give(kColleagues, "busy", {kBob});
  Messages messages{ShowMessage{kAlice, "busy", {kBob}}, ShowMessage{kAlice, "free", {kCarol}}};
  shown_.keep_news({kColleagues, 99}, messages);
  ASSERT_EQ(messages.size(), 1U);
  EXPECT_EQ(std::get<ShowMessage>(messages.front()).view, "free");
}

TEST_F(LastShownTest, WhatNobodyHasTakenYetIsNotCertain) {
  show(kColleagues, "busy", {kBob});
  const Mark first = mark_;
  EXPECT_EQ(show(kColleagues, "busy", {kBob}), Watchers{kBob});
  shown_.taken(first);
  EXPECT_EQ(show(kColleagues, "busy", {kBob}), Watchers{kBob}) << "the later one may be lost yet";
  shown_.taken(mark_);
  EXPECT_EQ(show(kColleagues, "busy", {kBob}), Watchers{});
}

TEST_F(LastShownTest, WhatIsForgottenIsNewsAgain) {
  const Target of_zoe{TargetKind::audience, kZoe, 11};
  for (const Target& target : {kColleagues, of_zoe}) give(target, "busy", {kBob, kCarol});
  shown_.forget(kAlice, {kCarol});
  EXPECT_EQ(give(kColleagues, "busy", {kBob, kCarol}), Watchers{kCarol});
  shown_.forget(kAlice);
  EXPECT_EQ(give(of_zoe, "busy", {kBob, kCarol}), Watchers{});
  EXPECT_EQ(show(kColleagues, "busy", {kBob, kCarol}), (Watchers{kBob, kCarol}));
  shown_.forget(kAlice);
  shown_.taken(mark_);
  EXPECT_EQ(give(kColleagues, "busy", {kBob}), Watchers{kBob}) << "a late answer brings nothing back";
  shown_.forget_all();
  EXPECT_EQ(give(of_zoe, "busy", {kBob}), Watchers{kBob});
}

TEST_F(LastShownTest, OfOnePresentityOnlyTheLatestAreKept) {
  give(kColleagues, "busy", {kBob});
  for (int i = 0; i < 10; ++i) give(kFamily, "view " + std::to_string(i), {kCarol});
  EXPECT_EQ(give(kColleagues, "busy", {kBob}), Watchers{kBob});
  EXPECT_LT(shown_.publications(), 10U);
}

TEST_F(LastShownTest, BeyondItsBoundsWhatWasPublishedLongestAgoIsForgotten) {
  const auto of = [](std::uint64_t user) { return Target{TargetKind::audience, UserId{user}, 0}; };
  for (std::uint64_t user = 1; user <= 20; ++user) give(of(user), "busy", {kBob});
  EXPECT_EQ(give(of(1), "free", {kBob}), Watchers{kBob}) << "the 21st: the second goes";
  EXPECT_EQ(shown_.publications(), 20U);
  EXPECT_EQ(give(of(3), "busy", {kBob}), Watchers{});
  EXPECT_EQ(give(of(2), "busy", {kBob}), Watchers{kBob});

  Watchers many;
  for (std::uint64_t id = 1; id <= 999; ++id) many.emplace_back(id);
  give(kColleagues, "busy", many);
  EXPECT_LE(shown_.publications(), 2U) << "for so many watchers the others go";
  EXPECT_EQ(give(kColleagues, "busy", many), Watchers{});
}

}  // namespace
}  // namespace facet::resolver
