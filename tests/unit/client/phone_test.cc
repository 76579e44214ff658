#include <gtest/gtest.h>

#include <condition_variable>
#include <future>

#include "client/lib/phone_impl.h"
#include "tests/support/process.h"
#include "tests/support/temp_dir.h"
#include "tests/unit/client/fake_resolver.h"

namespace facet::client {
namespace {

using namespace std::chrono_literals;
using testing_support::eventually;
using testing_support::TempDir;

constexpr UserId kMe{8613800138000};
constexpr UserId kBob{8613900139000};
constexpr UserId kEve{8613700137000};

// Whole phones on one folder. Each open() stands for a process: own store connection, own lock.
class PhoneTest : public testing::Test {
 protected:
  PhoneTest() {
    Profile profile;
    profile.user = kMe;
    profile.device = DeviceId{7};
    profile.region = "CN";
    EXPECT_TRUE(create_profile(dir_.path(), profile));
  }
  std::unique_ptr<Phone> open() {
    auto phone = PhoneImpl::open(dir_.path(), resolver_.maker(), [] {
      return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    });
    EXPECT_TRUE(phone) << phone.error().message();
    return std::move(*phone);
  }
  static void tell(Phone& phone, GroupId group, Activity activity) {
    ASSERT_TRUE(phone.set_status({group}, {activity, "", {}, {}}));
  }

  FakeResolver resolver_;
  TempDir dir_;
};

// A phone that stays online in a thread until the end of the scope.
class Staying {
 public:
  explicit Staying(Phone& phone, Events events = {})
      : done_(std::async(std::launch::async, [&phone, events = std::move(events), stop = stop_.get_token()] {
          return phone.stay_online(events, stop);
        })) {}
  ~Staying() {
    if (done_.valid()) end();
  }
  Status end() {
    stop_.request_stop();
    return done_.get();
  }

 private:
  std::stop_source stop_;
  std::future<Status> done_;
};

TEST_F(PhoneTest, FolderWithoutAProfileSaysSo) {
  const TempDir empty;
  EXPECT_EQ(Phone::open(empty.path()).error().code, errc::no_profile);
}

TEST_F(PhoneTest, SyncDeliversAndFetches) {
  resolver_.retain(topics::In{kMe, kBob}, encode(View{Activity::driving, "", {}, {}}));
  auto phone = open();
  ASSERT_TRUE(phone->put_contacts({{kBob, "Bob"}, {kEve, "Eve"}}));
  const auto family = phone->create_group("Family").value();
  ASSERT_TRUE(phone->add_members(family, {kBob}));
  EXPECT_EQ(phone->waiting(), 3U) << "with the word that contacts are welcome";
  const auto report = phone->sync(10s);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->sent, 3U);
  EXPECT_EQ(report->accepted, 3U);
  EXPECT_EQ(report->waiting, 0U);
  const auto views = phone->views().value();
  ASSERT_EQ(views.size(), 2U);
  EXPECT_EQ(views[0].name, "Bob");
  EXPECT_EQ(views[0].view->activity, Activity::driving);
  EXPECT_FALSE(views[1].view) << "Eve never told us anything";
  EXPECT_EQ(phone->sync(10s)->sent, 0U) << "each change is told once";
}

TEST_F(PhoneTest, GroupsAreShownWithTheirMembersAndWithoutExpiredStatuses) {
  auto phone = open();
  const auto family = phone->create_group("Family").value();
  ASSERT_TRUE(phone->add_members(family, {kEve, kBob}));
  const auto soon = std::chrono::ceil<std::chrono::seconds>(std::chrono::system_clock::now()) + 1s;
  ASSERT_TRUE(phone->set_status({family}, {Activity::meeting, "", soon, {}}));
  EXPECT_TRUE(phone->group_named(" family")->temporary);
  EXPECT_EQ(phone->group_named("FAMILY")->members, (std::vector{kEve, kBob}));
  EXPECT_TRUE(eventually([&] { return !phone->group_named("Family")->temporary; }));
  const auto groups = phone->groups().value();
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[1].id, kOther);
  EXPECT_EQ(phone->group_named("Other")->id, kOther);
  EXPECT_EQ(phone->group_named("Work").error().code, errc::no_such_group);
}

TEST_F(PhoneTest, WithoutANetworkNothingIsLost) {
  resolver_.reachable = false;
  auto phone = open();
  tell(*phone, kOther, Activity::busy);
  EXPECT_EQ(phone->sync(5s).error().code, errc::unreachable);
  resolver_.reachable = true;
  resolver_.knows_password = false;
  EXPECT_EQ(phone->sync(5s).error().code, errc::not_authorised);
  resolver_.knows_password = true;
  EXPECT_EQ(phone->sync(5s)->accepted, 1U);
}

TEST_F(PhoneTest, SilentResolverIsToldFromASlowOne) {
  auto phone = open();
  resolver_.takes_reports = false;
  EXPECT_EQ(phone->sync(300ms).error().code, errc::no_answer);
  tell(*phone, kOther, Activity::busy);
  EXPECT_EQ(phone->sync(300ms)->waiting, 1U);
  resolver_.takes_reports = true;
  resolver_.takes_edits = false;
  const auto report = phone->sync(300ms);
  ASSERT_TRUE(report);
  EXPECT_EQ(report->waiting, 1U);
  EXPECT_EQ(report->sent, 1U);
  EXPECT_EQ(report->accepted, 0U);
}

// In the order asked, each as often as asked, more than one message takes.
TEST_F(PhoneTest, AsksForManyInTheirOrder) {
  auto phone = open();
  std::vector<UserId> who;
  for (std::uint64_t i = 0; i < 150; ++i) who.emplace_back(1'000 - i);
  who.push_back(who.front());
  const auto answers = phone->ask(who, 10s);
  ASSERT_TRUE(answers) << answers.error().message();
  ASSERT_EQ(answers->size(), who.size());
  for (std::size_t i = 0; i < who.size(); ++i) {
    EXPECT_EQ((*answers)[i].presentity, who[i]);
    EXPECT_EQ((*answers)[i].view.note, who[i].digits());
  }
  EXPECT_TRUE(phone->ask({}, 1s)->empty());
  EXPECT_EQ(phone->ask({UserId{0}}, 1s).error().code, errc::bad_value);
  resolver_.takes_reports = false;
  EXPECT_EQ(phone->ask({kBob}, 300ms).error().code, errc::no_answer);
}

// ---- several processes ----

TEST_F(PhoneTest, SecondProcessLeavesTheNetworkToTheFirst) {
  auto first = open();
  auto second = open();
  std::atomic<bool> online{false};
  Staying staying(*first, {[&](bool is) { online = is; }, {}});
  ASSERT_TRUE(eventually([&] { return online.load(); }));
  tell(*second, kOther, Activity::driving);
  const auto report = second->sync(10s);
  ASSERT_TRUE(report) << report.error().message();
  EXPECT_EQ(report->accepted, 1U);
  EXPECT_EQ(second->ask({kBob}, 10s)->at(0).view.activity, Activity::busy);
  EXPECT_EQ(resolver_.connections, 1);
  EXPECT_EQ(second->stay_online({}, {}).error().code, errc::busy);
  EXPECT_TRUE(staying.end());
  EXPECT_FALSE(online) << "the end is told too";
}

TEST_F(PhoneTest, WaiterTakesOverWhenTheFirstEnds) {
  auto phone = open();
  tell(*phone, kOther, Activity::driving);
  auto held = OnlineLock::try_take(dir_.path()).value();
  ASSERT_TRUE(held);
  auto report = std::async(std::launch::async, [&] { return phone->sync(10s); });
  EXPECT_EQ(report.wait_for(300ms), std::future_status::timeout);
  EXPECT_EQ(resolver_.connections, 0);
  held.reset();
  const auto done = report.get();
  ASSERT_TRUE(done) << done.error().message();
  EXPECT_EQ(done->accepted, 1U);
}

TEST_F(PhoneTest, BusyOnlyWhenTimeIsOut) {
  auto phone = open();
  tell(*phone, kOther, Activity::driving);
  const auto held = OnlineLock::try_take(dir_.path()).value();
  ASSERT_TRUE(held);
  EXPECT_EQ(phone->sync(200ms).error().code, errc::busy);
  EXPECT_EQ(phone->ask({kBob}, 200ms).error().code, errc::busy);
  EXPECT_EQ(phone->waiting(), 1U);
}

// ---- staying online ----

TEST_F(PhoneTest, StayingOnlineTellsViewsOnceAndReconnects) {
  resolver_.retain(topics::In{kMe, kBob}, encode(View{Activity::driving, "", {}, {}}));
  auto phone = open();
  ASSERT_TRUE(phone->put_contacts({{kBob, "Bob"}}));
  std::atomic<int> ups{0};
  std::atomic<int> downs{0};
  std::atomic<int> views{0};
  Events events;
  events.connection = [&](bool online) { ++(online ? ups : downs); };
  events.view = [&](const ContactView& one) {
    EXPECT_EQ(one.name, "Bob");
    ++views;
  };
  Staying staying(*phone, events);
  ASSERT_TRUE(eventually([&] { return views == 1; }));
  resolver_.reachable = false;
  ASSERT_TRUE(eventually([&] { return downs == 1; }));
  resolver_.reachable = true;
  ASSERT_TRUE(eventually([&] { return ups == 2; }));
  tell(*phone, kOther, Activity::busy);  // from this thread, while that one is online
  EXPECT_TRUE(eventually([&] { return phone->waiting() == 0U; }));
  EXPECT_EQ(views, 1) << "the reconnect brought nothing new";
  EXPECT_TRUE(staying.end());
}

// Whoever ends `facet watch` closes the app: contacts are to see it at once.
TEST_F(PhoneTest, StayingOnlineIsToBeThereUntilItEnds) {
  auto phone = open();
  std::atomic<bool> online{false};
  Staying staying(*phone, {[&](bool is) { online = is; }, {}});
  ASSERT_TRUE(eventually([&] { return resolver_.states().size() == 1U; }));
  EXPECT_EQ(resolver_.states().front(), DeviceState::idle);
  EXPECT_TRUE(staying.end());
  EXPECT_EQ(resolver_.states(),
            (std::vector{DeviceState::idle, DeviceState::shutting_down, DeviceState::unset}));
}

// A command connects, exchanges and is gone; that does not make its person off.
TEST_F(PhoneTest, AnExchangeIsMadeAsleep) {
  auto phone = open();
  ASSERT_TRUE(phone->sync(10s));
  EXPECT_TRUE(phone->ask({kBob}, 10s));
  EXPECT_EQ(resolver_.states(),
            (std::vector{DeviceState::asleep, DeviceState::unset, DeviceState::asleep, DeviceState::unset}));
}

TEST_F(PhoneTest, AResolverThatDoesNotAnswerDelaysTheEndOnlyShortly) {
  resolver_.takes_reports = false;
  auto phone = open();
  Staying staying(*phone, {});
  ASSERT_TRUE(eventually([&] { return resolver_.states().size() == 1U; }));
  const auto before = std::chrono::steady_clock::now();
  EXPECT_TRUE(staying.end());
  EXPECT_LT(std::chrono::steady_clock::now() - before, 3s);
}

TEST_F(PhoneTest, StayingOnlineEndsAtOnceWithAWrongPassword) {
  resolver_.knows_password = false;
  auto phone = open();
  EXPECT_EQ(phone->stay_online({}, {}).error().code, errc::not_authorised);
}

}  // namespace
}  // namespace facet::client
