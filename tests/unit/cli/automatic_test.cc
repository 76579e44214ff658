#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/run_facet.h"

// How groups are shown what a phone says by itself.
namespace facet::cli {
namespace {

using test::Bench;
using testing::HasSubstr;
using testing::IsEmpty;

const Automatic kHidden{Shows::hidden, Activity::unset};
const Automatic kAway{Shows::instead, Activity::away};

class AutomaticStatus : public testing::Test {
 protected:
  AutomaticStatus() {
    bench.phone.add_group("Family");
    bench.phone.add_group("Colleagues");
  }
  Bench bench;
};

TEST_F(AutomaticStatus, OfOneGroupIsSetAsTyped) {
  const auto ran = bench.facet({"automatic", "colleagues", "--off", "Away", "--call", "hidden"});
  EXPECT_EQ(ran.exit, 0) << ran.err;
  EXPECT_EQ(ran.out, "Colleagues: off: as Away; in a call: hidden — delivered\n");
  EXPECT_EQ(bench.phone.groups[1].automatics, (Automatics{kAway, kHidden}));
  EXPECT_EQ(bench.phone.groups[0].automatics, Automatics{}) << "nobody else's";
}

TEST_F(AutomaticStatus, WhatIsNotNamedStaysAsItIs) {
  bench.phone.groups[0].automatics.off = kAway;
  EXPECT_EQ(bench.facet({"automatic", "Family", "--call", "shown"}).exit, 0);
  EXPECT_EQ(bench.phone.groups[0].automatics, (Automatics{kAway, {Shows::shown, Activity::unset}}));
  EXPECT_EQ(bench.facet({"automatic", "Family", "--off", "default"}).exit, 0);
  EXPECT_EQ(bench.phone.groups[0].automatics.off, Automatic{});
}

TEST_F(AutomaticStatus, OfAllGroupsLeavesStrangersAlone) {
  EXPECT_EQ(bench.facet({"automatic", "--all", "--call", "hidden"}).out,
            "All groups: in a call: hidden — delivered\n");
  EXPECT_EQ(bench.phone.groups[0].automatics.in_call, kHidden);
  EXPECT_EQ(bench.phone.groups[1].automatics.in_call, kHidden);
  EXPECT_EQ(bench.phone.other.automatics, Automatics{});
  EXPECT_EQ(bench.facet({"automatic", "other", "--call", "hidden"}).exit, 0);
  EXPECT_EQ(bench.phone.other.automatics.in_call, kHidden);
}

TEST_F(AutomaticStatus, WithoutOptionsIsListed) {
  bench.phone.groups[0].automatics = {kAway, kHidden};
  EXPECT_EQ(bench.facet({"automatic"}).out,
            "Group       Off              In call\n"
            "Family      as Away          hidden\n"
            "Colleagues  shown (default)  shown over Standby and Free (default)\n"
            "(others)    shown (default)  shown over Standby and Free (default)\n");
  const auto one = bench.facet({"automatic", "family", "--json"}).json();
  EXPECT_EQ(one.at("automatic"),
            nlohmann::json::parse(R"([{"group":"Family","off":"away","in_call":"hidden"}])"));
  EXPECT_THAT(bench.facet({"--lang", "zh", "automatic"}).out, HasSubstr("显示为离开"));
  EXPECT_EQ(bench.phone.synced, 0);
}

TEST_F(AutomaticStatus, ThatCannotBeIsRefusedWithTheNextStep) {
  const std::pair<std::vector<const char*>, const char*> cases[] = {
      {{"--off", "hidden"}, "a group, or --all"},
      {{"Family", "--all", "--off", "hidden"}, "leave it or --group out"},
      {{"Family", "--off", "hiden"}, "Or: default, shown, hidden."},
      {{"Family", "--off", "off"}, "write shown"},
      {{"Family", "--call", "in_call"}, "write shown"},
      {{"Famly", "--call", "busy"}, "Did you mean 'Family'?"},
  };
  for (const auto& [words, message] : cases) {
    std::vector<const char*> all{"automatic"};
    all.insert(all.end(), words.begin(), words.end());
    const auto ran = bench.facet(all);
    EXPECT_EQ(ran.exit, 2) << message;
    EXPECT_THAT(ran.err, HasSubstr(message));
  }
  EXPECT_EQ(bench.phone.waiting, 0U);
  EXPECT_EQ(bench.phone.synced, 0);
}

}  // namespace
}  // namespace facet::cli
