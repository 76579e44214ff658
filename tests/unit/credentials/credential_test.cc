#include "broker-plugin/credentials/credential.h"

#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/credentials/some_users.h"

namespace facet::door {
namespace {

using test::kHash;
using test::kKey;

std::error_code code_of(const Credential& credential) {
  const auto valid = validate(credential);
  return valid ? std::error_code{} : valid.error().code;
}

TEST(Role, EveryRoleIsReadFromItsName) {
  EXPECT_EQ(name(Role::operate), "operator");
  for (const Role role : kRoles) EXPECT_EQ(parse_role(name(role)), role);
  for (const auto* text : {"", "Phone", "phone ", "operate", "admin"}) EXPECT_FALSE(parse_role(text)) << text;
}

// A phone's name goes into topics, where it must be the digits of a UserId and nothing else.
TEST(Credential, APhoneIsNamedByItsNumberInDigits) {
  EXPECT_TRUE(is_name_of(Role::phone, "8613800138000"));
  for (const auto* name :
       {"", "0", "+8613800138000", "08613800138000", "1234567890123456", "86 1", "alice"}) {
    EXPECT_FALSE(is_name_of(Role::phone, name)) << name;
  }
}

TEST(Credential, AServiceIsNamedByAWordThatNoNumberCanBe) {
  const std::string longest(32, 'a');
  for (const Role role : {Role::resolver, Role::operate, Role::tester}) {
    for (const auto& name : {std::string{"a"}, std::string{"facet-resolver"}, std::string{"r2-"}, longest}) {
      EXPECT_TRUE(is_name_of(role, name)) << name;
    }
    for (const auto& name : {std::string{}, std::string{"2r"}, std::string{"-r"}, std::string{"R"},
                             std::string{"a b"}, std::string{"a/b"}, std::string{"a+"}, std::string{"a\n"},
                             longest + "a", std::string{"gateway-65000"}, std::string{"8613800138000"}}) {
      EXPECT_FALSE(is_name_of(role, name)) << name;
    }
  }
}

// Its name is what tells the door which device number it may use.
TEST(Credential, AGatewayIsNamedByTheDeviceItSpeaksWith) {
  EXPECT_EQ(gateway_device("gateway-65000"), DeviceId{65'000});
  EXPECT_EQ(gateway_device("gateway-65535"), DeviceId{65'535});
  EXPECT_TRUE(is_name_of(Role::gateway, "gateway-65001"));
  for (const auto* name : {"gateway", "gateway-", "gateway-64999", "gateway-65536", "gateway-065000",
                           "gateway-65000 ", "facet-gateway", "65000"}) {
    EXPECT_FALSE(gateway_device(name)) << name;
    EXPECT_FALSE(is_name_of(Role::gateway, name)) << name;
  }
}

TEST(Credential, MayHaveNoPasswordAndNoKeys) {
  EXPECT_TRUE(validate({"8613800138000", Role::phone, false, "", {}}));
}

TEST(Credential, OnlyPhonesHaveDeviceKeys) {
  Credential user = test::service("facet-resolver", Role::resolver);
  user.psks = {{DeviceId{7}, kKey}};
  EXPECT_EQ(code_of(user), credentials_errc::bad_value);
}

TEST(Credential, DevicesAscendAndStandOnce) {
  Credential user = test::phone("1");
  user.psks = {{DeviceId{9}, kKey}, {DeviceId{7}, kKey}};
  EXPECT_EQ(code_of(user), credentials_errc::bad_value);
  user.psks = {{DeviceId{7}, kKey}, {DeviceId{7}, kKey}};
  EXPECT_EQ(code_of(user), credentials_errc::bad_value);
}

TEST(Credential, ADeviceIsNotNullAndNotAGateways) {
  Credential user = test::phone("1");
  for (const std::uint16_t device : {0, 65'000, 65'535}) {
    user.psks = {{DeviceId{device}, kKey}};
    EXPECT_EQ(code_of(user), credentials_errc::bad_value) << device;
  }
  user.psks = {{DeviceId{64'999}, kKey}};
  EXPECT_TRUE(validate(user));
}

TEST(Credential, SixteenDevicesHaveKeysAndNoMore) {
  Credential user = test::phone("1");
  user.psks.clear();
  for (std::uint16_t device = 1; device <= limits::kDevicesPerUser; ++device) {
    user.psks.push_back({DeviceId{device}, kKey});
  }
  EXPECT_TRUE(validate(user));
  user.psks.push_back({DeviceId{100}, kKey});
  EXPECT_EQ(code_of(user), credentials_errc::bad_value);
}

TEST(Credential, AKeyIs16To32BytesOfLowerCaseHex) {
  Credential user = test::phone("1");
  for (const auto& key : {kKey, kKey + "ff", kKey + kKey}) {
    user.psks = {{DeviceId{7}, key}};
    EXPECT_TRUE(validate(user)) << key;
  }
  for (const auto& key :
       {std::string{}, kKey.substr(2), kKey + "f", kKey + kKey + "ff", "AA" + kKey, "zz" + kKey}) {
    user.psks = {{DeviceId{7}, key}};
    EXPECT_EQ(code_of(user), credentials_errc::bad_value) << key;
  }
}

// What is wrong reaches logs and terminals; what is secret must not.
TEST(Credential, ARefusalShowsNeitherHashNorKey) {
  Credential user = test::phone("1");
  user.password_hash += "x";
  const auto hash = validate(user);
  ASSERT_FALSE(hash);
  EXPECT_EQ(hash.error().message().find("argon2"), std::string::npos) << hash.error().message();
  user.password_hash = kHash;
  user.psks = {{DeviceId{7}, "f" + kKey}};
  const auto key = validate(user);
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().message().find(kKey), std::string::npos) << key.error().message();
}

}  // namespace
}  // namespace facet::door
