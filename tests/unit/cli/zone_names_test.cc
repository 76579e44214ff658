#include "client/cli/zone_names.h"

#include <gtest/gtest.h>

#include <fstream>

#include "tests/support/temp_dir.h"

namespace facet::cli {
namespace {

namespace fs = std::filesystem;

// A machine with a list of two zones.
class ZoneNames : public testing::Test {
 protected:
  ZoneNames() {
    for (const char* zone : {"Europe/Berlin", "Asia/Shanghai"}) {
      const auto file = root() / "usr/share/zoneinfo" / zone;
      fs::create_directories(file.parent_path());
      std::ofstream{file} << "TZif";
    }
    fs::create_directories(root() / "etc");
  }
  const fs::path& root() const { return dir_.path(); }
  std::optional<std::string> name(std::optional<std::string> tz = {}) const {
    return system_zone_name([&](const char*) { return tz; }, root());
  }

  testing_support::TempDir dir_;
};

TEST_F(ZoneNames, TheZoneOfTheProcessIsTzBeforeTheFiles) {
  EXPECT_EQ(name(), std::nullopt);
  std::ofstream{root() / "etc/timezone"} << "Asia/Shanghai\n";
  EXPECT_EQ(name(), "Asia/Shanghai");
  fs::create_symlink("/usr/share/zoneinfo/Europe/Berlin", root() / "etc/localtime");
  EXPECT_EQ(name(), "Europe/Berlin");
  EXPECT_EQ(name("Asia/Shanghai"), "Asia/Shanghai");
  EXPECT_EQ(name(":Asia/Shanghai"), "Asia/Shanghai");
  EXPECT_EQ(name(":/usr/share/zoneinfo/Asia/Shanghai"), "Asia/Shanghai");
  EXPECT_EQ(name("CET-1CEST"), std::nullopt) << "a rule is no name, and the files are not what holds";
}

TEST_F(ZoneNames, AZoneIsOneOfTheList) {
  EXPECT_TRUE(is_zone("Europe/Berlin", root()));
  for (const char* other :
       {"", "Berlin", "Europe", "europe/berlin", "Europe/../Europe/Berlin", "/etc/passwd"}) {
    EXPECT_FALSE(is_zone(other, root())) << other;
  }
}

TEST_F(ZoneNames, WithoutAListTheServerDecides) {
  fs::remove_all(root() / "usr");
  EXPECT_TRUE(is_zone("Europe/Nowhere", root()));
  EXPECT_FALSE(is_zone("../etc/passwd", root()));
}

}  // namespace
}  // namespace facet::cli
