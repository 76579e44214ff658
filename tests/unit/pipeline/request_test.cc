#include "schemas/limits.h"
#include "tests/unit/pipeline/fixture.h"

// Who asks is answered, and kept up to date for a while.
namespace facet::resolver::testing {
namespace {

class RequestTest : public PipelineTest {
 protected:
  View ask(UserId who, UserId about) {
    const StatusRequest request{next(who).value(), {about}};
    up(who, topics::UpKind::ask, encode(request));
    EXPECT_TRUE(has_receipt(who, request.correlation));
    EXPECT_TRUE(settles());
    return receipt(who, request.correlation)->answers.front().view;
  }
  void strangers_see(UserId owner, Activity activity) {
    const StatusEdit edit{next(owner), {{kOther, Setting{activity, "", kNoTime, kNoTime}}}, {}, {}, {}};
    up(owner, topics::UpKind::status, encode(edit));
    ASSERT_TRUE(has_receipt(owner, edit.revision.value()));
    ASSERT_TRUE(settles());
  }
};

TEST_F(RequestTest, AStrangerWhoAskedFollowsForADay) {
  hello_knowing(kStranger, {});
  strangers_see(kAlice, Activity::free);
  EXPECT_EQ(shown(kStranger, kAlice), Activity::unset) << "nothing comes to a stranger by itself";
  EXPECT_EQ(ask(kStranger, kAlice).activity, Activity::free);
  EXPECT_EQ(shown(kStranger, kAlice), Activity::free);
  EXPECT_EQ(bus_.expiry(in(kStranger, kAlice)), std::chrono::hours{24});
  clock_.advance(std::chrono::hours{23});
  strangers_see(kAlice, Activity::busy);
  EXPECT_EQ(shown(kStranger, kAlice), Activity::busy);
  EXPECT_EQ(bus_.expiry(in(kStranger, kAlice)), std::chrono::hours{1}) << "nothing stale stays";
  clock_.advance(std::chrono::hours{1});
  EXPECT_TRUE(comes_to_show(kStranger, kAlice, Activity::unset));
  strangers_see(kAlice, Activity::meeting);
  EXPECT_EQ(shown(kStranger, kAlice), Activity::unset);
}

TEST_F(RequestTest, AskingAgainProlongsIt) {
  hello_knowing(kStranger, {});
  strangers_see(kAlice, Activity::free);
  ask(kStranger, kAlice);
  clock_.advance(std::chrono::hours{23});
  ask(kStranger, kAlice);
  clock_.advance(std::chrono::hours{23});
  strangers_see(kAlice, Activity::busy);
  EXPECT_EQ(shown(kStranger, kAlice), Activity::busy);
}

TEST_F(RequestTest, AskingAgainSoonIsOneMessage) {
  hello_knowing(kStranger, {});
  strangers_see(kAlice, Activity::free);
  ask(kStranger, kAlice);
  ask(kStranger, kAlice);
  EXPECT_EQ(bus_.history(in(kStranger, kAlice)).size(), 1U);
}

TEST_F(RequestTest, SomebodyWhoDoesNotExistLooksLikeSomebodyWhoShowsOff) {
  hello_knowing(kStranger, {});
  hello(kAlice);
  ASSERT_TRUE(settles()) << "who comes for the first time is shown everything once";
  constexpr UserId kNobody{8613800999999};
  EXPECT_EQ(ask(kStranger, kAlice), ask(kStranger, kNobody));
  EXPECT_EQ(bus_.history(in(kStranger, kAlice)), bus_.history(in(kStranger, kNobody)));
  EXPECT_EQ(bus_.expiry(in(kStranger, kAlice)), bus_.expiry(in(kStranger, kNobody)));
}

TEST_F(RequestTest, ABlockedStrangerFollowsAnOff) {
  hello_knowing(kStranger, {});
  strangers_see(kAlice, Activity::free);
  const StatusEdit block{next(kAlice), {}, {}, {kStranger}, {}};
  up(kAlice, topics::UpKind::status, encode(block));
  EXPECT_EQ(ask(kStranger, kAlice).activity, Activity::off);
  EXPECT_EQ(shown(kStranger, kAlice), Activity::off);
  strangers_see(kAlice, Activity::busy);
  EXPECT_EQ(bus_.history(in(kStranger, kAlice)).size(), 1U);
}

TEST_F(RequestTest, WhoFollowsAndIsPutIntoAGroupStaysHeldBackAfterwards) {
  hello_knowing(kStranger, {});
  ask(kStranger, kAlice);
  group(kAlice, kColleagues, 1, {kStranger});
  tell(kAlice, kColleagues, Activity::busy);
  ASSERT_TRUE(comes_to_show(kStranger, kAlice, Activity::busy)) << "it asked";
  clock_.advance(std::chrono::hours{25});
  EXPECT_TRUE(comes_to_show(kStranger, kAlice, Activity::unset)) << "and does not know her";
}

TEST_F(RequestTest, OneWatcherFollowsNoMoreThanItMay) {
  hello_knowing(kStranger, {});
  for (std::uint64_t first = 0; first < limits::kFollowedPerUser + 64; first += 64) {
    StatusRequest request{next(kStranger).value(), {}};
    for (std::uint64_t i = 0; i < 64; ++i) request.presentities.emplace_back(100'000 + first + i);
    up(kStranger, topics::UpKind::ask, encode(request));
    ASSERT_TRUE(has_receipt(kStranger, request.correlation));
    EXPECT_EQ(receipt(kStranger, request.correlation)->answers.size(), 64U);
  }
  EXPECT_EQ(store_.followed_by(kStranger, 10'000)->size(), limits::kFollowedPerUser);
}

}  // namespace
}  // namespace facet::resolver::testing
