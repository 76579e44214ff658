#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "schemas/limits.h"
#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using test::Bench;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kBook =
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:王小明\r\nTEL;TYPE=CELL:138 0013 "
    "8001\r\nCATEGORIES:Family,同事\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bob\r\nTEL:+49 151 12345678\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Police\r\nTEL:110\r\nEND:VCARD\r\n";

class Import : public testing::Test {
 protected:
  Import() {
    bench.input = kBook;
    bench.phone.add_group("FAMILY");
  }
  Bench bench;
};

TEST_F(Import, ReusesGroupsOfTheSameName) {
  const auto ran = bench.facet({"contacts", "import", "-", "--json"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  const auto json = ran.json();
  EXPECT_EQ(json["contacts"], 2);
  EXPECT_EQ(json["groups"][0],
            nlohmann::json::parse(R"({"name":"FAMILY","new":false,"members":["8613800138001"]})"));
  EXPECT_EQ(json["groups"][1]["name"], "同事");
  EXPECT_EQ(json["groups"][1]["new"], true);
  EXPECT_EQ(json["counts"]["in_no_group"], 1);
  EXPECT_EQ(json["delivery"]["state"], "delivered");
  ASSERT_EQ(bench.phone.groups.size(), 2U);
  EXPECT_EQ(bench.phone.groups[0].members, std::vector<UserId>{UserId{8613800138001}});
  EXPECT_EQ(bench.phone.contacts.size(), 2U);
}

TEST_F(Import, SaysWhatWasLeftOutAndWhy) {
  const auto skipped = bench.facet({"contacts", "import", "-", "--json"}).json()["skipped"];
  ASSERT_EQ(skipped.size(), 1U);
  EXPECT_EQ(skipped[0]["line"], 15);
  EXPECT_EQ(skipped[0]["name"], "Police");
  EXPECT_EQ(skipped[0]["raw"], "110");
  EXPECT_THAT(skipped[0]["reason"].get<std::string>(), HasSubstr("service number"));
  const auto ran = bench.facet({"contacts", "import", "-"});
  EXPECT_THAT(ran.out, HasSubstr("Police"));
  EXPECT_THAT(ran.out, HasSubstr("Cards: 3, of which imported: 2, skipped: 1"));
}

TEST_F(Import, TwiceIsTheSameAsOnce) {
  bench.facet({"contacts", "import", "-"});
  const auto groups = bench.phone.groups.size();
  const auto again = bench.facet({"contacts", "import", "-", "--json"}).json();
  EXPECT_EQ(again["groups"][1]["new"], false);
  EXPECT_EQ(bench.phone.groups.size(), groups);
  EXPECT_EQ(bench.phone.contacts.size(), 2U);
}

TEST_F(Import, DryRunChangesNothing) {
  const auto ran = bench.facet({"contacts", "import", "-", "--dry-run"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_THAT(ran.out, HasSubstr("同事"));
  EXPECT_THAT(bench.phone.contacts, IsEmpty());
  EXPECT_EQ(bench.phone.groups.size(), 1U);
  EXPECT_EQ(bench.phone.synced, 0);
}

TEST_F(Import, BeyondTheNumberOfGroupsChangesNothing) {
  while (bench.phone.groups.size() < limits::kGroupsPerUser)
    bench.phone.add_group("g" + std::to_string(bench.phone.groups.size()));
  const auto ran = bench.facet({"contacts", "import", "-", "--json"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.json()["error"], "over_limit");
  EXPECT_THAT(ran.err, HasSubstr("groups_per_user: 100 at most"));
  EXPECT_THAT(bench.phone.contacts, IsEmpty());
}

TEST_F(Import, OfAFileThatIsNoneFails) {
  bench.input = "hello";
  EXPECT_THAT(bench.facet({"contacts", "import", "-"}).err, HasSubstr("export the contacts as vCard"));
  EXPECT_EQ(bench.facet({"contacts", "import", "-"}).exit, 1);
  const auto missing = bench.facet({"contacts", "import", "/nowhere/a.vcf", "--json"});
  EXPECT_EQ(missing.exit, 1);
  EXPECT_EQ(missing.json()["error"], "unreadable");
}

TEST_F(Import, OfNothingUsableFailsWithTheReport) {
  bench.input = "BEGIN:VCARD\nVERSION:3.0\nFN:Police\nTEL:110\nEND:VCARD\n";
  const auto ran = bench.facet({"contacts", "import", "-", "--json"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_EQ(ran.json()["skipped"].size(), 1U);
  EXPECT_EQ(bench.phone.synced, 0);
}

TEST_F(Import, ShowsProgressOnATerminalOnly) {
  EXPECT_THAT(bench.facet({"contacts", "import", "-"}).err, IsEmpty());
  bench.terminal = true;
  EXPECT_THAT(bench.facet({"contacts", "import", "-"}).err, HasSubstr("Importing 1/2"));
}

}  // namespace
}  // namespace facet::cli
