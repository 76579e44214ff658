#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "client/lib/phone.h"
#include "tests/support/temp_dir.h"

namespace facet::client {
namespace {

namespace fs = std::filesystem;
using testing_support::TempDir;

Profile sample() {
  Profile profile;
  profile.user = UserId{8613800138000};
  profile.device = DeviceId{4711};
  profile.region = "CN";
  profile.host = "broker.example";
  profile.port = 8883;
  profile.password = "quote \" backslash \\ 密码";
  profile.ca_file = "/etc/ssl/ca.pem";
  return profile;
}

TEST(Profile, ComesBackAsItWasWritten) {
  const TempDir dir;
  ASSERT_TRUE(create_profile(dir.path() / "new", sample()));
  const auto loaded = load_profile(dir.path() / "new");
  ASSERT_TRUE(loaded) << loaded.error().message();
  EXPECT_EQ(loaded->user, sample().user);
  EXPECT_EQ(loaded->device, sample().device);
  EXPECT_EQ(loaded->region, sample().region);
  EXPECT_EQ(loaded->host, sample().host);
  EXPECT_EQ(loaded->port, sample().port);
  EXPECT_EQ(loaded->password, sample().password);
  EXPECT_EQ(loaded->ca_file, sample().ca_file);
}

// The password is in it: folder and file are their owner's only.
TEST(Profile, IsPrivate) {
  const TempDir dir;
  ASSERT_TRUE(create_profile(dir.path() / "new", sample()));
  EXPECT_EQ(fs::status(dir.path() / "new").permissions(), fs::perms::owner_all);
  const auto file = fs::status(dir.path() / "new" / "profile.toml").permissions();
  EXPECT_EQ(file, fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Profile, ThatOthersMayReadIsRefusedWithTheRemedy) {
  const TempDir dir;
  ASSERT_TRUE(create_profile(dir.path(), sample()));
  fs::permissions(dir.path() / "profile.toml", fs::perms::group_read, fs::perm_options::add);
  const auto loaded = load_profile(dir.path());
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().code, errc::bad_profile);
  EXPECT_NE(loaded.error().detail.find("chmod 600"), std::string::npos);
}

TEST(Profile, IsNeverOverwritten) {
  const TempDir dir;
  ASSERT_TRUE(create_profile(dir.path(), sample()));
  auto other = sample();
  other.user = UserId{49};
  EXPECT_EQ(create_profile(dir.path(), other).error().code, errc::profile_exists);
  EXPECT_EQ(load_profile(dir.path())->user, sample().user);
  EXPECT_EQ(std::distance(fs::directory_iterator(dir.path()), {}), 1) << "nothing is left lying about";
}

TEST(Profile, MissingAndBrokenOnesSaySo) {
  const TempDir dir;
  EXPECT_EQ(load_profile(dir.path()).error().code, errc::no_profile);
  ASSERT_TRUE(create_profile(dir.path(), sample()));
  for (const char* text :
       {"user = ", "user = '0123'\ndevice = 1\nregion = 'CN'", "device = 70000",
        "user = '86'\ndevice = 1\nregion = 'CN'\nport = 0", "", "[=]", "[\x01]", "device = \xC9\xB6"}) {
    std::ofstream(dir.path() / "profile.toml") << text;
    const auto loaded = load_profile(dir.path());
    ASSERT_FALSE(loaded) << text;
    EXPECT_EQ(loaded.error().code, errc::bad_profile) << text;
    EXPECT_NE(loaded.error().detail.find("profile.toml"), std::string::npos);
  }
}

}  // namespace
}  // namespace facet::client
