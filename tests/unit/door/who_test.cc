#include "broker-plugin/door/who.h"

#include <gtest/gtest.h>

// A client id binds a session to its owner.
namespace facet::door {
namespace {

class WhoTest : public testing::Test {
 protected:
  WhoTest() {
    add("8613800138000", Role::phone);
    add("facet-resolver", Role::resolver);
    add("facet-operator", Role::operate);
    add("gateway-65001", Role::gateway);
  }
  void add(std::string name, Role role) {
    Credential account;
    account.name = std::move(name);
    account.role = role;
    ASSERT_TRUE(accounts_.put(std::move(account)));
  }
  bool known(std::string_view username, std::string_view client_id) const {
    return who_is(accounts_, username, client_id).has_value();
  }
  Credentials accounts_;
};

TEST_F(WhoTest, APhonesClientIdIsItsNumberAndItsDevice) {
  const auto who = who_is(accounts_, "8613800138000", "8613800138000-7");
  ASSERT_TRUE(who);
  EXPECT_EQ(who->role, Role::phone);
  EXPECT_EQ(who->user, UserId{8613800138000});
  EXPECT_EQ(who->device, DeviceId{7});
  EXPECT_FALSE(who->by_key);
}

TEST_F(WhoTest, NoOtherClientIdIsAPhones) {
  for (const char* id :
       {"", "x", "8613800138000", "8613800138000-", "8613800138000-0", "8613800138000-65536",
        "8613800138000-65000", "8613800138000-7 ", "8613800138000-07", "8613800138001-7", "86138001380001-7",
        "861380013800-7", "auto-1234", "facet-resolver-r1", "8613800138000-7-7", "+-7", "#"}) {
    EXPECT_FALSE(known("8613800138000", id)) << id;
  }
}

TEST_F(WhoTest, ATlsPskIdentityNamesTheDeviceAndIsTheClientId) {
  const auto who = who_is(accounts_, "8613800138000-7", "8613800138000-7");
  ASSERT_TRUE(who);
  EXPECT_EQ(who->name, "8613800138000");
  EXPECT_EQ(who->device, DeviceId{7});
  EXPECT_TRUE(who->by_key);
  EXPECT_FALSE(known("8613800138000-7", "8613800138000-8")) << "a listener without use_username_as_clientid";
  EXPECT_FALSE(known("8613800138000-7", "8613800138001-7"));
}

TEST_F(WhoTest, AServicesClientIdBeginsWithItsNameOrWasMadeByTheBroker) {
  EXPECT_TRUE(known("facet-resolver", "facet-resolver"));
  EXPECT_TRUE(known("facet-resolver", "facet-resolver-r1"));
  EXPECT_TRUE(known("facet-operator", "auto-6D1A1E0C"));
  EXPECT_FALSE(known("facet-resolver", "facet-resolver2"));
  EXPECT_FALSE(known("facet-operator", "facet-resolver-r1"));
  EXPECT_FALSE(known("facet-operator", "8613800138000-7"));
  EXPECT_FALSE(known("nobody", "nobody"));
}

TEST_F(WhoTest, AShorterNameDoesNotTakeOverALongerOne) {
  add("facet", Role::operate);
  EXPECT_TRUE(known("facet", "facet-1"));
  EXPECT_FALSE(known("facet", "facet-resolver"));
  EXPECT_FALSE(known("facet", "facet-resolver-r1"));
  EXPECT_FALSE(known("facet", "facet-" + std::string(200, 'x')));
}

TEST_F(WhoTest, AGatewaySpeaksWithTheDeviceOfItsName) {
  const auto who = who_is(accounts_, "gateway-65001", "gateway-65001-a");
  ASSERT_TRUE(who);
  EXPECT_EQ(who->device, DeviceId{65001});
}

TEST_F(WhoTest, TheAccountOfAnIdentityIsItsUser) {
  EXPECT_EQ(account_of("8613800138000-7"), "8613800138000");
  EXPECT_EQ(account_of("8613800138000"), "8613800138000");
  EXPECT_EQ(account_of("facet-resolver"), "facet-resolver");
  EXPECT_EQ(account_of("gateway-65001"), "gateway-65001");
  EXPECT_EQ(account_of(""), "");
}

}  // namespace
}  // namespace facet::door
