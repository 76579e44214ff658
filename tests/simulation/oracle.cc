#include "tests/simulation/oracle.h"

#include <algorithm>

#include "resolver/domain/rules.h"
#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/topics.h"
#include "tests/simulation/notes.h"

namespace facet::simulation {
namespace {

std::string in_full(const Bytes& payload) {
  const auto view = decode_view(payload);
  if (!view) return "rubbish";
  return text(Told{view->activity, view->note, view->until}) + " since " +
         std::to_string(view->changed_at.time_since_epoch().count());
}

}  // namespace

void Oracle::on_sent(const Packet& packet) {
  auto change = read_change(packet.topic, packet.payload);
  if (!change) return;
  const auto& from = change->from;
  const auto name = request_name(from.user, from.device, change->revision.value());
  const auto [at, first] = requests_.try_emplace(name);
  if (!first) return;
  at->second.change = std::move(*change);
  at->second.packet = packet;
  names_.push_back(name);
  world_.note(from.user.digits() + "-" + from.device.digits(), "sends " + text(at->second.change));
}

const Packet* Oracle::something_sent() {
  if (names_.empty()) return nullptr;
  return &requests_.at(world_.dice().pick(names_)).packet;
}

void Oracle::on_receipt(UserId user, DeviceId device, const Receipt& receipt) {
  const auto request = request_name(user, device, receipt.request);
  world_.note("resolver",
              "receipt " + request + ": " + std::string{name(receipt.outcome)} +
                  (receipt.reason == Reason::none ? "" : " " + std::string{name(receipt.reason)}));
  const auto found = requests_.find(request);
  if (found == requests_.end() || receipt.reason == Reason::unavailable) return;
  if (receipt.outcome != Outcome::refused && resolver_->store().is_at_risk(request)) {
    world_.violation("a receipt was sent before the change was on the disk: " + request);
  }
  if (receipt.outcome != Outcome::refused && resolver_->store().sync_failed()) {
    world_.violation("a receipt was sent though the disk had failed: " + request);
  }
  Request& one = found->second;
  if (one.outcome == Outcome::unset) {
    one.outcome = receipt.outcome;
    one.reason = receipt.reason;
    one.place = ++receipts_;
  }
}

void Oracle::on_show(UserId presentity, const Bytes& view, const std::vector<UserId>& watchers) {
  if (view.empty()) {
    for (const UserId watcher : watchers)
      world_.note("resolver", "takes away " + presentity.digits() + " from " + watcher.digits());
    return;
  }
  const auto shown = decode_view(view);
  if (!shown) return world_.violation("a View that cannot be read is shown");
  const auto state = resolver_->store().look(presentity);
  const Time now = to_time(resolver_->now());
  for (const UserId watcher : watchers) {
    world_.note("resolver", "shows " + presentity.digits() + " to " + watcher.digits() + ": " +
                                text(Told{shown->activity, shown->note, shown->until}));
    // What a clock that was set back had ended stays ended.
    if (leak(state, watcher, *shown, to_time(resolver_->latest())).empty()) continue;
    if (const auto wrong = leak(state, watcher, *shown, now); !wrong.empty()) {
      world_.violation(watcher.digits() + " is shown of " + presentity.digits() + " what it must not see, " +
                       text(Told{shown->activity, shown->note, shown->until}) + ": " + wrong);
    }
  }
}

void Oracle::check_push_is_pull(const std::vector<UserId>& users) {
  const auto& retained = broker_->retained();
  const Time now = to_time(resolver_->now());
  for (const UserId presentity : users) {
    const auto state = resolver_->store().look(presentity);
    for (const UserId watcher : users) {
      const auto found = retained.find(topics::build(topics::In{watcher, presentity}));
      if (found == retained.end()) continue;
      const auto answer = resolver::view_of(state, watcher, now);
      if (found->second.payload == encode(answer)) continue;
      world_.violation(found->first + " holds " + in_full(found->second.payload) + ", the answer would be " +
                       in_full(encode(answer)));
    }
  }
}

ModelPeople Oracle::model() const {
  std::vector<const Request*> taken;
  for (const auto& [name, request] : requests_) {
    if (request.outcome == Outcome::accepted || request.outcome == Outcome::stale) taken.push_back(&request);
  }
  std::sort(taken.begin(), taken.end(),
            [](const Request* a, const Request* b) { return a->change.revision < b->change.revision; });
  ModelPeople people;
  for (const auto* request : taken)
    people[request->change.from.user].apply(request->change.edit, request->place);
  return people;
}

void Oracle::check_rules(const std::vector<std::unique_ptr<Phone>>& phones, const Now& now) {
  auto people = model();
  for (const auto& phone : phones) people.try_emplace(phone->user());
  for (const UserId user : now.off) people[user].off = true;
  for (const UserId user : now.in_call) people[user].in_call = true;
  for (const auto& [user, followers] : now.followers) people[user].followers = followers;
  for (const auto& [name, request] : requests_) {
    if (request.outcome == Outcome::unset) world_.violation("this change was never answered: " + name);
  }
  if (resolver_->store().marks_left() > 0) world_.violation("there is still something to publish");
  check_topics(people);
  check_own(people);
  for (const auto& phone : phones) {
    check_settled(*phone);
    if (phone->online()) check_phone(*phone, people);
  }
}

void Oracle::check_topics(const ModelPeople& people) {
  const auto& retained = broker_->retained();
  const Time now = to_time(resolver_->now());
  for (const auto& [watcher, to] : people) {
    for (const auto& [presentity, from] : people) {
      if (watcher == presentity) continue;
      const auto name = topics::build(topics::In{watcher, presentity});
      const auto found = retained.find(name);
      const auto want = topic(people, watcher, presentity, now);
      std::optional<Told> have;
      if (found != retained.end()) {
        const auto view = decode_view(found->second.payload);
        if (view) have = Told{view->activity, view->note, view->until};
      }
      if (have == want) continue;
      world_.violation(name + " holds " + (have ? text(*have) : "nothing") + ", the rules say " +
                       (want ? text(*want) : "nothing"));
    }
  }
}

}  // namespace facet::simulation
