#include "resolver/adapters/rocksdb/keys.h"

#include <gtest/gtest.h>

#include <limits>

#include "tests/unit/store/samples.h"

namespace facet::resolver::rocks {
namespace {

using test::at;
using test::hex;
using test::kAlice;
using test::kBob;

constexpr Target kTarget{TargetKind::watcher, kAlice, kBob.value()};
constexpr UserId kLastUser{std::numeric_limits<std::uint64_t>::max()};

// These bytes are on people's disks: a change here is a new schema.
TEST(Keys, TheirBytesAreFixed) {
  EXPECT_EQ(hex(user_key(kAlice).view()), "000007d58e7f5510");
  EXPECT_EQ(hex(group_key(kAlice, GroupId{0x01020304}).view()), "000007d58e7f551001020304");
  EXPECT_EQ(hex(contact_key(kAlice, kBob).view()), "000007d58e7f5510000004786386804e");
  EXPECT_EQ(hex(device_key(kAlice, DeviceId{258}).view()), "000007d58e7f55100102");
  EXPECT_EQ(hex(target_key({TargetKind::presence, kAlice, 7}).view()), "06000007d58e7f55100000000000000007");
  EXPECT_EQ(hex(edge_key(kAlice, GroupId{5}, kBob).view()), "000007d58e7f551000000005000004786386804e");
  EXPECT_EQ(hex(watch_key(kBob, kAlice, GroupId{5}).view()), "000004786386804e000007d58e7f551000000005");
  EXPECT_EQ(hex(watch_key(kBob, kAlice, kOverride).view()), "000004786386804e000007d58e7f5510ffffffff");
  EXPECT_EQ(hex(watch_key(kBob, kAlice, kFollower).view()), "000004786386804e000007d58e7f551000000000");
  EXPECT_EQ(hex(log_key(kAlice, 200).view()), "000007d58e7f5510000000c8");
  EXPECT_EQ(hex(target_key(kTarget).view()), "02000007d58e7f5510000004786386804e");
  EXPECT_EQ(hex(sequence_key(258).view()), "0000000000000102");
  EXPECT_EQ(hex(timer_key({at(258), kTarget}).view()), "800000000000010202000007d58e7f5510000004786386804e");
}

TEST(Keys, WhatIsBuiltIsWhatIsParsed) {
  for (const UserId user : {UserId{}, kAlice, kLastUser}) {
    for (const GroupId group : {kOther, GroupId{1}, kEveryGroup}) {
      EXPECT_EQ(parse_group_key(group_key(user, group).view()), group);
      const auto edge = parse_edge_key(edge_key(user, group, kBob).view());
      ASSERT_TRUE(edge);
      EXPECT_EQ(edge->group, group);
      EXPECT_EQ(edge->contact, kBob);
      const auto watch = parse_watch_key(watch_key(kBob, user, group).view());
      ASSERT_TRUE(watch);
      EXPECT_EQ(watch->user, user);
      EXPECT_EQ(watch->group, group);
    }
    EXPECT_EQ(parse_user(group_key(user, GroupId{1}).view()), user);
    EXPECT_EQ(parse_user_key(user_key(user).view()), user);
    for (const std::uint32_t slot : {0U, 200U, ~0U})
      EXPECT_EQ(parse_log_key(log_key(user, slot).view()), slot);
    EXPECT_EQ(parse_device_key(device_key(user, DeviceId{65'535}).view()), DeviceId{65'535});
    EXPECT_EQ(parse_device_key(device_key(user, DeviceId{0}).view()), std::nullopt);
    EXPECT_EQ(parse_contact_key(contact_key(kBob, user).view()), user);
    const Timer timer{at(-5), {TargetKind::backfill, user, 9}};
    EXPECT_EQ(parse_timer_key(timer_key(timer).view()), timer);
    EXPECT_EQ(parse_target_key(target_key(timer.target).view()), timer.target);
    const Target newest{TargetKind::withdrawn, user, 9};
    EXPECT_EQ(parse_target_key(target_key(newest).view()), newest);
  }
}

TEST(Keys, BytesSortAsNumbersDo) {
  EXPECT_LT(user_key(UserId{255}).view(), user_key(UserId{256}).view());
  EXPECT_LT(user_key(UserId{0x7FFF'FFFF'FFFF'FFFF}).view(), user_key(kLastUser).view());
  // A follower stands before whoever is known, so that a seek finds the latter alone.
  EXPECT_LT(watch_key(kBob, kAlice, kFollower).view(), watch_key(kBob, kAlice, kFirstKnown).view());
  EXPECT_LT(watch_key(kBob, kAlice, kFirstKnown).view(), watch_key(kBob, kAlice, kOverride).view());
  EXPECT_LT(sequence_key(99).view(), sequence_key(100).view());
  EXPECT_LT(timer_key({Time::min(), kTarget}).view(), timer_key({at(-1), kTarget}).view());
  EXPECT_LT(timer_key({at(-1), kTarget}).view(), timer_key({at(0), kTarget}).view());
  EXPECT_LT(timer_key({at(0), kTarget}).view(), timer_key({at(1), kTarget}).view());
}

TEST(Keys, DueEndsRightBehindItsSecond) {
  EXPECT_LT(timer_key({at(7), kTarget}).view(), timers_after(at(7)).view());
  EXPECT_GT(timer_key({at(8), kTarget}).view(), timers_after(at(7)).view());
}

TEST(Keys, WhatIsNoKeyIsRefused) {
  const std::string longest(40, '\x01');
  for (std::size_t size = 0; size <= longest.size(); ++size) {
    const std::string_view key = std::string_view{longest}.substr(0, size);
    EXPECT_EQ(parse_user(key).has_value(), size >= 8);
    EXPECT_EQ(parse_user_key(key).has_value(), size == 8);
    EXPECT_EQ(parse_group_key(key).has_value(), size == 12);
    EXPECT_EQ(parse_log_key(key).has_value(), size == 12);
    EXPECT_EQ(parse_contact_key(key).has_value(), size == 16);
    EXPECT_EQ(parse_device_key(key).has_value(), size == 10);
    EXPECT_EQ(parse_edge_key(key).has_value(), size == 20);
    EXPECT_EQ(parse_watch_key(key).has_value(), size == 20);
    EXPECT_EQ(parse_target_key(key).has_value(), size == 17);
    EXPECT_EQ(parse_sequence_key(key).has_value(), size == 8);
    EXPECT_EQ(parse_timer_key(key).has_value(), size == 25);
  }
  for (const char kind : {'\x00', '\x0D', '\xFF'}) {
    EXPECT_EQ(parse_target_key(kind + std::string(16, '\x01')), std::nullopt);
  }
}

}  // namespace
}  // namespace facet::resolver::rocks
