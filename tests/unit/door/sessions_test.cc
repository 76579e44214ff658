#include "broker-plugin/door/sessions.h"

#include <gtest/gtest.h>

#include "schemas/decode.h"
#include "tests/unit/door/fake_broker.h"

// Liveness: what facet/v1/link/<user>/<device> says, in the order in which Mosquitto tells of things.
namespace facet::door {
namespace {

constexpr const char* kTopic = "facet/v1/link/8613800138000/7";

class SessionsTest : public testing::Test {
 protected:
  void came(const void* handle, std::uint64_t now_us = 0) {
    const Who who{Role::phone, "8613800138000", UserId{8613800138000}, DeviceId{7}, false};
    sessions_.came(handle, who, "8613800138000-7", /*secret=*/1, now_us);
  }
  std::vector<Link> links() {
    std::vector<Link> links;
    for (const auto& message : broker_.take(kTopic)) {
      EXPECT_TRUE(message.retain);
      links.push_back(decode_link(message.payload).value());
    }
    return links;
  }

  static constexpr std::uint64_t kBoot = 1'000;
  FakeBroker broker_;
  Sessions sessions_{broker_, kBoot};
  int first_ = 0;
  int second_ = 0;
};

using Links = std::vector<Link>;

TEST_F(SessionsTest, AConnectionIsToldAndItsEndWithTheSameNumber) {
  came(&first_);
  EXPECT_EQ(links(), (Links{{LinkState::connected, 1'000}}));
  sessions_.left(&first_);
  EXPECT_EQ(links(), (Links{{LinkState::gone, 1'000}}));
}

TEST_F(SessionsTest, WhoIsTakenOverSaysNoFarewell) {
  came(&first_);
  came(&second_);  // Mosquitto: AUTH of the new one, then DISCONNECT of the old one
  sessions_.left(&first_);
  EXPECT_EQ(links(), (Links{{LinkState::connected, 1'000}, {LinkState::connected, 1'001}}));
  sessions_.left(&second_);
  EXPECT_EQ(links(), (Links{{LinkState::gone, 1'001}}));
}

TEST_F(SessionsTest, AStaleContextThatEndsASecondTimeChangesNothing) {
  came(&first_);
  sessions_.left(&first_);
  came(&second_);
  links();
  sessions_.left(&first_);
  EXPECT_EQ(links(), Links{});
}

TEST_F(SessionsTest, NumbersFollowTheClockAndNeverGoBackWithIt) {
  came(&first_, 5'000);
  sessions_.left(&first_);
  came(&second_, 4'000);
  EXPECT_EQ(links(),
            (Links{{LinkState::connected, 5'000}, {LinkState::gone, 5'000}, {LinkState::connected, 5'001}}));
}

TEST_F(SessionsTest, MeetingTheSameConnectionAgainIsNoNewSession) {
  came(&first_);
  came(&first_);
  EXPECT_EQ(links().size(), 1U);
  EXPECT_EQ(sessions_.connected(Role::phone), 1U);
}

TEST_F(SessionsTest, ServicesAreCountedButHaveNoLink) {
  sessions_.came(&first_, Who{Role::resolver, "facet-resolver", {}, {}, false}, "facet-resolver-r1",
                 /*secret=*/1, 0);
  EXPECT_EQ(sessions_.connected(Role::resolver), 1U);
  sessions_.left(&first_);
  EXPECT_EQ(sessions_.connected(Role::resolver), 0U);
  EXPECT_TRUE(broker_.messages.empty());
}

}  // namespace
}  // namespace facet::door
