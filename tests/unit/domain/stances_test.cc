#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// The presentity as a watcher: what it says of what others show it. Whose topics that fills or empties, the
// pipeline finds out; it is told how things were.
namespace facet::resolver::test {
namespace {

using Changes = std::vector<Was>;

TEST(Stances, EachIsRememberedAndSaysWhatItWas) {
  Owner owner;
  owner.watches({.accept = {kBob}, .mute = {kEve}, .refuse = {kDan}});
  EXPECT_EQ(owner.last().reception.changed,
            (Changes{{kBob, Stance::none, false}, {kEve, Stance::none, false}, {kDan, Stance::none, false}}));
  EXPECT_EQ(owner.presentity().stance(kBob), Stance::accepted);
  EXPECT_EQ(owner.presentity().stance(kEve), Stance::muted);
  EXPECT_EQ(owner.presentity().stance(kDan), Stance::refused);
  owner.watches({.forget = {kDan}});
  EXPECT_EQ(owner.last().reception.changed, (Changes{{kDan, Stance::refused, false}}));
  EXPECT_EQ(owner.presentity().stance(kDan), Stance::none);
}

TEST(Stances, TheSameAgainChangesNothing) {
  Owner owner;
  owner.watches({.accept = {kBob}}).watches({.accept = {kBob}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted);
  EXPECT_EQ(owner.last().reception, Reception{});
}

TEST(Stances, AreNoChangeOfWhatIsShownToAnybody) {
  Owner owner;
  owner.group("Family", 1).with({kBob}).tells("Family", kFree).told();
  owner.watches({.refuse = {kBob}, .strangers = Strangers::take});
  EXPECT_TRUE(owner.last().dirty.empty());
  EXPECT_FALSE(owner.last().log.has_value()) << "the log is of what was shown";
  EXPECT_EQ(owner.told(), std::vector<UserId>{});
}

TEST(Stances, AnOlderWordIsStalePartByPart) {
  Owner owner;
  const Revision early = owner.revision();
  owner.watches({.mute = {kBob}});
  owner.delivers(WatchEdit{.revision = early, .accept = {kBob}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::stale);
  EXPECT_TRUE(owner.last().writes.empty());
  owner.delivers(WatchEdit{.revision = early, .accept = {kBob, kEve}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted) << "what it says of Eve counts";
  EXPECT_EQ(owner.presentity().stance(kBob), Stance::muted);
  EXPECT_EQ(owner.presentity().stance(kEve), Stance::accepted);
}

TEST(Stances, ForgettingIsRememberedToo) {
  Owner owner;
  const Revision early = owner.revision();
  owner.watches({.forget = {kBob}});
  owner.delivers(WatchEdit{.revision = early, .refuse = {kBob}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::stale);
  EXPECT_EQ(owner.presentity().stance(kBob), Stance::none);
}

TEST(Stances, StrangersAreHeldUntilTheyAreTaken) {
  Owner owner;
  owner.watches({.strangers = Strangers::hold});
  EXPECT_FALSE(owner.last().reception.strangers) << "as it is at first";
  owner.watches({.strangers = Strangers::take});
  EXPECT_TRUE(owner.last().reception.strangers);
  owner.watches({.strangers = Strangers::take});
  EXPECT_FALSE(owner.last().reception.strangers);
  owner.watches({.strangers = Strangers::hold});
  EXPECT_TRUE(owner.last().reception.strangers);
}

// Who is put into a group is known from then on, and no more when taken out of the last one.
TEST(Stances, WhomTheOwnerKnowsIsSaidWhenItChanges) {
  Owner owner;
  owner.group("Family", 1).group("Work", 2);
  owner.adds("Family", {kBob});
  EXPECT_EQ(owner.last().reception.changed, (Changes{{kBob, Stance::none, false}}));
  owner.adds("Work", {kBob});
  EXPECT_EQ(owner.last().reception, Reception{});
  owner.removes("Family", {kBob});
  EXPECT_EQ(owner.last().reception, Reception{});
  owner.erases("Work");
  EXPECT_EQ(owner.last().reception.changed, (Changes{{kBob, Stance::none, true}}));
  owner.tells_only(kBob, kFree);
  EXPECT_EQ(owner.last().reception.changed, (Changes{{kBob, Stance::none, false}}));
  owner.blocks(kBob);
  EXPECT_EQ(owner.last().reception, Reception{}) << "a block says nothing of what one takes";
}

TEST(Stances, BeyondTheBoundNewOnesAreRefused) {
  Owner owner;
  for (std::uint64_t i = 0; i < limits::kStancesPerUser; ++i) {
    owner.presentity().put_stance(UserId{100 + i}, {Stance::muted, Revision{1 << 16}});
  }
  owner.watches({.accept = {kBob}});
  EXPECT_EQ(owner.last().receipt.reason, Reason::over_limit);
  EXPECT_EQ(owner.last().receipt.limit, "stances_per_user");
  EXPECT_EQ(owner.last().receipt.limit_value, limits::kStancesPerUser);
  EXPECT_TRUE(owner.last().writes.empty());
  owner.watches({.accept = {UserId{100}}});
  EXPECT_EQ(owner.last().receipt.outcome, Outcome::accepted) << "of one of whom it said something before";
}

}  // namespace
}  // namespace facet::resolver::test
