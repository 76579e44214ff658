#include "client/lib/online.h"

#include <algorithm>
#include <thread>

namespace facet::client {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

// How often the store is looked at for what other processes wrote, and `stop` for being asked to.
constexpr milliseconds kLook{100};
constexpr milliseconds kLongestConnect{10'000};
// Without its receipt it has most likely left all the same; the broker's plugin sees the rest.
constexpr milliseconds kGoodbye{1'000};

milliseconds left(const Goal& goal, milliseconds longest) {
  if (goal.deadline == Mono::max()) return longest;
  const auto left = std::chrono::ceil<milliseconds>(goal.deadline - Clock::now());
  return std::clamp(left, milliseconds{0}, longest);
}

bool is_over(const Goal& goal) {
  return left(goal, kLook) == milliseconds{0};
}

}  // namespace

Online::Online(const Profile& profile, Store& store, const LinkMaker& make_link,
               const std::function<Instant()>& clock)
    : profile_(profile), store_(store), make_link_(make_link), clock_(clock) {}

Result<End> Online::run(const Goal& goal) {
  for (;;) {
    if (auto cleared = store_.set_live(false); !cleared) return fail(cleared.error());
    auto end = one_connection(goal);
    if (auto cleared = store_.set_live(false); !cleared) return fail(cleared.error());
    if (end || end.error().code != errc::unreachable) return end;
    if (!goal.patient && !was_connected_) return end;
    const auto again = pause(goal);
    if (!again) return fail(again.error());
    if (!*again) return goal.stop.stop_requested() ? End::stopped : End::out_of_time;
  }
}

Result<End> Online::one_connection(const Goal& goal) {
  link_.reset();  // before the next: Paho's end and start get into each other's way
  link_ = make_link_(profile_);
  const auto as = goal.patient ? DeviceState::idle : DeviceState::asleep;
  Session session(store_, *link_, profile_, as, [&](UserId who, const std::optional<Bytes>& view) {
    if (goal.on_view) goal.on_view(store_, who, view);
  });
  bool connected = false;
  link_->connect(left(goal, kLongestConnect));
  auto watched = goal;
  watched.on_connection = [&](bool online) {
    connected = online;
    if (goal.on_connection) goal.on_connection(online);
  };
  auto end = steps(watched, session);
  if (end && *end == End::stopped && goal.patient) say_goodbye(session);
  link_->close();
  if (connected && goal.on_connection) goal.on_connection(false);
  if (end && *end == End::out_of_time && !was_connected_) {
    return fail(errc::unreachable, profile_.host + " does not answer in time");
  }
  return end;
}

Result<End> Online::steps(const Goal& goal, Session& session) {
  while (!goal.stop.stop_requested()) {
    const auto events = link_->wait(left(goal, kLook));
    for (const auto& event : events) {
      if (!std::holds_alternative<Connected>(event)) continue;
      was_connected_ = true;
      goal.on_connection(true);
    }
    if (auto done = session.step(events, Moment{Clock::now(), clock_()}); !done) return fail(done.error());
    if (session.complete()) {
      was_complete_ = true;
      pauses_.reset();
    }
    const auto reached = goal.reached(store_, session);
    if (!reached) return fail(reached.error());
    if (*reached) return End::reached;
    if (is_over(goal)) return End::out_of_time;
  }
  return End::stopped;
}

void Online::say_goodbye(Session& session) {
  const auto now = [this] { return Moment{Clock::now(), clock_()}; };
  const auto deadline = Clock::now() + kGoodbye;
  // Nothing to be done about an error here: the connection is closed in any case.
  if (!session.leave(now())) return;
  while (session.is_leaving() && Clock::now() < deadline) {
    if (!session.step(link_->wait(kLook), now())) return;
  }
}

Result<bool> Online::pause(const Goal& goal) {
  const double dice = std::uniform_real_distribution<double>{0, 1}(dice_);
  const auto until = Clock::now() + jittered(pauses_.grow(), dice);
  while (Clock::now() < until) {
    if (goal.stop.stop_requested() || is_over(goal)) return false;
    std::this_thread::sleep_for(left(goal, kLook));
  }
  return true;
}

}  // namespace facet::client
