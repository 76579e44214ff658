#include <gmock/gmock.h>

#include "tests/support/process.h"
#include "tests/unit/admin/run_admin.h"

namespace facet::admin::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class Psk : public testing::Test {
 protected:
  Psk() { EXPECT_EQ(bench_.admin({"user", "add", "8613800138000", "--no-password"}).exit, 0); }
  Bench bench_;
};

TEST_F(Psk, AKeyIsShownOnceWithItsIdentity) {
  const auto ran = bench_.admin({"psk", "add", "+86 138 0013 8000", "7"});
  ASSERT_EQ(ran.exit, 0) << ran.err;
  const auto users = bench_.users();
  const auto& psks = users.find("8613800138000")->psks;
  ASSERT_EQ(psks.size(), 1U);
  EXPECT_EQ(psks[0].device, DeviceId{7});
  EXPECT_EQ(ran.out, "identity 8613800138000-7\nkey      " + psks[0].key_hex + "\n");
  EXPECT_THAT(bench_.admin({"user", "list"}).all(), Not(HasSubstr(psks[0].key_hex)));
}

TEST_F(Psk, DevicesStandInOrderWhateverTheOrderOfTheirKeys) {
  for (const auto* device : {"9", "64999", "7"}) {
    const auto ran = bench_.admin({"psk", "add", "8613800138000", device, "--json"});
    EXPECT_EQ(ran.json()["identity"], std::string{"8613800138000-"} + device);
  }
  EXPECT_EQ(bench_.admin({"user", "list", "--json"}).json()["devices"], nlohmann::json({"7", "9", "64999"}));
}

TEST_F(Psk, AKeyThatIsThereIsNotReplaced) {
  ASSERT_EQ(bench_.admin({"psk", "add", "8613800138000", "7"}).exit, 0);
  const auto before = testing_support::read_file(bench_.file);
  const auto ran = bench_.admin({"psk", "add", "8613800138000", "7"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_EQ(testing_support::read_file(bench_.file), before);
}

TEST_F(Psk, OneKeyIsRemovedAndTheOthersStay) {
  for (const auto* device : {"7", "9"})
    ASSERT_EQ(bench_.admin({"psk", "add", "8613800138000", device}).exit, 0);
  EXPECT_EQ(bench_.admin({"psk", "remove", "8613800138000", "7"}).exit, 0);
  EXPECT_EQ(bench_.users().find("8613800138000")->psks.size(), 1U);
  EXPECT_EQ(bench_.users().find("8613800138000")->psks[0].device, DeviceId{9});
  EXPECT_EQ(bench_.admin({"psk", "remove", "8613800138000", "7"}).exit, 1);
}

TEST_F(Psk, SixteenDevicesAndNoMore) {
  for (int device = 1; device <= 16; ++device) {
    ASSERT_EQ(bench_.admin({"psk", "add", "8613800138000", std::to_string(device)}).exit, 0);
  }
  const auto ran = bench_.admin({"psk", "add", "8613800138000", "17"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.err, HasSubstr("at most 16"));
}

TEST_F(Psk, OfAServiceOrAGatewaysDeviceIsWrongUsage) {
  EXPECT_EQ(bench_.admin({"psk", "add", "facet-resolver", "7"}).exit, 2);
  for (const auto* device : {"0", "65000", "65535", "65536", "x", "07"}) {
    EXPECT_EQ(bench_.admin({"psk", "add", "8613800138000", device}).exit, 2) << device;
  }
}

}  // namespace
}  // namespace facet::admin::test
