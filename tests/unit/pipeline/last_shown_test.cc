#include "resolver/pipeline/last_shown.h"

#include <gtest/gtest.h>

#include <set>

namespace facet::resolver {
namespace {

constexpr UserId kAlice{8613800138000};
constexpr Mark kColleagues{{TargetKind::audience, kAlice, 11}, 1};
constexpr Mark kFamily{{TargetKind::audience, kAlice, 22}, 2};
constexpr Mark kOfBob{{TargetKind::audience, UserId{8613800138001}, 11}, 3};

Fingerprint print(std::uint8_t of) {
  return {of};
}

TEST(LastShown, HoldsWhatTheBrokerHasTaken) {
  LastShown shown;
  EXPECT_FALSE(shown.holds(kColleagues.target, print(1)));
  shown.sent(kColleagues, print(1));
  EXPECT_FALSE(shown.holds(kColleagues.target, print(1))) << "nobody knows yet";
  shown.taken(kColleagues);
  EXPECT_TRUE(shown.holds(kColleagues.target, print(1)));
  EXPECT_FALSE(shown.holds(kColleagues.target, print(2)));
}

TEST(LastShown, OnlyTheLastPublicationOfAPresentityCounts) {
  LastShown shown;
  shown.sent(kColleagues, print(1));
  shown.taken(kColleagues);
  shown.sent(kFamily, print(2));
  EXPECT_FALSE(shown.holds(kColleagues.target, print(1))) << "somebody may be in both";
  shown.taken(kFamily);
  EXPECT_TRUE(shown.holds(kFamily.target, print(2)));
}

TEST(LastShown, AnAnswerToAnEarlierOneSaysNothingOfTheLast) {
  LastShown shown;
  const Mark later{kColleagues.target, 7};
  shown.sent(kColleagues, print(1));
  shown.sent(later, print(2));
  shown.taken(kColleagues);
  EXPECT_FALSE(shown.holds(kColleagues.target, print(1)));
  EXPECT_FALSE(shown.holds(kColleagues.target, print(2)));
  shown.taken(later);
  EXPECT_TRUE(shown.holds(kColleagues.target, print(2)));
}

TEST(LastShown, WhatIsForgottenIsNotHeld) {
  LastShown shown;
  for (const Mark& mark : {kColleagues, kOfBob}) {
    shown.sent(mark, print(1));
    shown.taken(mark);
  }
  shown.forget(kAlice);
  EXPECT_FALSE(shown.holds(kColleagues.target, print(1)));
  EXPECT_TRUE(shown.holds(kOfBob.target, print(1)));
  shown.forget_all();
  EXPECT_FALSE(shown.holds(kOfBob.target, print(1)));
  shown.sent(kColleagues, print(1));
  shown.forget(kAlice);
  shown.taken(kColleagues);
  EXPECT_FALSE(shown.holds(kColleagues.target, print(1))) << "an answer that came late brings nothing back";
}

TEST(LastShown, BeyondItsBoundWhatWasPublishedLongestAgoIsForgotten) {
  LastShown shown(/*most=*/10);
  for (std::uint64_t user = 1; user <= 11; ++user) {
    const Mark mark{{TargetKind::audience, UserId{user}, 0}, user};
    shown.sent(mark, print(1));
    shown.taken(mark);
    if (user == 10) shown.sent({{TargetKind::audience, UserId{1}, 0}, 99}, print(2));
  }
  EXPECT_EQ(shown.size(), 10U);
  EXPECT_FALSE(shown.holds({TargetKind::audience, UserId{2}, 0}, print(1)));
  EXPECT_TRUE(shown.holds({TargetKind::audience, UserId{3}, 0}, print(1)));
  shown.taken({{TargetKind::audience, UserId{1}, 0}, 99});
  EXPECT_TRUE(shown.holds({TargetKind::audience, UserId{1}, 0}, print(2)));
}

// Whatever is different in what is sent makes a difference, and so does where one thing ends.
TEST(Fingerprint, TellsAllMessagesApart) {
  const Time time{std::chrono::hours{1}};
  const std::vector<Messages> all{
      {},
      {ShowMessage{UserId{1}, "view", {UserId{2}, UserId{3}}}},
      {ShowMessage{UserId{9}, "view", {UserId{2}, UserId{3}}}},
      {ShowMessage{UserId{1}, "View", {UserId{2}, UserId{3}}}},
      {ShowMessage{UserId{1}, "", {UserId{2}, UserId{3}}}},
      {ShowMessage{UserId{1}, "view", {UserId{2}}}},
      {ShowMessage{UserId{1}, "view", {UserId{3}, UserId{2}}}},
      {ShowMessage{UserId{1}, "view", {}}},
      {ShowMessage{UserId{1}, "view", {UserId{2}, UserId{3}}, time}},
      {ShowMessage{UserId{1}, "view", {UserId{2}}}, ShowMessage{UserId{1}, "view", {UserId{3}}}},
      {ShowMessage{UserId{1}, "view", {UserId{3}}}, ShowMessage{UserId{1}, "view", {UserId{2}}}},
      {TopicMessage{"topic", "payload"}},
      {TopicMessage{"topicp", "ayload"}},
      {TopicMessage{"topic", "payload"}, TopicMessage{"topic", "payload"}},
  };
  std::set<Fingerprint> prints;
  for (const auto& messages : all) {
    prints.insert(fingerprint(messages));
    EXPECT_EQ(fingerprint(messages), fingerprint(Messages{messages}));
  }
  EXPECT_EQ(prints.size(), all.size());
}

}  // namespace
}  // namespace facet::resolver
