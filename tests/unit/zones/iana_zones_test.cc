#include "resolver/adapters/zones/iana_zones.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <future>

#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/zones/zones_of_this_machine.h"

namespace facet::resolver::testing {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono;
using testing_support::TempDir;

class IanaZonesTest : public ::testing::Test {
 protected:
  const ZoneTable& zone(std::string_view name) {
    const auto found = zones_->find(name);
    EXPECT_NE(found, nullptr) << name;
    static const ZoneTable none;
    return found ? *found : none;
  }
  std::unique_ptr<Zones> zones_ = zones_of_this_machine();
};

local_seconds local(local_days day, seconds time) {
  return day + time;
}

// Since 2007: from the second Sunday of March, 2:00, to the first Sunday of November, 2:00.
TEST_F(IanaZonesTest, NewYorkIsAnHourAheadInSummer) {
  const auto& new_york = zone("America/New_York");
  for (const int number : {2007, 2011, 2024, 2025, 2026, 2027, 2050, 2099, 2105}) {
    const year y{number};
    const sys_seconds spring = sys_days{y / March / Sunday[2]} + 7h;
    const sys_seconds autumn = sys_days{y / November / Sunday[1]} + 6h;
    EXPECT_EQ(offset_at(new_york, spring - 1s), -5h) << number;
    EXPECT_EQ(offset_at(new_york, spring), -4h) << number;
    EXPECT_EQ(offset_at(new_york, autumn - 1s), -4h) << number;
    EXPECT_EQ(offset_at(new_york, autumn), -5h) << number;

    const local_days spring_day{y / March / Sunday[2]};
    EXPECT_EQ(to_utc(new_york, local(spring_day, 2h - 1s)), spring - 1s) << number;
    EXPECT_EQ(to_utc(new_york, local(spring_day, 2h + 30min)), spring) << "there is no 2:30 that day";
    EXPECT_EQ(to_utc(new_york, local(spring_day, 3h)), spring) << number;
    const local_days autumn_day{y / November / Sunday[1]};
    EXPECT_EQ(to_utc(new_york, local(autumn_day, 1h + 30min)), autumn - 30min) << "the first of two";
    EXPECT_EQ(to_utc(new_york, local(autumn_day, 2h)), autumn + 1h) << number;
  }
}

// Since 1996: from the last Sunday of March to that of October, both at 1:00 UTC.
TEST_F(IanaZonesTest, BerlinChangesAtTheSameMomentAsAllOfEurope) {
  const auto& berlin = zone("Europe/Berlin");
  for (const int number : {1996, 2000, 2010, 2024, 2025, 2026, 2027, 2050, 2100}) {
    const year y{number};
    const sys_seconds spring = sys_days{y / March / Sunday[last]} + 1h;
    const sys_seconds autumn = sys_days{y / October / Sunday[last]} + 1h;
    EXPECT_EQ(offset_at(berlin, spring - 1s), 1h) << number;
    EXPECT_EQ(offset_at(berlin, spring), 2h) << number;
    EXPECT_EQ(offset_at(berlin, autumn - 1s), 2h) << number;
    EXPECT_EQ(offset_at(berlin, autumn), 1h) << number;
    const local_days spring_day{y / March / Sunday[last]};
    EXPECT_EQ(to_utc(berlin, local(spring_day, 2h + 15min)), spring) << "there is no 2:15 that day";
    const local_days autumn_day{y / October / Sunday[last]};
    EXPECT_EQ(to_utc(berlin, local(autumn_day, 2h + 15min)), autumn - 45min) << "the first of two";
    EXPECT_EQ(to_utc(berlin, local(autumn_day, 3h)), autumn + 1h) << number;
  }
}

TEST_F(IanaZonesTest, KolkataIsFiveAndAHalfHoursAheadAllTheTime) {
  const auto& kolkata = zone("Asia/Kolkata");
  EXPECT_EQ(kolkata.changes, (std::vector<ZoneTable::Change>{{Time::min(), 5h + 30min}}));
  EXPECT_EQ(to_local(kolkata, sys_days{2026y / 11 / 23} + 18h + 30min), local_days{2026y / 11 / 24} + 0h);
  EXPECT_EQ(to_utc(kolkata, local_days{2026y / 11 / 24} + 0h), sys_days{2026y / 11 / 23} + 18h + 30min);
}

// From the first Sunday of October to that of April, by half an hour.
TEST_F(IanaZonesTest, LordHowesSummerIsHalfAnHour) {
  const auto& lord_howe = zone("Australia/Lord_Howe");
  const sys_seconds summer = sys_days{2026y / October / Sunday[1]} + 2h - (10h + 30min);
  const sys_seconds winter = sys_days{2026y / April / Sunday[1]} + 2h - 11h;
  EXPECT_EQ(offset_at(lord_howe, summer - 1s), 10h + 30min);
  EXPECT_EQ(offset_at(lord_howe, summer), 11h);
  EXPECT_EQ(offset_at(lord_howe, winter - 1s), 11h);
  EXPECT_EQ(offset_at(lord_howe, winter), 10h + 30min);
  EXPECT_EQ(to_utc(lord_howe, local_days{2026y / October / Sunday[1]} + 2h + 10min), summer);
  EXPECT_EQ(to_utc(lord_howe, local_days{2026y / April / Sunday[1]} + 1h + 45min), winter - 15min);
}

// 30 December 2011 was left out: Samoa went over to the other side of the date line.
TEST_F(IanaZonesTest, ADayThatApiaSkippedIsTheMomentItWasSkipped) {
  const auto& apia = zone("Pacific/Apia");
  const sys_seconds jump = sys_days{2011y / December / 30} + 10h;
  EXPECT_EQ(to_local(apia, jump - 1s), local_days{2011y / December / 29} + 24h - 1s);
  EXPECT_EQ(to_local(apia, jump), local_days{2011y / December / 31} + 0h);
  for (const auto time : {0h, 1h, 12h, 23h}) {
    EXPECT_EQ(to_utc(apia, local_days{2011y / December / 30} + time), jump) << time.count();
  }
  EXPECT_EQ(to_utc(apia, local_days{2011y / December / 31} + 0h), jump);
  EXPECT_EQ(to_utc(apia, local_days{2012y / January / 1} + 0h), jump + 24h);
}

TEST_F(IanaZonesTest, NoNameIsUtcAndSoAreTheNamesOfUtc) {
  const ZoneTable utc{{{Time::min(), 0s}}};
  for (const char* name : {"", "UTC", "Etc/UTC", "Etc/GMT", "Zulu"}) EXPECT_EQ(zone(name), utc) << name;
}

// What is known ends in 2106, as the wire's seconds do; from then on clocks stay as they are.
TEST_F(IanaZonesTest, ATableEndsIn2106) {
  const auto& berlin = zone("Europe/Berlin");
  EXPECT_LE(berlin.changes.back().from, Time{seconds{0xFFFF'FFFF}});
  EXPECT_GE(berlin.changes.back().from, sys_days{2105y / October / 1});
  EXPECT_LT(berlin.changes.size(), 300U);
  EXPECT_EQ(berlin.changes.front(), (ZoneTable::Change{Time::min(), 1h}));
}

TEST_F(IanaZonesTest, TheSameNameIsTheSameTable) {
  EXPECT_EQ(zones_->find("Asia/Shanghai"), zones_->find("Asia/Shanghai"));
  EXPECT_EQ(zones_->find(""), zones_->find(""));
}

TEST_F(IanaZonesTest, AnUnknownNameIsNoZone) {
  for (const char* name : {"Mars/Olympus_Mons", "America/Newyork", "america/new_york", "EUROPE/BERLIN",
                           "CET7", "Europe", "Europe/", "UTC0", "UTC+1", "GMT+01:00", "Z", "X"}) {
    EXPECT_EQ(zones_->find(name), nullptr) << name;
  }
}

// The library underneath opens what it is given: other folders, other files, devices.
TEST_F(IanaZonesTest, AHostileNameIsNoZoneAndOpensNothing) {
  using namespace std::string_view_literals;
  for (const auto name : {"../zoneinfo/Europe/Berlin"sv,
                          "/usr/share/zoneinfo/Europe/Berlin"sv,
                          "Europe/../Europe/Berlin"sv,
                          "Europe//Berlin"sv,
                          "Europe/./Berlin"sv,
                          "./Europe/Berlin"sv,
                          "Europe/Berlin/"sv,
                          "Europe/Berlin\0"sv,
                          "Europe/Berlin\0/x"sv,
                          "\0"sv,
                          "file:/dev/zero"sv,
                          "/dev/zero"sv,
                          "/etc/passwd"sv,
                          "../../../etc/passwd"sv,
                          "file:Europe/Berlin"sv,
                          "posix/Europe/Berlin"sv,
                          "right/Europe/Berlin"sv,
                          "localtime"sv,
                          "posixrules"sv,
                          "tzdata.zi"sv,
                          "zone.tab"sv,
                          "leapseconds"sv,
                          "Fixed/UTC+01:00:00"sv,
                          "libc:localtime"sv,
                          " Europe/Berlin"sv,
                          "Europe/Berlin "sv,
                          "Europe\\Berlin"sv,
                          "Europe/Berl\xC3\xADn"sv,
                          "%s%n"sv,
                          "*"sv,
                          "."sv,
                          ".."sv,
                          "/"sv}) {
    EXPECT_EQ(zones_->find(name), nullptr) << name;
  }
  EXPECT_EQ(zones_->find(std::string(1'000'000, 'A')), nullptr);
  EXPECT_NE(zones_->find("Europe/Berlin"), nullptr);
}

TEST_F(IanaZonesTest, ManyThreadsMayAsk) {
  std::vector<std::future<std::size_t>> asking(4);
  for (auto& answer : asking) {
    answer = std::async(std::launch::async, [this] {
      std::size_t changes = 0;
      for (const char* name :
           {"Africa/Cairo", "Asia/Tehran", "nowhere", "America/Sao_Paulo", "", "Asia/Tokyo"}) {
        if (const auto found = zones_->find(name)) changes += found->changes.size();
      }
      return changes;
    });
  }
  const auto first = asking[0].get();
  EXPECT_GT(first, 100U);
  for (std::size_t i = 1; i < asking.size(); ++i) EXPECT_EQ(asking[i].get(), first);
}

// Everybody's schedule would be read in the wrong zone.
TEST(IanaZones, WithoutDataThereAreNoneAndTheErrorSaysWhatToInstall) {
  const TempDir dir;
  for (const auto& folder : {dir.path(), dir.path() / "nowhere"}) {
    const auto zones = open_iana_zones(folder);
    ASSERT_FALSE(zones);
    EXPECT_EQ(zones.error().code, zones_errc::no_data);
    EXPECT_NE(zones.error().message().find("tzdata"), std::string::npos) << zones.error().message();
  }
}

TEST(IanaZones, ADamagedFileIsNoZoneAndTheOthersAreNone) {
  const TempDir dir;
  fs::create_directories(dir.path() / "Europe");
  fs::copy_file(fs::path(kZoneInfo) / "Europe/Berlin", dir.path() / "Europe/Berlin");
  testing_support::write_file(dir.path() / "Europe/Cut", "TZif2 and then nothing");
  testing_support::write_file(dir.path() / "Europe/Text", "no zone at all");
  const auto zones = open_iana_zones(dir.path());
  ASSERT_TRUE(zones) << zones.error().message();
  EXPECT_EQ((*zones)->find("Europe/Cut"), nullptr);
  EXPECT_EQ((*zones)->find("Europe/Cut"), nullptr) << "nor when asked again";
  EXPECT_EQ((*zones)->find("Europe/Text"), nullptr);
  EXPECT_NE((*zones)->find("Europe/Berlin"), nullptr);
}

}  // namespace
}  // namespace facet::resolver::testing
