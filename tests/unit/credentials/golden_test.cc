#include <gtest/gtest.h>

#include "broker-plugin/credentials/credentials_file.h"
#include "broker-plugin/credentials/password_hash.h"
#include "tests/support/process.h"
#include "tests/unit/credentials/some_users.h"

namespace facet::door {
namespace {

// What the first version wrote is read for ever, and still lets its users in.
TEST(CredentialsGolden, TheFirstVersionsFileIsReadForEver) {
  const auto text =
      testing_support::read_file(FACET_SOURCE_DIR "/tests/golden/credentials/credentials_v1.txt");
  const auto users = parse_credentials(text);
  ASSERT_TRUE(users) << users.error().message();
  EXPECT_EQ(users->size(), 6U);

  const auto* phone = users->find("8613800138000");
  ASSERT_NE(phone, nullptr);
  EXPECT_EQ(phone->role, Role::phone);
  EXPECT_TRUE(phone->enabled);
  EXPECT_TRUE(verify_password(phone->password_hash, "correct horse battery"));
  ASSERT_EQ(phone->psks.size(), 2U);
  EXPECT_EQ(phone->psks[0], (DevicePsk{DeviceId{7}, test::kKey}));
  EXPECT_EQ(phone->psks[1], (DevicePsk{DeviceId{64'999}, test::kKey + test::kKey}));

  const auto* resolver = users->find("facet-resolver");
  ASSERT_NE(resolver, nullptr);
  EXPECT_EQ(resolver->role, Role::resolver);
  EXPECT_TRUE(verify_password(resolver->password_hash, "horse battery staple"));
  EXPECT_FALSE(users->find("447700900123")->enabled);
  EXPECT_TRUE(users->find("447700900123")->password_hash.empty());
  EXPECT_EQ(users->find("gateway-65000")->role, Role::gateway);
  EXPECT_EQ(users->find("facet-operator")->role, Role::operate);
  EXPECT_EQ(users->find("bench-1")->role, Role::tester);
  EXPECT_EQ(format_credentials(*users), text);
}

}  // namespace
}  // namespace facet::door
