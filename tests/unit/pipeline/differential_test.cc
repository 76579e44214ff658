#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/pipeline/lives.h"

// Two worlds in step, with the same clock, in which Bob does the same. What he is sent may differ only in
// what the rules show him: topic, bytes, retained flag, expiry, receipts and the millisecond are compared.
namespace facet::resolver::testing {
namespace {

using std::chrono::seconds;

// Alice's groups, and who is in which; `bob`: one bit for each group.
void begin(World& world, int bob) {
  for (const UserId user : {kAlice, kCarol, kBob}) world.say(user, DeviceState::idle);
  world.say(kCarol, WatchEdit{.strangers = Strangers::take});
  for (std::size_t i = 0; i < std::size(kGroups); ++i) {
    std::vector<UserId> members = i == 1 ? std::vector{kCarol} : std::vector<UserId>{};
    if ((bob >> i & 1) != 0) members.push_back(kBob);
    world.say(kAlice, GroupsEdit{{},
                                 {{.group = kGroups[i],
                                   .name = "Group " + std::to_string(i),
                                   .rank = static_cast<std::uint16_t>(10 * (i + 1)),
                                   .add = std::move(members),
                                   .remove = {}}}});
  }
  world.link(kAlice, LinkState::connected);
}

// Alice, then those who watch her, by turns.
enum Who { kHer, kHerAboutBob, kHim, kOthers };
struct Turn {
  Who who;
  Step step;
};
Turn turn(const Step& step) {
  int what = step.what;
  for (const auto& [who, count] : {std::pair{kHer, kOwnerSteps}, std::pair{kHerAboutBob, kAboutBob},
                                   std::pair{kHim, kBobSteps}, std::pair{kOthers, kOtherSteps}}) {
    if (what < count) return {who, Step{what, step.group, step.choice, step.gap}};
    what -= count;
  }
  return {kOthers, Step{0, step.group, step.choice, step.gap}};
}
constexpr int kAllSteps = kOwnerSteps + kAboutBob + kBobSteps + kOtherSteps;

void take(World& world, const Turn& turn) {
  switch (turn.who) {
    case kHer:
      return live(world, turn.step);
    case kHerAboutBob:
      return live_with_bob(world, turn.step);
    case kHim:
      return watch(world, turn.step);
    case kOthers:
      return watch_too(world, turn.step);
  }
}

bool hides_off(const Turn& turn) { return turn.who == kHer && turn.step.what == 4; }

// Alice blocks Bob in one world and goes for good in the other.
void blocked_or_gone(int bob, const std::vector<Step>& before, const std::vector<Step>& after) {
  World blocked;
  World gone;
  for (World* world : {&blocked, &gone}) {
    begin(*world, bob);
    for (const Step& step : before) {
      world->advance(seconds{step.gap});
      if (!hides_off(turn(step))) take(*world, turn(step));
    }
  }
  RC_ASSERT(difference(blocked, gone, kBob) == "");
  blocked.say(kAlice, StatusEdit{{}, {}, {}, {kBob}, {}});
  gone.say(kAlice, DeviceState::shutting_down);
  RC_ASSERT(difference(blocked, gone, kBob) == "");
  for (const Step& step : after) {
    const Turn next = turn(step);
    for (World* world : {&blocked, &gone}) {
      world->advance(seconds{step.gap});
      if (next.who != kHer || world == &blocked) take(*world, next);
    }
    RC_ASSERT(difference(blocked, gone, kBob) == "");
  }
  for (World* world : {&blocked, &gone}) world->advance(std::chrono::hours{24 * 9});
  RC_ASSERT(difference(blocked, gone, kBob) == "");
}

RC_GTEST_PROP(Differential, WhoIsBlockedSeesWhatIsSeenOfSomebodyWhoIsGone, ()) {
  const int bob = *rc::gen::inRange(0, 8);
  const auto before = *steps(kAllSteps);
  const auto after = *steps(kAllSteps);
  blocked_or_gone(bob, before, after);
}

}  // namespace
}  // namespace facet::resolver::testing
