#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "client/cli/app.h"
#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using client::SyncReport;
using test::Bench;
using test::PhoneState;
using testing::HasSubstr;
using testing::Not;

class Init : public testing::Test {
 protected:
  Init() { bench.env["FACET_PASSWORD"] = "from the environment"; }
  Bench bench;
};

TEST_F(Init, TakesTheRegionOfTheNumber) {
  const auto ran = bench.facet({"init", "--number", "+86 138 0013 8000", "--broker", "facet.example.org"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  ASSERT_TRUE(bench.created);
  EXPECT_EQ(bench.created->user, UserId{8613800138000});
  EXPECT_EQ(bench.created->region, "CN");
  EXPECT_EQ(bench.created->host, "facet.example.org");
  EXPECT_EQ(bench.created->port, 1883);
  EXPECT_EQ(bench.created->device, DeviceId{4711});
  EXPECT_EQ(bench.created->password, "from the environment");
  EXPECT_EQ(bench.phone.synced, 1);  // registers this person
  EXPECT_THAT(ran.out + ran.err, Not(HasSubstr("from the environment")));
}

TEST_F(Init, ReadsANationalNumberAsOfTheRegion) {
  bench.facet(
      {"init", "--number", "0151 12345678", "--region", "de", "--device", "2", "--broker", "[::1]:2883"});
  ASSERT_TRUE(bench.created);
  EXPECT_EQ(bench.created->user, UserId{4915112345678});
  EXPECT_EQ(bench.created->region, "DE");
  EXPECT_EQ(bench.created->device, DeviceId{2});
  EXPECT_EQ(bench.created->host, "::1");
  EXPECT_EQ(bench.created->port, 2883);
}

TEST_F(Init, WithABadValueMakesNoProfile) {
  const std::vector<const char*> cases[] = {
      {"init"},
      {"init", "--number", "12"},
      {"init", "--number", "138 0013 8000"},
      {"init", "--number", "+8613800138000", "--region", "XX"},
      {"init", "--number", "+8613800138000", "--broker", "host:0"},
      {"init", "--number", "+8613800138000", "--device", "0"},
      {"init", "--number", "+8613800138000", "--device", "65536"},
      {"init", "--number", "+8613800138000", "--ca-file", "/nowhere"},
      {"init", "--number", "+8613800138000", "--password", "secret"},  // never on the command line
  };
  for (const auto& words : cases) {
    EXPECT_EQ(bench.facet(words).exit, 2) << *(words.end() - 1);
    EXPECT_FALSE(bench.created);
  }
}

TEST_F(Init, AsksForThePasswordLast) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("facet_password_" + std::to_string(getpid()));
  std::ofstream(file) << "from the file\r\nsecond line\n";
  bench.typed_password = "typed";
  bench.facet({"init", "--number", "+8613800138000", "--password-file", file.c_str()});
  EXPECT_EQ(bench.created->password, "from the file");
  bench.facet({"init", "--number", "+8613800138000"});
  EXPECT_EQ(bench.created->password, "from the environment");
  bench.env.erase("FACET_PASSWORD");
  bench.facet({"init", "--number", "+8613800138000"});
  EXPECT_EQ(bench.created->password, "typed");
  std::filesystem::remove(file);
}

TEST_F(Init, WithoutAPasswordMakesNoProfile) {
  bench.env.erase("FACET_PASSWORD");
  const auto ran = bench.facet({"init", "--number", "+8613800138000", "--json"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_EQ(ran.json()["error"], "no_password");
  const auto missing = bench.facet({"init", "--number", "+8613800138000", "--password-file", "/nowhere"});
  EXPECT_EQ(missing.exit, 1);
  EXPECT_FALSE(bench.created);
}

// The profile is good though the server is away; a refused password is known at once.
TEST_F(Init, TellsHowTheFirstConnectionWent) {
  bench.phone.on_sync = [](PhoneState&) -> Result<SyncReport> { return fail(client::errc::unreachable); };
  const auto away = bench.facet({"init", "--number", "+8613800138000"});
  EXPECT_EQ(away.exit, 0);
  EXPECT_THAT(away.err, HasSubstr("127.0.0.1:1883 cannot be reached now"));
  bench.phone.on_sync = [](PhoneState&) -> Result<SyncReport> { return fail(client::errc::not_authorised); };
  EXPECT_EQ(bench.facet({"init", "--number", "+8613800138000"}).exit, 5);
  const int before = bench.phone.synced;
  EXPECT_EQ(bench.facet({"init", "--number", "+8613800138000", "--offline"}).exit, 0);
  EXPECT_EQ(bench.phone.synced, before);
}

TEST(Profile, IsFoundWhereItIsSaid) {
  Bench bench;
  const auto opened = [&](std::vector<const char*> words) {
    bench.facet(words);
    return bench.opened->string();
  };
  EXPECT_EQ(opened({"status"}), "/home/facet/.local/share/facet");
  bench.env["XDG_DATA_HOME"] = "/data";
  EXPECT_EQ(opened({"status"}), "/data/facet");
  bench.env["FACET_PROFILE"] = "/profiles/bob";
  EXPECT_EQ(opened({"status"}), "/profiles/bob");
  EXPECT_EQ(opened({"status", "--profile", "/profiles/anna"}), "/profiles/anna");
  bench.env.clear();
  EXPECT_EQ(bench.facet({"status"}).exit, 4);
}

}  // namespace
}  // namespace facet::cli
