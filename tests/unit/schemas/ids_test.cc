#include "schemas/ids.h"

#include <gtest/gtest.h>

#include <unordered_set>

#include "schemas/activity.h"
#include "schemas/text.h"

namespace facet {
namespace {

using std::chrono::milliseconds;

TEST(UserIds, AreDigitsOfAnE164Number) {
  EXPECT_EQ(UserId::parse("8613800138000"), UserId{8613800138000});
  EXPECT_EQ(UserId::parse("1"), UserId{1});
  EXPECT_EQ(UserId::parse("999999999999999"), UserId{UserId::kMax});
  for (const char* bad : {"", "0", "01", "+86138", "-1", " 1", "1 ", "1000000000000000", "1a", "１"}) {
    EXPECT_EQ(UserId::parse(bad), std::nullopt) << bad;
  }
  EXPECT_EQ(UserId{42}.digits(), "42");
  EXPECT_FALSE(UserId{}.valid());
  EXPECT_FALSE(UserId{UserId::kMax + 1}.valid());
}

TEST(UserIds, OfOneRegionSpreadOverAHashTable) {
  std::unordered_set<std::size_t> low_bits;
  for (std::uint64_t i = 0; i < 256; ++i) {
    low_bits.insert(std::hash<UserId>{}(UserId{8613800138000 + i}) >> 48);
  }
  EXPECT_GT(low_bits.size(), 200U);
}

TEST(DeviceIds, Are1To65535) {
  EXPECT_EQ(DeviceId::parse("65535"), DeviceId{65535});
  for (const char* bad : {"", "0", "65536", "007", "-1", "99999999999"}) {
    EXPECT_EQ(DeviceId::parse(bad), std::nullopt) << bad;
  }
}

TEST(GroupIds, Are32Bits) {
  EXPECT_EQ(GroupId::parse("0"), kOther);
  EXPECT_EQ(GroupId::parse("4294967295"), kEveryGroup);
  for (const char* bad : {"", "00", "01", "4294967296", "-0"}) {
    EXPECT_EQ(GroupId::parse(bad), std::nullopt) << bad;
  }
}

TEST(Revisions, HoldTheMomentAndTheDevice) {
  const Instant now{milliseconds{1'795'455'000'123}};
  const Revision revision = Revision::next(now, DeviceId{0xABCD}, {});
  EXPECT_EQ(revision.made_at(), now);
  EXPECT_EQ(revision.device(), DeviceId{0xABCD});
  EXPECT_EQ(revision.value() & 0xFFFF, 0xABCDU);
}

TEST(Revisions, GrowWhateverTheClockSays) {
  const DeviceId device{7};
  const Instant now{milliseconds{1'000'000}};
  const Revision first = Revision::next(now, device, {});
  const Revision same_moment = Revision::next(now, device, first);
  const Revision clock_back = Revision::next(now - std::chrono::hours{5}, device, same_moment);
  const Revision before_1970 = Revision::next(Instant{milliseconds{-5}}, device, clock_back);
  EXPECT_LT(first, same_moment);
  EXPECT_LT(same_moment, clock_back);
  EXPECT_LT(clock_back, before_1970);
  EXPECT_EQ(before_1970.made_at(), now + milliseconds{3});
  EXPECT_GT(Revision::next(Instant{milliseconds{-5}}, device, {}), Revision{});
}

TEST(Revisions, OfTwoDevicesAreNeverEqualAndPassWhatWasSeen) {
  const Instant now{milliseconds{1'000'000}};
  const Revision a = Revision::next(now, DeviceId{1}, {});
  const Revision b = Revision::next(now, DeviceId{2}, {});
  EXPECT_NE(a, b);
  EXPECT_GT(Revision::next(now, DeviceId{1}, b), b);
  EXPECT_GT(Revision::next(now, DeviceId{2}, a), a);
}

TEST(Activities, HaveNamesThatAreReadBack) {
  for (const Activity activity : kKnownActivities) {
    EXPECT_EQ(parse_activity(name(activity)), activity);
    EXPECT_TRUE(is_sendable(activity));
  }
  EXPECT_EQ(name(Activity{13}), "unknown");
  EXPECT_EQ(name(Activity{255}), "unknown");
  EXPECT_EQ(parse_activity("do-not-disturb"), Activity::do_not_disturb);
  EXPECT_EQ(parse_activity("dnd"), Activity::do_not_disturb);
  EXPECT_EQ(parse_activity("standby"), Activity::available);
  for (const char* bad : {"", "unset", "unknown", "Driving", "driving ", "13"}) {
    EXPECT_EQ(parse_activity(bad), std::nullopt) << bad;
  }
}

TEST(Activities, UpTo63MayBeSent) {
  EXPECT_FALSE(is_sendable(Activity::unset));
  EXPECT_TRUE(is_sendable(Activity{63}));
  EXPECT_FALSE(is_sendable(Activity{64}));
}

TEST(Text, IsUtf8WithoutControls) {
  EXPECT_TRUE(is_clean_text(""));
  EXPECT_TRUE(is_clean_text("回家路上 ☕ café 😀"));
  EXPECT_FALSE(is_clean_text(std::string_view("a\0b", 3)));
  EXPECT_FALSE(is_clean_text("a\rb"));
  EXPECT_FALSE(is_clean_text("\xC2\x85"));
  EXPECT_FALSE(is_clean_text("\xED\xBF\xBF"));
}

}  // namespace
}  // namespace facet
