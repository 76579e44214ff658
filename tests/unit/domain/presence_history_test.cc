#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>

#include "schemas/limits.h"
#include "tests/unit/domain/broker.h"
#include "tests/unit/domain/history.h"

// Random histories of changes, connections and reports together: shown off if and only if the rules say so,
// and nobody is sent anything that would tell him of it.
namespace facet::resolver::test {
namespace {

using std::chrono::seconds;

constexpr seconds kGrace{30};
constexpr DeviceId kDevices[] = {DeviceId{7}, DeviceId{9}};

// What the broker or a device says, in small numbers.
struct Word {
  int what = 0;  // 0, 1: connects; 2, 3: is gone; 4: an old word again; 5 to 8: idle, asleep, shutting down,
                 // in a call
  int device = 0;
  int gap = 0;  // seconds since the word before
};
std::ostream& operator<<(std::ostream& out, const Word& word) {
  return out << "Word{" << word.what << ", " << word.device << ", " << word.gap << "}";
}

rc::Gen<std::vector<Word>> words() {
  using rc::gen::inRange;
  return rc::gen::container<std::vector<Word>>(rc::gen::map(
      rc::gen::tuple(inRange(0, 9), inRange(0, 2), rc::gen::element(0, 0, 1, 10, 29, 30, 31, 90'000)),
      [](const std::tuple<int, int, int>& numbers) {
        return std::apply([](auto... number) { return Word{number...}; }, numbers);
      }));
}

// The rules once more, said plainly: facts, and what follows from them at a moment.
// Whether some group of hers wants `off` not to be shown as it is.
bool hides_off(const Presentity& presentity, UserId) {
  return std::any_of(presentity.groups().begin(), presentity.groups().end(), [](const auto& entry) {
    const Shows shows = entry.second.automatics.off.shows;
    return shows == Shows::hidden || shows == Shows::instead;
  });
}

bool has_schedule(const Presentity& presentity) {
  return std::any_of(presentity.groups().begin(), presentity.groups().end(),
                     [](const auto& entry) { return !entry.second.schedule.empty(); });
}

struct DeviceModel {
  bool known = false;
  std::optional<Link> link;
  DeviceState state = DeviceState::unset;
  std::uint64_t said_in = 0;
  Time heard;
  Time grace_from;  // kNoTime: gone without a grace

  std::uint64_t session() const { return link ? link->session : 0; }
  bool present(Time now) const {
    if (!known) return false;
    if (state == DeviceState::shutting_down && said_in == session()) return false;
    if (!link || link->state == LinkState::connected) return true;
    if (state == DeviceState::asleep) return now < heard + limits::kAsleep;
    return grace_from != kNoTime && now < grace_from + kGrace;
  }
};

struct Model {
  DeviceModel devices[2];

  bool off(Time now) const {
    bool known = false;
    bool present = false;
    for (const auto& device : devices) {
      known = known || device.known;
      present = present || device.present(now);
    }
    return known && !present;
  }
  void hears(DeviceModel& device, Time now) const {
    device.known = true;
    device.heard = now;
  }
  void link(int which, const Link& told, Time now) {
    auto& device = devices[which];
    if (device.link) {
      if (told.session < device.link->session) return;
      const bool gone_now = told.state == LinkState::gone && device.link->state == LinkState::connected;
      if (told.session == device.link->session && !gone_now) return;
    }
    const bool counted = device.known ? device.present(now) : !off(now);
    device.link = told;
    device.grace_from = counted ? now : kNoTime;
    hears(device, now);
  }
  void report(int which, DeviceState state, Time now) {
    auto& device = devices[which];
    const bool slept = device.state == DeviceState::asleep;
    const bool counted = device.present(now);
    device.state = state;
    device.said_in = device.session();
    hears(device, now);
    if (!counted) device.grace_from = kNoTime;
    if (counted && slept) device.grace_from = now;
  }
};

class World {
 public:
  Presentity presentity{kPresentity};
  Broker broker;
  Model model;
  Instant now{std::chrono::milliseconds{1'795'455'000'000}};

  Time time() const { return to_time(now); }

  // What comes due on the way is decided and published at its own second.
  void wait_until(Instant end) {
    while (!broker.timers().empty() && broker.timers().begin()->at <= to_time(end)) {
      now = std::max<Instant>(now, broker.timers().begin()->at);
      settle([&] { broker.fire_due(presentity, time()); });
    }
    now = std::max(now, end);
    broker.fire_due(presentity, time());  // nothing is due: the timers are seen to up to here
  }
  void hear(const Said& said) {
    wait_until(std::max(now, said.made));
    settle([&] { broker.mark(deliver(presentity, said, now, broker.terms())); });
  }
  void hear(const Word& word) {
    wait_until(now + seconds{word.gap} + std::chrono::milliseconds{1});
    settle([&] { broker.mark(say(word)); });
  }
  Decision say(const Word& word) {
    const DeviceId device = kDevices[word.device];
    if (word.what >= 5) {
      constexpr DeviceState kStates[] = {DeviceState::idle, DeviceState::asleep, DeviceState::shutting_down,
                                         DeviceState::in_call};
      const DeviceReport report{Revision::next(now, device, {}), kStates[word.what - 5]};
      model.report(word.device, report.state, time());
      return decide(presentity, report, device, now, Terms{.grace = kGrace});
    }
    auto& session = sessions_[word.device];
    if (word.what < 2) session = ++last_;
    Link link{word.what < 2 ? LinkState::connected : LinkState::gone, session};
    if (word.what == 4 && session > 1) link = {LinkState::connected, session - 1};
    model.link(word.device, link, time());
    return decide(presentity, link, device, now, Terms{.grace = kGrace});
  }

 private:
  // Does one thing and publishes what follows; then everything has to be right.
  template <typename Do>
  void settle(Do one) {
    const bool was_off = presentity.off();
    broker.take_messages();
    one();
    const bool waits = broker.waiting() > 0;
    broker.publish_all(presentity, time());
    RC_ASSERT(presentity.off() == model.off(time()));
    for (const UserId id : contacts()) {
      RC_ASSERT(broker.retained(id) == retained_view(presentity, id, time()));
      const bool shown = hides_off(presentity, id);
      if (presentity.off() && !shown) RC_ASSERT(view_of(presentity, id, time()) == off_view());
    }
    for (const auto& message : broker.take_messages()) {
      RC_ASSERT(waits);
      // Off before and after, or a flip: only what is news is sent. (A schedule may begin at the very
      // second.)
      if (has_schedule(presentity)) continue;
      if (was_off || presentity.off()) RC_ASSERT(message.news);
    }
  }

  std::uint64_t last_ = 0;
  std::uint64_t sessions_[2] = {};
};

Flavour flavour(bool erasing) {
  return erasing ? Flavour::erasing : Flavour::every_group;
}

RC_GTEST_PROP(PresenceHistory, IsOffIffTheRulesSaySoAndTellsOnlyThoseWhoSeeIt, (bool erasing)) {
  const auto edits = history(*steps(), flavour(erasing));
  const auto said = *words();
  World world;
  for (std::size_t i = 0; i < std::max(edits.size(), said.size()); ++i) {
    if (i < edits.size()) world.hear(edits[i]);
    if (i < said.size()) world.hear(said[i]);
  }
  world.wait_until(world.now + limits::kAsleep + std::chrono::hours{1});
}

// Timers fire late, publications wait, flips and changes come between; whenever nothing waits, it is right.
RC_GTEST_PROP(PresenceHistory, TopicsAreViewsWheneverNothingWaits, (bool erasing, unsigned pace)) {
  std::mt19937 random(pace);
  const auto edits = history(*steps(), flavour(erasing));
  const auto said = *words();
  World world;
  auto& presentity = world.presentity;
  auto& broker = world.broker;
  auto& now = world.now;
  const auto expect_right = [&] {
    broker.fire_due(presentity, to_time(now));
    broker.publish_all(presentity, to_time(now));
    for (const UserId id : contacts())
      RC_ASSERT(broker.retained(id) == retained_view(presentity, id, to_time(now)));
  };
  for (std::size_t i = 0; i < std::max(edits.size(), said.size()); ++i) {
    if (i < edits.size()) {
      now = std::max(now, edits[i].made) + std::chrono::milliseconds{random() % 1'500};
      broker.mark(deliver(presentity, edits[i], now, broker.terms()));
    }
    if (random() % 3 == 0) broker.fire_due(presentity, to_time(now));
    if (i < said.size()) {
      now += seconds{random() % 2 == 0 ? 0 : said[i].gap};
      broker.mark(world.say(said[i]));
    }
    for (auto count = random() % 3; count > 0; --count)
      broker.publish_one(presentity, to_time(now), random());
    if (random() % 4 == 0) expect_right();
  }
  now += std::chrono::hours{30};
  expect_right();
}

// The messages of the broker in any order, and as often as it likes, end in the same.
RC_GTEST_PROP(PresenceHistory, AnyOrderOfLinksEndsInTheSame, (unsigned order)) {
  std::mt19937 random(order);
  std::vector<std::pair<DeviceId, Link>> links;
  for (const Word& word : *words()) {
    const auto state = word.what % 2 == 0 ? LinkState::connected : LinkState::gone;
    links.push_back({kDevices[word.device], {state, static_cast<std::uint64_t>(1 + word.gap % 4)}});
  }
  const Instant now{std::chrono::milliseconds{1'795'455'000'000}};
  const auto end_of = [&](const auto& all) {
    Presentity presentity(kPresentity);
    Broker broker;
    for (const auto& [device, link] : all)
      broker.mark(decide(presentity, link, device, now, Terms{.grace = kGrace}));
    broker.fire_due(presentity, to_time(now) + kGrace);
    return std::pair(presentity.devices(), presentity.off());
  };
  auto shuffled = links;
  if (!links.empty()) shuffled.push_back(links[random() % links.size()]);
  std::shuffle(shuffled.begin(), shuffled.end(), random);
  RC_ASSERT(end_of(links) == end_of(shuffled));
}

// What is written is all that changed.
RC_GTEST_PROP(PresenceHistory, ReplayOfTheWritesGivesTheSameDevices, ()) {
  World world;
  std::map<DeviceId, Device> stored;
  const auto keep = [&](const Decision& decision) {
    for (const auto& write : decision.writes) {
      if (const auto* put = std::get_if<PutDevice>(&write)) stored[put->id] = put->device;
      if (const auto* drop = std::get_if<DropDevice>(&write)) stored.erase(drop->id);
    }
    world.broker.mark(decision);
  };
  for (const Word& word : *words()) {
    world.now += seconds{word.gap};
    while (!world.broker.timers().empty() && world.broker.timers().begin()->at <= world.time()) {
      const Timer timer = *world.broker.timers().begin();
      Decision decision = decide(world.presentity, timer, world.time());
      decision.cancelled.push_back(timer);
      keep(decision);
    }
    keep(world.say(word));
    RC_ASSERT(stored == world.presentity.devices());
  }
}

}  // namespace
}  // namespace facet::resolver::test
