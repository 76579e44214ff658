#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/cli/run_facet.h"

namespace facet::cli {
namespace {

using client::ContactView;
using client::Events;
using test::at;
using test::Bench;
using testing::HasSubstr;
using testing::Not;

const ContactView kBobDriving{UserId{4915112345678}, "Bob",
                              View{Activity::driving, "A9", at("2026-11-23T11:55"), at("2026-11-23T13:00")}};
const ContactView kBobGone{UserId{4915112345678}, "Bob", std::nullopt};
const ContactView kXiaoming{UserId{8613800138001}, "王小明", View{Activity::free, "", kNoTime, kNoTime}};

class Watch : public testing::Test {
 protected:
  Watch() {
    bench.phone.views = {kBobGone, kXiaoming};
    bench.phone.on_stay_online = [](const Events& events, const std::stop_token&) -> Status {
      events.connection(true);
      events.view(kBobDriving);
      events.connection(false);
      events.view(kBobGone);
      return {};
    };
  }
  Bench bench;
};

TEST_F(Watch, IsALineForEachChangeWhereThereIsNoTerminal) {
  const auto ran = bench.facet({"watch"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_EQ(ran.out,
            "2026-11-23 12:00:00  王小明 (+86 138 0013 8001)  Free\n"
            "2026-11-23 12:00:00  Bob (+49 1511 2345678)  Driving until 13:00  “A9”\n"
            "2026-11-23 12:00:00  Bob (+49 1511 2345678)  Unknown\n");
  EXPECT_THAT(ran.err, HasSubstr("facet: connected\n"));
}

TEST_F(Watch, IsJsonLinesForPrograms) {
  std::istringstream lines{bench.facet({"watch", "--json"}).out};
  std::vector<std::string> events;
  std::vector<nlohmann::json> seen;
  for (std::string line; std::getline(lines, line);) {
    seen.push_back(nlohmann::json::parse(line));
    events.push_back(seen.back()["event"]);
  }
  EXPECT_THAT(events, testing::ElementsAre("view", "view", "connection", "view", "connection", "view"));
  EXPECT_EQ(seen[3], nlohmann::json::parse(R"({"event":"view","at":"2026-11-23T12:00:00Z",
      "number":"4915112345678","name":"Bob","view":{"activity":"driving","note":"A9",
      "changed_at":"2026-11-23T11:55:00Z","until":"2026-11-23T13:00:00Z"}})"));
  EXPECT_EQ(seen[4]["online"], false);
  EXPECT_EQ(seen[5]["view"], nullptr);
}

// At each connection the broker shows again what it holds: no line for what was said already.
TEST_F(Watch, SaysNothingTwice) {
  bench.phone.views = {kBobDriving};
  bench.phone.on_stay_online = [](const Events& events, const std::stop_token&) -> Status {
    events.view(kBobDriving);
    events.view(kBobGone);
    events.view(kBobGone);
    events.view(kBobDriving);
    return {};
  };
  for (const auto& words : {std::vector<const char*>{"watch"}, {"watch", "--json"}}) {
    const std::string out = bench.facet(words).out;
    EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 3) << out;
  }
}

TEST_F(Watch, RedrawsATableOnATerminal) {
  bench.terminal = true;
  bench.env["NO_COLOR"] = "1";
  const auto ran = bench.facet({"watch"});
  EXPECT_EQ(ran.exit, 0);
  EXPECT_THAT(ran.out, HasSubstr("Bob     +49 1511 2345678   Driving  13:00  5 min ago  A9"));
  const std::string last = ran.out.substr(ran.out.rfind("\033[H"));
  EXPECT_THAT(last, Not(HasSubstr("Driving")));
  EXPECT_THAT(last, HasSubstr("no connection"));
  EXPECT_LT(last.find("王小明"), last.find("Bob"));  // whoever told nothing stands last
}

TEST_F(Watch, DrawsNoMoreThanTheWindowHolds) {
  bench.terminal = true;
  bench.terminal_size = {30, 8};
  bench.env["NO_COLOR"] = "1";
  for (std::uint64_t i = 0; i < 50; ++i)
    bench.phone.views.push_back({UserId{4915112345000 + i}, "", kXiaoming.view});
  const auto ran = bench.facet({"watch"});
  const std::string last = ran.out.substr(ran.out.rfind("\033[H"));
  EXPECT_LT(std::count(last.begin(), last.end(), '\n'), 8);
  EXPECT_THAT(last, HasSubstr("… and 48 more"));
}

TEST_F(Watch, EndsWhenToldTo) {
  bench.phone.on_stay_online = [this](const Events&, const std::stop_token& stop) -> Status {
    EXPECT_FALSE(stop.stop_requested());
    bench.stop.request_stop();
    EXPECT_TRUE(stop.stop_requested());
    return {};
  };
  EXPECT_EQ(bench.facet({"watch"}).exit, 0);
}

TEST_F(Watch, SaysThatAnotherOneIsOnline) {
  bench.phone.on_stay_online = [](const Events&, const std::stop_token&) -> Status {
    return fail(client::errc::busy);
  };
  const auto ran = bench.facet({"watch"});
  EXPECT_EQ(ran.exit, 1);
  EXPECT_THAT(ran.err, HasSubstr("another facet is online"));
  bench.phone.on_stay_online = [](const Events&, const std::stop_token&) -> Status {
    return fail(client::errc::not_authorised);
  };
  EXPECT_EQ(bench.facet({"watch"}).exit, 5);
  EXPECT_EQ(bench.facet({"watch", "--offline"}).exit, 2);
}

TEST_F(Watch, OnceShowsWhatIsKnownAlsoWithoutAConnection) {
  const auto online = bench.facet({"watch", "--once"});
  EXPECT_EQ(online.exit, 0);
  EXPECT_EQ(bench.phone.synced, 1);
  EXPECT_THAT(online.out, HasSubstr("王小明  +86 138 0013 8001  Free"));
  EXPECT_THAT(online.out, HasSubstr("Bob     +49 1511 2345678   Unknown"));
  bench.phone.on_sync = [](test::PhoneState&) -> Result<client::SyncReport> {
    return fail(client::errc::unreachable);
  };
  const auto away = bench.facet({"watch", "--once"});
  EXPECT_EQ(away.exit, 1);
  EXPECT_EQ(away.out, online.out);
  EXPECT_THAT(away.err, HasSubstr("the last that was known"));
}

}  // namespace
}  // namespace facet::cli
