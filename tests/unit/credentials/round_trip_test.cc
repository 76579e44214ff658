#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

#include "broker-plugin/credentials/credentials_file.h"
#include "schemas/limits.h"
#include "tests/unit/credentials/some_users.h"

namespace facet::door {
namespace {

std::string any_name(Role role) {
  switch (role) {
    case Role::phone:
      return std::to_string(*rc::gen::inRange<std::uint64_t>(1, UserId::kMax));
    case Role::gateway:
      return "gateway-" + std::to_string(*rc::gen::inRange<int>(limits::kFirstGatewayDevice, 65'536));
    default:
      return "s" +
             *rc::gen::resize(31, rc::gen::container<std::string>(rc::gen::elementOf(std::string{"az09-"})));
  }
}

std::vector<DevicePsk> any_psks() {
  const auto devices = *rc::gen::resize(limits::kDevicesPerUser,
                                        rc::gen::container<std::set<std::uint16_t>>(
                                            rc::gen::inRange<std::uint16_t>(1, limits::kFirstGatewayDevice)));
  std::vector<DevicePsk> psks;
  for (const auto device : devices) {
    const auto bytes = *rc::gen::inRange<std::size_t>(limits::kPskLeastBytes, limits::kPskBytes + 1);
    psks.push_back({DeviceId{device}, *rc::gen::container<std::string>(
                                          2 * bytes, rc::gen::elementOf(std::string{"0123456789abcdef"}))});
  }
  return psks;
}

Credential any_user() {
  const auto role = *rc::gen::elementOf(std::vector<Role>(kRoles.begin(), kRoles.end()));
  return {any_name(role), role, *rc::gen::arbitrary<bool>(),
          *rc::gen::elementOf(std::vector<std::string>{"", test::kHash}),
          role == Role::phone ? any_psks() : std::vector<DevicePsk>{}};
}

Credentials any_users() {
  Credentials users;
  for (int left = *rc::gen::inRange(0, 12); left > 0; --left) RC_ASSERT(users.put(any_user()));
  return users;
}

RC_GTEST_PROP(CredentialsText, IsReadBackAsItWas, ()) {
  const auto users = any_users();
  const auto read = parse_credentials(format_credentials(users));
  RC_ASSERT(read);
  RC_ASSERT(*read == users);
}

// Equal users are equal files, in whatever order they came: a backup or a diff shows changes only.
RC_GTEST_PROP(CredentialsText, DoesNotDependOnTheOrder, ()) {
  const auto users = any_users();
  auto order = users.sorted();
  std::reverse(order.begin(), order.end());
  Credentials again;
  for (const auto* user : order) RC_ASSERT(again.put(*user));
  RC_ASSERT(format_credentials(again) == format_credentials(users));
}

// No line that is valid is too long to be read.
TEST(CredentialsText, TheLongestLineIsRead) {
  Credential user{std::to_string(UserId::kMax), Role::phone, false, test::kHash, {}};
  for (std::size_t i = 0; i < limits::kDevicesPerUser; ++i) {
    user.psks.push_back({DeviceId{static_cast<std::uint16_t>(64'000 + i)}, test::kKey + test::kKey});
  }
  Credentials users;
  ASSERT_TRUE(users.put(user));
  EXPECT_EQ(*parse_credentials(format_credentials(users)), users);
}

}  // namespace
}  // namespace facet::door
