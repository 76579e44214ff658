#include <algorithm>
#include <random>
#include <thread>
#include <unordered_map>

#include "client/lib/phone_impl.h"
#include "client/lib/refusals.h"
#include "client/lib/store_asks.h"
#include "client/lib/store_contacts.h"
#include "schemas/decode.h"
#include "schemas/limits.h"

// What needs the network: by this process or by the one that is online.
namespace facet::client {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds kLook{100};

Mono after(milliseconds limit) {
  return std::chrono::steady_clock::now() + std::max(limit, milliseconds{0});
}

std::uint64_t random_correlation() {
  std::random_device dice;
  return (std::uint64_t{dice()} << 32 | dice()) | 1;  // 0 means: could not be read
}

// In messages of as many as one may ask for; each presentity once.
std::vector<StatusRequest> requests_for(std::vector<UserId> presentities) {
  std::sort(presentities.begin(), presentities.end());
  presentities.erase(std::unique(presentities.begin(), presentities.end()), presentities.end());
  std::vector<StatusRequest> requests;
  for (const auto presentity : presentities) {
    if (requests.empty() || requests.back().presentities.size() == limits::kPresentitiesPerRequest) {
      requests.push_back({random_correlation(), {}});
    }
    requests.back().presentities.push_back(presentity);
  }
  return requests;
}

Result<bool> all_answered(Store& store, const std::vector<StatusRequest>& requests) {
  for (const auto& request : requests) {
    const auto answer = read_answer(store.db(), request.correlation);
    if (!answer) return fail(answer.error());
    if (!*answer) return false;
  }
  return true;
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

Result<std::vector<Answer>> PhoneImpl::ask(const std::vector<UserId>& presentities, milliseconds limit) {
  if (!std::all_of(presentities.begin(), presentities.end(), [](UserId one) { return one.valid(); })) {
    return fail(errc::bad_value, "a number has 1 to 15 digits, the first not 0");
  }
  const auto requests = requests_for(presentities);
  if (requests.empty()) return std::vector<Answer>{};
  auto store = Store::open(dir_, profile_);
  if (!store) return fail(store.error());
  for (const auto& request : requests) {
    if (auto added = add_ask(store->db(), request, to_time(clock_())); !added) return fail(added.error());
  }
  Goal goal;
  goal.deadline = after(limit);
  const auto answered = [&](Store& at) { return all_answered(at, requests); };
  goal.reached = [&](Store& at, const Session&) { return answered(at); };
  const auto waited = online_or_wait(goal, answered);
  auto answers = collect(*store, requests);
  if (!waited) return fail(waited.error());
  if (!answers) return answers;
  std::unordered_map<UserId, View> views;
  for (auto& [who, view] : *answers) views.insert_or_assign(who, std::move(view));
  std::vector<Answer> ordered;
  for (const auto who : presentities) {
    const auto view = views.find(who);
    if (view == views.end()) return fail(errc::no_answer, "the resolver does not answer; ask again later");
    ordered.push_back({who, view->second});
  }
  return ordered;
}

// All answers there are; the questions are taken off the list, answered or not.
Result<std::vector<Answer>> PhoneImpl::collect(Store& store, const std::vector<StatusRequest>& asked) {
  std::vector<Answer> answers;
  std::optional<Receipt> refusal;
  for (const auto& request : asked) {
    auto answer = read_answer(store.db(), request.correlation);
    auto erased = erase_ask(store.db(), request.correlation);
    if (!answer) return fail(answer.error());
    if (!erased) return fail(erased.error());
    if (!*answer) continue;
    if ((*answer)->outcome == facet::Outcome::refused)
      refusal = std::move(**answer);
    else
      std::move((*answer)->answers.begin(), (*answer)->answers.end(), std::back_inserter(answers));
  }
  if (refusal) return fail(errc::refused, explain(*refusal));
  return answers;
}

Status PhoneImpl::stay_online(const Events& events, std::stop_token stop) {
  const auto lock = OnlineLock::try_take(dir_);
  if (!lock) return fail(lock.error());
  if (!*lock) return fail(errc::busy, "end that one first");
  auto store = Store::open(dir_, profile_);
  if (!store) return fail(store.error());
  Teller teller(events);
  Goal goal;
  goal.reached = [](Store&, const Session&) -> Result<bool> { return false; };
  goal.stop = std::move(stop);
  goal.patient = true;
  goal.on_connection = events.connection;
  goal.on_view = [&](Store& at, UserId who, const std::optional<Bytes>& view) { teller.tell(at, who, view); };
  const auto waited = go_online(*store, goal);
  return waited ? Status{} : fail(waited.error());
}

}  // namespace facet::client
