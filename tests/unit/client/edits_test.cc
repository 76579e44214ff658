#include "client/lib/edits.h"

#include <gtest/gtest.h>

#include "client/lib/pauses.h"
#include "schemas/decode.h"
#include "schemas/limits.h"

namespace facet::client {
namespace {

constexpr GroupId kA{1};
constexpr GroupId kB{2};
constexpr Time kLater{std::chrono::seconds{2'000'000'000}};

StatusEdit tells(std::vector<GroupId> groups, Time until = kNoTime) {
  StatusEdit edit;
  for (const auto group : groups) edit.settings.push_back({group, {Activity::busy, "", until, kNoTime}});
  return edit;
}

TEST(Covers, NewerSettingOfTheSameGroups) {
  EXPECT_TRUE(covers(tells({kA}), tells({kA})));
  EXPECT_TRUE(covers(tells({kA, kB}), tells({kB})));
  EXPECT_FALSE(covers(tells({kA}), tells({kA, kB})));
}

// Every group but `other`; and single groups are not every group, some of which another device may have made.
TEST(Covers, EveryGroup) {
  EXPECT_TRUE(covers(tells({kEveryGroup}), tells({kA, kB})));
  EXPECT_TRUE(covers(tells({kEveryGroup}), tells({kEveryGroup})));
  EXPECT_FALSE(covers(tells({kEveryGroup}), tells({kOther})));
  EXPECT_FALSE(covers(tells({kA, kB}), tells({kEveryGroup})));
}

// A setting with an end leaves the base under it, which shows again when it ends.
TEST(Covers, TemporarySettingLeavesTheBase) {
  EXPECT_FALSE(covers(tells({kA}, kLater), tells({kA})));
  EXPECT_TRUE(covers(tells({kA}, kLater), tells({kA}, kLater)));
  EXPECT_TRUE(covers(tells({kA}), tells({kA}, kLater)));
}

TEST(Covers, NothingCoversBlocksAndOverrides) {
  auto blocks = tells({kA});
  blocks.block = {UserId{86}};
  EXPECT_FALSE(covers(tells({kA}), blocks));
}

// However many members: each message is within the limits and together they are all members, once.
TEST(MemberDrafts, AreCutIntoMessagesWithinLimits) {
  std::vector<UserId> add;
  for (std::uint64_t i = 1; i <= 2 * kContactsPerDraft + 1; ++i) add.emplace_back(i);
  const auto drafts = draft_members(kA, add, {UserId{999'999}});
  ASSERT_EQ(drafts.size(), 4U);
  std::vector<UserId> seen;
  for (const auto& draft : drafts) {
    const auto payload = stamped(draft, Revision{65'543});
    ASSERT_LE(payload.size(), limits::kUpPayloadBytes);
    const auto edit = decode_groups_edit(payload);
    ASSERT_TRUE(edit);
    seen.insert(seen.end(), edit->edits[0].add.begin(), edit->edits[0].add.end());
  }
  EXPECT_EQ(seen, add);
  EXPECT_TRUE(draft_members(kA, {}, {}).empty());
}

TEST(Restamped, ChangesNothingButTheRevision) {
  const Draft draft{tells({kA}, kLater), {}};
  const auto again = restamped(topics::UpKind::status, stamped(draft, Revision{65'543}), Revision{131'079});
  ASSERT_TRUE(again);
  EXPECT_EQ(*again, stamped(draft, Revision{131'079}));
  EXPECT_FALSE(restamped(topics::UpKind::groups, stamped(draft, Revision{65'543}), Revision{131'079}));
}

TEST(Pauses, GrowToTheirLongestAndStartAgain) {
  using namespace std::chrono_literals;
  Pauses pauses = kReconnectPauses;
  EXPECT_EQ(pauses.grow(), 1s);
  EXPECT_EQ(pauses.grow(), 2s);
  for (int i = 0; i < 10; ++i) pauses.grow();
  EXPECT_EQ(pauses.grow(), 60s);
  pauses.reset();
  EXPECT_EQ(pauses.grow(), 1s);
  EXPECT_EQ(jittered(10s, 0.0), 5s);
  EXPECT_EQ(jittered(10s, 1.0), 10s);
}

}  // namespace
}  // namespace facet::client
