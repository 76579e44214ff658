#include <gtest/gtest.h>

#include "client/lib/group_names.h"
#include "client/lib/phone.h"
#include "schemas/limits.h"

namespace facet::client {
namespace {

// Two devices that both make "Family" make the same group: the id is the name's own.
TEST(GroupNames, SameNameSameIdOnEveryDevice) {
  EXPECT_EQ(first_id("Family"), first_id("  fAMILY\t"));
  EXPECT_NE(first_id("Family"), first_id("Friends"));
}

// Ids are on other devices and in the resolver already: the hash may never change.
TEST(GroupNames, IdIsFixedForEver) {
  EXPECT_EQ(first_id("Family"), GroupId{1377633321 % 0x7FFF'FFFF + 1});
}

TEST(GroupNames, IdsStayWithinTheirRange) {
  for (int i = 0; i < 10'000; ++i) {
    const auto id = first_id("group " + std::to_string(i)).value();
    ASSERT_GE(id, 1U);
    ASSERT_LE(id, 0x7FFF'FFFFU);
  }
  EXPECT_EQ(next_id(GroupId{0x7FFF'FFFF}), GroupId{1});
  EXPECT_EQ(next_id(GroupId{5}), GroupId{6});
}

TEST(GroupNames, BuiltInEmptyLongAndDirtyNamesAreRefused) {
  EXPECT_EQ(checked_name(" Other ").error().code, errc::bad_value);
  EXPECT_EQ(checked_name(" \t").error().code, errc::bad_value);
  EXPECT_EQ(checked_name("a\nb").error().code, errc::bad_value);
  EXPECT_EQ(checked_name("\xff\xfe").error().code, errc::bad_value);
  EXPECT_EQ(checked_name(std::string(limits::kGroupNameBytes + 1, 'a')).error().code, errc::over_limit);
  EXPECT_EQ(checked_name(std::string(limits::kGroupNameBytes, 'a')),
            std::string(limits::kGroupNameBytes, 'a'));
  EXPECT_EQ(checked_name(" 家人 "), "家人");
}

}  // namespace
}  // namespace facet::client
