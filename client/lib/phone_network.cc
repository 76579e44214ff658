#include <algorithm>
#include <thread>
#include <unordered_map>

#include "client/lib/phone_impl.h"
#include "client/lib/store_contacts.h"
#include "client/lib/store_self.h"
#include "schemas/decode.h"

// What needs the network: by this process or by the one that is online.
namespace facet::client {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kLook{100};

Mono after(milliseconds limit) {
  return std::chrono::steady_clock::now() + std::max(limit, milliseconds{0});
}

// An erased account is not begun anew by somebody who only looks: connecting would.
Status check_account(Store& store) {
  const auto erased = erased_at(store.db());
  if (!erased) return fail(erased.error());
  return *erased ? check_not_erased(store.db()) : Status{};
}

Result<bool> nothing_waits(Store& store) {
  const auto waiting = count_pending(store.db());
  if (!waiting) return fail(waiting.error());
  return *waiting == 0;
}

// Tells each View once, however often a reconnect brings it again.
class Teller {
 public:
  explicit Teller(const Events& events) : events_(events) {}

  void tell(Store& store, UserId who, const std::optional<Bytes>& payload) {
    if (!events_.view) return;
    const auto [known, first] = told_.try_emplace(who, payload);
    if (!first && known->second == payload) return;
    known->second = payload;
    ContactView view{who, contact_name(store.db(), who).value_or(""), std::nullopt};
    if (payload) {
      if (auto decoded = decode_view(*payload)) view.view = std::move(*decoded);
    }
    events_.view(view);
  }

 private:
  const Events& events_;
  std::unordered_map<UserId, std::optional<Bytes>> told_;
};

}  // namespace

Result<PhoneImpl::Waited> PhoneImpl::online_or_wait(const Goal& goal,
                                                    const std::function<Result<bool>(Store&)>& done) {
  auto store = Store::open(dir_, profile_);
  if (!store) return fail(store.error());
  if (auto there = check_account(*store); !there) return fail(there.error());
  for (;;) {
    const auto lock = OnlineLock::try_take(dir_);
    if (!lock) return fail(lock.error());
    if (*lock) return go_online(*store, goal);
    const auto finished = done(*store);
    if (!finished) return fail(finished.error());
    if (*finished) return Waited{End::reached, true};
    if (std::chrono::steady_clock::now() >= goal.deadline) {
      return fail(errc::busy, "it did not get this done in time; it keeps trying");
    }
    std::this_thread::sleep_for(kLook);
  }
}

Result<PhoneImpl::Waited> PhoneImpl::go_online(Store& store, const Goal& goal) {
  {
    std::unique_ptr<Link> parted;  // destroyed after the guard: nobody has to wait for it but us
    const std::lock_guard guard(mutex_);
    parted = std::move(parted_);
  }
  Online online(profile_, store, make_link_, clock_);
  const auto end = online.run(goal);
  {
    const std::lock_guard guard(mutex_);
    parted_ = online.parted();
  }
  if (!end) return fail(end.error());
  return Waited{*end, online.was_complete()};
}

Result<SyncReport> PhoneImpl::report() {
  const std::lock_guard guard(mutex_);
  auto outcomes = outcomes_after(store_.db(), told_);
  const auto waiting = count_pending(store_.db());
  const auto sent = count_sent(store_.db());
  if (!outcomes) return fail(outcomes.error());
  if (!waiting) return fail(waiting.error());
  if (!sent) return fail(sent.error());
  told_ = outcomes->last_id;
  SyncReport report;
  report.sent = outcomes->receipts.size() + *sent;
  report.waiting = *waiting;
  for (auto& receipt : outcomes->receipts) {
    if (receipt.outcome == facet::Outcome::accepted) ++report.accepted;
    if (receipt.outcome == facet::Outcome::stale) ++report.stale;
    if (receipt.outcome == facet::Outcome::refused) report.refused.push_back(std::move(receipt));
  }
  return report;
}

Result<SyncReport> PhoneImpl::sync(milliseconds limit) {
  Goal goal;
  goal.deadline = after(limit);
  goal.reached = [](Store& store, const Session& session) -> Result<bool> {
    return session.settled() ? nothing_waits(store) : Result<bool>{false};
  };
  const auto waited = online_or_wait(goal, [](Store& store) -> Result<bool> {
    const auto live = store.live();
    return live && *live ? nothing_waits(store) : live;
  });
  if (!waited) return fail(waited.error());
  auto told = report();
  if (told && told->waiting == 0 && !waited->complete) {
    return fail(errc::no_answer, "the broker is there, the resolver does not answer; try again later");
  }
  return told;
}

Result<bool> PhoneImpl::set_in_call(bool in_call, milliseconds limit) {
  {
    const std::lock_guard guard(mutex_);
    if (auto there = check_not_erased(store_.db()); !there) return fail(there.error());
    auto kept = in_call ? begin_call(store_.db(), to_time(clock_())) : end_call(store_.db());
    if (!kept) return fail(kept.error());
  }
  const auto wanted = in_call ? DeviceState::in_call : DeviceState::idle;
  for (const auto deadline = after(limit);; std::this_thread::sleep_for(kLook)) {
    const auto lock = OnlineLock::try_take(dir_);
    if (!lock) return fail(lock.error());
    if (*lock) return false;  // what was told before is over with that connection
    const std::lock_guard guard(mutex_);
    const auto state = told(store_.db());
    if (!state) return fail(state.error());
    if (*state == wanted) return true;
    if (std::chrono::steady_clock::now() >= deadline) return false;
  }
}

Status PhoneImpl::stay_online(const Events& events, std::stop_token stop) {
  const auto lock = OnlineLock::try_take(dir_);
  if (!lock) return fail(lock.error());
  if (!*lock) return fail(errc::busy, "end that one first");
  auto store = Store::open(dir_, profile_);
  if (!store) return fail(store.error());
  Teller teller(events);
  Goal goal;
  goal.reached = [](Store& at, const Session&) -> Result<bool> {
    const auto erased = client::erased_at(at.db());
    if (!erased) return fail(erased.error());
    return erased->has_value();
  };
  goal.stop = std::move(stop);
  goal.patient = true;
  goal.on_connection = events.connection;
  goal.on_view = [&](Store& at, UserId who, const std::optional<Bytes>& view) { teller.tell(at, who, view); };
  if (auto there = check_account(*store); !there) return there;
  const auto waited = go_online(*store, goal);
  if (!waited) return fail(waited.error());
  return waited->end == End::reached ? check_account(*store) : Status{};
}

}  // namespace facet::client
