#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/domain/story.h"

// How many devices of one person are remembered, and which is forgotten for another.
namespace facet::resolver::test {
namespace {

using std::chrono::minutes;

TEST(Presence, BeyondTheLimitTheDeviceThatWasNotHeardOfForLongestIsForgotten) {
  Owner owner;
  owner.group("Family", 1).with({kBob});
  owner.tells("Family", kDriving);
  owner.connects(DeviceId{100});
  owner.connects(DeviceId{101}).loses(DeviceId{101});
  for (std::uint16_t i = 2; i < limits::kDevicesPerUser; ++i) owner.connects(DeviceId{i}).loses(DeviceId{i});
  owner.waits(kGrace);
  EXPECT_EQ(owner.presentity().devices().size(), limits::kDevicesPerUser);
  owner.connects(DeviceId{200});
  EXPECT_EQ(owner.presentity().devices().size(), limits::kDevicesPerUser);
  EXPECT_EQ(owner.presentity().device(DeviceId{101}), nullptr);
  EXPECT_NE(owner.presentity().device(DeviceId{100}), nullptr) << "the oldest, but it is connected";
}

// The broker keeps the farewells of forgotten devices and tells them at each connection.
TEST(Presence, AFarewellOfADeviceThatWasForgottenPushesNobodyOut) {
  Owner owner;
  owner.connects(DeviceId{100});
  for (std::uint16_t i = 1; i < limits::kDevicesPerUser; ++i) owner.connects(DeviceId{i}).loses(DeviceId{i});
  owner.delivers(Link{LinkState::gone, 9'999}, DeviceId{200});
  EXPECT_EQ(owner.presentity().device(DeviceId{200}), nullptr);
  EXPECT_NE(owner.presentity().device(DeviceId{100}), nullptr);
  EXPECT_EQ(owner.presentity().devices().size(), limits::kDevicesPerUser);
}

TEST(Presence, WhoIsConnectedIsNotForgottenForOneThatStillHasItsGrace) {
  Owner owner;
  owner.connects(DeviceId{100}).waits(minutes{1});
  for (std::uint16_t i = 1; i < limits::kDevicesPerUser; ++i) owner.connects(DeviceId{i}).loses(DeviceId{i});
  owner.connects(DeviceId{200});
  EXPECT_NE(owner.presentity().device(DeviceId{100}), nullptr) << "the oldest, but it is connected";
  EXPECT_NE(owner.presentity().device(DeviceId{200}), nullptr);
}

TEST(Presence, OfAForgottenDeviceNoTimerIsLeft) {
  Owner owner;
  for (std::uint16_t i = 1; i <= limits::kDevicesPerUser + 1; ++i) owner.connects(DeviceId{i});
  for (std::uint16_t i = 2; i <= limits::kDevicesPerUser + 1; ++i) {
    const DeviceId device{i};
    owner.reports(DeviceState::asleep, device).loses(device);
  }
  EXPECT_EQ(owner.broker().timers().size(), limits::kDevicesPerUser);
  owner.connects(DeviceId{99});
  EXPECT_EQ(owner.broker().timers().size(), limits::kDevicesPerUser - 1);
}

}  // namespace
}  // namespace facet::resolver::test
