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

// Alice's first group, with Bob in it, is all there is.
void begin_alone(World& world) {
  for (const UserId user : {kAlice, kBob}) world.say(user, DeviceState::idle);
  world.say(
      kAlice,
      GroupsEdit{
          {},
          {{.group = kFirst, .name = "Group 0", .rank = std::uint16_t{10}, .add = {kBob}, .remove = {}}}});
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

bool hides_off(const Turn& turn) {
  return turn.who == kHer && turn.step.what == 4;
}
bool flips(const Turn& turn) {
  return turn.who == kHer && turn.step.what >= 12 && turn.step.what <= 14;
}

// Alice blocks Bob in one world and goes for good in the other.
void blocked_or_gone(const DampingOptions& damping, int bob, const std::vector<Step>& before,
                     const std::vector<Step>& after) {
  World blocked(damping);
  World gone(damping);
  for (World* world : {&blocked, &gone}) {
    begin(*world, bob);
    for (const Step& step : before) {
      world->advance(seconds{step.gap});
      take(*world, turn(step));
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
  const seconds rest = damping.every == seconds{0} ? std::chrono::hours{24 * 9} : seconds{60};
  for (World* world : {&blocked, &gone}) world->advance(rest);
  RC_ASSERT(difference(blocked, gone, kBob) == "");
}

RC_GTEST_PROP(Differential, WhoIsBlockedSeesWhatIsSeenOfSomebodyWhoIsGone, ()) {
  const int bob = *rc::gen::inRange(0, 8);
  auto before = *steps(kAllSteps);
  std::erase_if(before, [](const Step& step) { return hides_off(turn(step)); });
  blocked_or_gone({.every = seconds{0}}, bob, before, *steps(kAllSteps));
}

RC_GTEST_PROP(Differential, WhoIsBlockedSeesItAlsoWhenMuchIsTold, ()) {
  const int bob = *rc::gen::inRange(0, 8);
  auto before = *quick_steps(kAllSteps);
  // Going off has an allowance of its own: had it been used up, it would show a few seconds later.
  std::erase_if(before, [](const Step& step) { return hides_off(turn(step)) || flips(turn(step)); });
  blocked_or_gone({}, bob, before, *quick_steps(kAllSteps));
}

// Somebody who was blocked before anything else, or never set anything, and somebody who does not exist.
RC_GTEST_PROP(Differential, SomebodyWhoDoesNotExistIsLikeSomebodyWhoShowsOff, (bool blocks)) {
  World exists;
  World does_not;
  for (World* world : {&exists, &does_not}) {
    for (const UserId user : {kCarol, kBob}) world->say(user, DeviceState::idle);
  }
  exists.say(kAlice, DeviceState::idle);
  if (blocks) exists.say(kAlice, StatusEdit{{}, {}, {}, {kBob}, {}});
  for (const Step& step : *steps(kAllSteps)) {
    const Turn next = turn(step);
    // Unless he is blocked, strangers are told nothing, and so is he.
    const bool told_to_strangers = next.who == kHer && next.step.what >= 2 && next.step.what <= 4;
    const bool hers = next.who == kHer && (blocks || !told_to_strangers);
    for (World* world : {&exists, &does_not}) {
      world->advance(seconds{step.gap});
      if (hers ? world == &exists : next.who == kHim) take(*world, next);
    }
    RC_ASSERT(difference(exists, does_not, kBob) == "");
  }
}

// What Alice does is done in one world only where it is about groups that are not Bob's.
bool reaches_first(const Turn& turn) {
  const Step& step = turn.step;
  if (turn.who == kHim) return true;
  if (turn.who != kHer) return false;
  if (step.what == 0 || step.what == 1 || step.what == 4 || step.what == 5) return step.group == 0;
  return step.what == 2 || (step.what >= 12 && step.what != 15);
}

// What would show: Bob leaves the first group, or another one is ranked above it, or he has a setting of his
// own.
bool takes_bob_away(const Turn& turn) {
  const Step& step = turn.step;
  return turn.who == kHerAboutBob && (step.group == 0 || step.what == 3 || step.what == 4);
}

// Bob is in the first group, which is all there is in one of the worlds.
void with_and_without_others(const DampingOptions& damping, const std::vector<Step>& life) {
  World with(damping);
  World without(damping);
  begin(with, 1);
  begin_alone(without);
  for (const Step& step : life) {
    const Turn next = turn(step);
    if (takes_bob_away(next)) continue;
    for (World* world : {&with, &without}) {
      world->advance(seconds{step.gap});
      if (world == &with || reaches_first(next)) take(*world, next);
    }
    RC_ASSERT(difference(with, without, kBob) == "");
  }
  for (World* world : {&with, &without}) world->advance(seconds{damping.every * 4});
  RC_ASSERT(difference(with, without, kBob) == "");
}

RC_GTEST_PROP(Differential, OtherGroupsAndWatchersDoNotShow, ()) {
  with_and_without_others({.every = seconds{0}}, *steps(kAllSteps));
}

RC_GTEST_PROP(Differential, OtherGroupsAndWatchersDoNotShowInWhatIsDamped, ()) {
  with_and_without_others({}, *quick_steps(kAllSteps));
}

// Puts Bob into the first or the second group in one of several ways.
void move(World& world, const Step& step) {
  const GroupId to = step.group == 0 ? kFirst : kSecond;
  const GroupId from = step.group == 0 ? kSecond : kFirst;
  GroupsEdit in = with_members(to, {kBob});
  const GroupsEdit out = with_members(from, {}, {kBob});
  switch (step.choice % 3) {
    case 0:
      in.edits.push_back(out.edits.front());
      world.say(kAlice, in);
      break;
    case 1:
      world.say(kAlice, in);
      world.say(kAlice, out);
      break;
    default:  // in both, and a while later in one again
      world.say(kAlice, in);
      world.say(kAlice, with_members(from, {kBob}, {}, world.time() + seconds{600}));
  }
}

// The first and the second group are told the same, if not at the same time at first.
RC_GTEST_PROP(Differential, WhoIsMovedBetweenGroupsThatShowTheSameIsToldNothing, ()) {
  World moved;
  World stays;
  for (World* world : {&moved, &stays}) {
    begin(*world, 1);
    world->say(kBob, WatchEdit{.strangers = Strangers::take});
    world->say(kAlice, told(kFirst, Activity::busy, "both"));
    world->advance(seconds{100});
    world->say(kAlice, told(kSecond, Activity::busy, "both"));
  }
  for (const Step& step : *steps(kAllSteps)) {
    const Turn next = turn(step);
    for (World* world : {&moved, &stays}) {
      world->advance(seconds{step.gap});
      if (next.who == kHer && step.group != 2) {
        live(*world, next.step, {kFirst, kSecond});
      } else if (next.who != kHerAboutBob) {
        take(*world, next);
      } else if (world == &moved) {
        move(*world, next.step);
      }
    }
    RC_ASSERT(difference(moved, stays, kBob) == "");
  }
}

// Alice does the same in both; what she is sent, also when she asks who sees what, tells nothing of what Bob
// thinks of it.
RC_GTEST_PROP(Differential, ThePresentityLearnsNothingOfWhatAWatcherTakes, ()) {
  World minds;
  World does_not;
  for (World* world : {&minds, &does_not}) begin(*world, 5);
  for (const Step& step : *steps(kAllSteps)) {
    const Turn next = turn(step);
    const bool says = next.who == kHim && next.step.what >= 3 && next.step.what <= 6;
    for (World* world : {&minds, &does_not}) {
      world->advance(seconds{step.gap});
      if (next.who != kHim || (says && world == &minds)) take(*world, next);
      for (const auto kind : {QueryKind::watchers, QueryKind::log}) world->query(kAlice, kind);
      world->query(kAlice, QueryKind::view_as, kBob);
    }
    for (const UserId user : {kAlice, kCarol}) RC_ASSERT(difference(minds, does_not, user) == "");
  }
}

}  // namespace
}  // namespace facet::resolver::testing
