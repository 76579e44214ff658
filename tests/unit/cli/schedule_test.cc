#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using test::Bench;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const ScheduleEntry kOffice{0x1F, 540, 1020, Activity::busy, "at the office"};
const ScheduleEntry kNight{0x7F, 1380, 420, Activity::sleeping, ""};

class Schedules : public testing::Test {
 protected:
  Schedules() {
    bench.phone.add_group("Family");
    bench.phone.add_group("Colleagues");
  }
  Bench bench;
};

TEST_F(Schedules, AnEntryIsAddedBehindThoseThatAreThere) {
  bench.phone.zone = "Asia/Shanghai";
  bench.phone.groups[1].schedule = {kNight};
  const auto ran = bench.facet({"schedule", "add", "colleagues", "busy", "--days", "mon-fri", "--from",
                                "09:00", "--to", "17:00", "--note", "at the office"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out, "Colleagues: Mon–Fri 09:00–17:00: Busy “at the office” — delivered\n");
  EXPECT_THAT(ran.err, IsEmpty());
  EXPECT_THAT(bench.phone.groups[1].schedule, ElementsAre(kNight, kOffice));
  EXPECT_THAT(bench.phone.groups[0].schedule, IsEmpty());
  EXPECT_EQ(bench.phone.zone, "Asia/Shanghai");
}

TEST_F(Schedules, TheFirstTakesTheZoneOfThisMachineAndSaysSo) {
  const auto ran = bench.facet({"schedule", "add", "other", "sleeping", "--from", "23:00", "--to", "7:00"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(bench.phone.zone, "Europe/Berlin");
  EXPECT_THAT(ran.err, HasSubstr("your time zone is now Europe/Berlin"));
  EXPECT_THAT(bench.phone.other.schedule, ElementsAre(kNight));
}

TEST_F(Schedules, WithoutAZoneIsRefused) {
  bench.zone_name.reset();
  const auto ran = bench.facet({"schedule", "add", "Family", "busy", "--from", "09:00", "--to", "17:00"});
  EXPECT_EQ(ran.exit, 2);
  EXPECT_THAT(ran.err, HasSubstr("`facet zone Asia/Shanghai`"));
  EXPECT_THAT(bench.phone.groups[0].schedule, IsEmpty());
}

TEST_F(Schedules, AreListedWithTheNumbersThatRemoveTakes) {
  EXPECT_THAT(bench.facet({"schedule", "list"}).out, HasSubstr("no schedules"));
  bench.phone.zone = "Europe/Berlin";
  bench.phone.groups[0].schedule = {kNight};
  bench.phone.groups[1].schedule = {kOffice, kNight};
  EXPECT_EQ(bench.facet({"schedule", "list", "colleagues"}).out,
            "Group       No.  Days       From   To     Status    Note\n"
            "Colleagues    1  Mon–Fri    09:00  17:00  Busy      at the office\n"
            "              2  every day  23:00  07:00  Sleeping\n"
            "time zone: Europe/Berlin\n");
  const auto json = bench.facet({"schedule", "list", "--json"}).json();
  EXPECT_EQ(json.at("zone"), "Europe/Berlin");
  ASSERT_EQ(json.at("schedules").size(), 2U);
  EXPECT_EQ(json["schedules"][1]["schedule"][0],
            nlohmann::json::parse(R"({"days":["mon","tue","wed","thu","fri"],"from":"09:00","to":"17:00",
                                      "activity":"busy","note":"at the office"})"));
  EXPECT_THAT(bench.facet({"--lang", "zh", "schedule", "list"}).out, HasSubstr("周一至周五"));
}

TEST_F(Schedules, StatusSaysWhichGroupsHaveOne) {
  EXPECT_THAT(bench.facet({"status"}).out, Not(HasSubstr("every week")));
  bench.phone.groups[1].schedule = {kOffice};
  EXPECT_THAT(bench.facet({"status"}).out, HasSubstr("Told something every week: Colleagues;"));
}

TEST_F(Schedules, EntriesAreRemovedByTheirNumbersOrAll) {
  bench.phone.groups[1].schedule = {kOffice, kNight, kOffice};
  EXPECT_EQ(bench.facet({"schedule", "remove", "Colleagues", "3", "1", "1"}).out,
            "Colleagues: entries removed: 2, left: 1 — delivered\n");
  EXPECT_THAT(bench.phone.groups[1].schedule, ElementsAre(kNight));
  EXPECT_EQ(bench.facet({"schedule", "remove", "Colleagues", "--all"}).exit, 0);
  EXPECT_THAT(bench.phone.groups[1].schedule, IsEmpty());
}

TEST_F(Schedules, AMistakeChangesNothingAndSaysTheNextStep) {
  bench.phone.groups[1].schedule = {kOffice};
  const std::pair<std::vector<const char*>, const char*> cases[] = {
      {{"add", "Famly", "busy", "--from", "09:00", "--to", "17:00"}, "Did you mean 'Family'?"},
      {{"add", "Family", "bsy", "--from", "09:00", "--to", "17:00"}, "Did you mean 'busy'?"},
      {{"add", "Family", "busy", "--days", "monfri", "--from", "09:00", "--to", "17:00"},
       "write for example mon-fri"},
      {{"add", "Family", "busy", "--from", "9", "--to", "17:00"}, "write for example 09:00"},
      {{"add", "Family", "busy", "--from", "09:00"}, "--to is required"},
      {{"add", "Family", "busy", "--from", "09:00", "--to", "17:00", "--note", "two\nlines"}, "line ends"},
      {{"remove", "Colleagues"}, "or --all"},
      {{"remove", "Colleagues", "1", "--all"}, "or --all"},
      {{"remove", "Colleagues", "2"}, "`facet schedule list Colleagues`"},
      {{"remove", "Colleagues", "0"}, "`facet schedule list Colleagues`"},
  };
  for (const auto& [words, message] : cases) {
    std::vector<const char*> all{"schedule"};
    all.insert(all.end(), words.begin(), words.end());
    const auto ran = bench.facet(all);
    EXPECT_EQ(ran.exit, 2) << message;
    EXPECT_THAT(ran.err, HasSubstr(message));
  }
  EXPECT_THAT(bench.phone.groups[1].schedule, ElementsAre(kOffice));
  EXPECT_EQ(bench.phone.zone, "");
  EXPECT_EQ(bench.phone.synced, 0);
}

TEST_F(Schedules, TheZoneIsShownAndSet) {
  EXPECT_THAT(bench.facet({"zone"}).out, HasSubstr("read in UTC"));
  EXPECT_EQ(bench.facet({"zone", "--json"}).json()["zone"], nullptr);
  EXPECT_EQ(bench.facet({"zone", "Asia/Shanghai"}).out, "schedules are read in Asia/Shanghai — delivered\n");
  EXPECT_EQ(bench.phone.zone, "Asia/Shanghai");
  EXPECT_EQ(bench.facet({"zone"}).out, "Asia/Shanghai\n");
  const auto unknown = bench.facet({"zone", "Berlin"});
  EXPECT_EQ(unknown.exit, 2);
  EXPECT_THAT(unknown.err, HasSubstr("Europe/Berlin"));
  EXPECT_EQ(bench.phone.zone, "Asia/Shanghai");
}

}  // namespace
}  // namespace facet::cli
