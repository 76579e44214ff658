#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_dir.h"
#include "tests/unit/cli/run_facet.h"

// What Facet keeps of its owner: the log, the export, the end of the account.
namespace facet::cli {
namespace {

using nlohmann::json;
using test::at;
using test::Bench;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const UserId kBob{4915112345678};
const UserId kCarol{8613800138001};

class OwnData : public testing::Test {
 protected:
  OwnData() {
    bench.phone.contacts = {{kBob, "Bob"}, {kCarol, "Carol"}};
    auto& family = bench.phone.add_group("Family", {kBob, kCarol});
    family.base = {Activity::free, "", kNoTime, at("2026-11-20T08:00")};
    family.untils[kCarol] = at("2026-12-24T18:00");
    family.automatics.in_call = {Shows::hidden, Activity::unset};
    family.schedule = {{
        0x1F,
        540,
        1020,
        Activity::busy,
        "",
    }};
    bench.phone.log = {
        {at("2026-11-23T11:00"),
         Cause::status,
         DeviceId{7},
         {{Rule::group, GroupId{1}, Activity::driving, 2}, {Rule::blocked, {}, Activity::off, 1}}},
        {at("2026-11-23T10:00"), Cause::groups, DeviceId{8}, {}}};
  }
  std::string file(const char* name) const { return dir.path() / name; }

  testing_support::TempDir dir;
  Bench bench;
};

TEST_F(OwnData, TheLogSaysWhatWasShownToHowManyAndWhichRuleDecided) {
  EXPECT_EQ(bench.facet({"log"}).out,
            "When                 Because of           Who           Sees     People\n"
            "2026-11-23 11:00:00  your status          group Family  Driving       2\n"
            "                                          blocked       Off           1\n"
            "2026-11-23 10:00:00  groups, by device 8  nobody                      0\n");
  const auto all = bench.facet({"log", "--json"}).json();
  EXPECT_EQ(all.at("log").at(0),
            json::parse(R"({"at":"2026-11-23T11:00:00Z","cause":"status","device":"7","shown":[
      {"rule":"group","group":"Family","activity":"driving","watchers":2},
      {"rule":"blocked","group":null,"activity":"off","watchers":1}]})"));
  EXPECT_THAT(bench.facet({"--lang", "zh", "log"}).out, HasSubstr("您的状态"));
}

TEST_F(OwnData, TheLogIsAsLongAsAskedFor) {
  bench.phone.log.resize(200, bench.phone.log.back());
  EXPECT_EQ(bench.facet({"log", "--json"}).json()["log"].size(), 20U);
  EXPECT_EQ(bench.facet({"log", "--json", "--last", "1"}).json()["log"].size(), 1U);
  EXPECT_EQ(bench.facet({"log", "--last", "0"}).exit, 2);
  EXPECT_EQ(bench.facet({"log", "--last", "201"}).exit, 2);
}

TEST_F(OwnData, TheLogIsTheServers) {
  EXPECT_EQ(bench.facet({"--offline", "log"}).exit, 2);
  bench.phone.log_error = Error{client::errc::unreachable, {}};
  EXPECT_EQ(bench.facet({"log"}).exit, 1);
  bench.phone.log_error.reset();
  bench.phone.log.clear();
  EXPECT_THAT(bench.facet({"log"}).out, HasSubstr("nothing yet"));
}

TEST_F(OwnData, AnExportHoldsAllOfIt) {
  bench.phone.zone = "Europe/Berlin";
  bench.phone.rules[kBob] = {kBob, "Bob", false, Setting{Activity::away, "later", kNoTime, kNoTime}};
  bench.phone.rules[kCarol] = {kCarol, "Carol", true, {}};
  bench.phone.stances[kBob] = Stance::muted;
  bench.phone.strangers = Strangers::take;
  const auto ran = bench.facet({"export"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  const auto data = ran.json();
  EXPECT_EQ(data.at("facet_export"), 1);
  EXPECT_EQ(data.at("user"), "8613800138000");
  EXPECT_EQ(data.at("contacts").size(), 2U);
  const json& family = data.at("groups").at(0);
  EXPECT_EQ(family.at("base").at("activity"), "free");
  EXPECT_EQ(family.at("members").at(1),
            json::parse(R"({"number":"8613800138001","name":"Carol","until":"2026-12-24T18:00:00Z"})"));
  EXPECT_EQ(family.at("automatic"), json::parse(R"({"off":"default","in_call":"hidden"})"));
  EXPECT_EQ(family.at("schedule").at(0).at("from"), "09:00");
  EXPECT_EQ(data.at("groups").at(1).at("name"), "other");
  EXPECT_EQ(data.at("zone"), "Europe/Berlin");
  EXPECT_EQ(data.at("overrides").at(0).at("setting").at("note"), "later");
  EXPECT_EQ(data.at("blocked").at(0).at("name"), "Carol");
  EXPECT_EQ(data.at("stances").at(0).at("stance"), "muted");
  EXPECT_EQ(data.at("strangers"), "take");
  EXPECT_EQ(data.at("log").size(), 2U);
  EXPECT_EQ(data.at("up_to_date"), true);
  EXPECT_EQ(bench.phone.restored, 1);
  EXPECT_THAT(ran.out, Not(HasSubstr("secret"))) << "the password";
}

TEST_F(OwnData, AnExportWithoutTheServerIsWhatThisPhoneKnows) {
  const auto offline = bench.facet({"--offline", "export"});
  EXPECT_EQ(offline.json().at("log"), nullptr);
  EXPECT_EQ(bench.phone.synced, 0);
  bench.phone.on_sync = [](test::PhoneState&) -> Result<client::SyncReport> {
    return fail(client::errc::unreachable);
  };
  const auto ran = bench.facet({"export"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.json().at("up_to_date"), false);
  EXPECT_THAT(ran.err, HasSubstr("without the log"));
}

TEST_F(OwnData, AnExportedFileIsForItsOwnerAndNeverReplacesAnother) {
  const std::string path = file("facet.json");
  const auto ran = bench.facet({"export", path.c_str()});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("contacts: 2, groups: 1"));
  namespace fs = std::filesystem;
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  std::ifstream in{path};
  EXPECT_EQ(json::parse(in).at("facet_export"), 1);

  const auto again = bench.facet({"export", path.c_str(), "--json"});
  EXPECT_EQ(again.exit, 1);
  EXPECT_EQ(again.json()["error"], "unwritable");
  EXPECT_THAT(again.err, HasSubstr("choose another name"));
  const std::string nowhere = file("no/such/folder.json");
  EXPECT_EQ(bench.facet({"export", nowhere.c_str()}).exit, 1);
}

TEST_F(OwnData, AnAccountIsErasedByWhoTypesItsNumber) {
  bench.input = "138 0013 8000\n";
  const auto ran = bench.facet({"account", "erase"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(bench.phone.erasing, bench.phone.profile.user);
  EXPECT_THAT(ran.err, HasSubstr("for ever"));
  EXPECT_THAT(ran.err, HasSubstr("your groups and who is in them"));
  EXPECT_EQ(ran.out, "+86 138 0013 8000: account erased — delivered\n");
}

TEST_F(OwnData, AnAccountIsNotErasedByMistake) {
  for (const char* typed : {"", "\n", "y\n", "+49 1511 2345678\n", "13800138\n"}) {
    bench.input = typed;
    const auto ran = bench.facet({"account", "erase"});
    EXPECT_EQ(ran.exit, 2) << typed;
    EXPECT_THAT(ran.err, HasSubstr("nothing was erased"));
  }
  EXPECT_EQ(bench.phone.erasing, std::nullopt);
  EXPECT_EQ(bench.phone.synced, 0);
}

TEST_F(OwnData, StatusSaysThatTheAccountIsErased) {
  EXPECT_THAT(bench.facet({"status"}).out, Not(HasSubstr("erased")));
  bench.phone.erased_at = at("2026-11-23T11:00");
  EXPECT_THAT(bench.facet({"status"}).out, HasSubstr("This account was erased (11:00)"));
  EXPECT_EQ(bench.facet({"status", "--json"}).json()["erased_at"], "2026-11-23T11:00:00Z");
}

TEST_F(OwnData, AnAccountIsErasedByAProgramThatIsSure) {
  const auto ran = bench.facet({"account", "erase", "--yes", "--json"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.json()["erased"], "8613800138000");
  EXPECT_THAT(ran.err, IsEmpty());
}

}  // namespace
}  // namespace facet::cli
