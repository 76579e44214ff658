#include "resolver/pipeline/publisher.h"

#include <utility>

#include "resolver/pipeline/erasure.h"

namespace facet::resolver {
namespace {

constexpr std::size_t kBackfillPage = 200;

Bus::Taken to_outbox(Outbox& outbox, const Mark& mark) {
  return [&outbox, mark](bool taken) { taken ? outbox.taken(mark) : outbox.lost(mark); };
}

// One whose time has come already goes as soon as it can: whoever waits for that timer takes it away besides.
std::optional<std::chrono::seconds> expiry(const Core& core, const ShowMessage& show) {
  if (show.expires_at == kNoTime) return std::nullopt;
  return std::max(show.expires_at - to_time(core.clock.now()), std::chrono::seconds{1});
}

void hand_over(Core& core, Messages messages, AllTaken& taken) {
  for (auto& message : messages) {
    core.counters.counter("published").add(weight(message));
    if (auto* show = std::get_if<ShowMessage>(&message)) {
      const auto expires_in = expiry(core, *show);
      core.bus.show(show->presentity, std::move(show->view), std::move(show->watchers), expires_in,
                    taken.part());
    } else {
      auto& topic = std::get<TopicMessage>(message);
      core.bus.publish(std::move(topic.topic), std::move(topic.payload), /*retain=*/true, taken.part());
    }
  }
}

}  // namespace

void send(Core& core, Messages messages, AllTaken& taken) {
  for (const auto& message : messages) {
    if (const auto* show = std::get_if<ShowMessage>(&message)) core.outbox.forget_shown(show->presentity);
  }
  hand_over(core, std::move(messages), taken);
}

void Publisher::start() {
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

void Publisher::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
}

void Publisher::run(const std::stop_token& stop) {
  for (auto patience = std::chrono::milliseconds{0}; !stop.stop_requested();) patience = turn(stop, patience);
}

std::chrono::milliseconds Publisher::turn(const std::stop_token& stop, std::chrono::milliseconds patience) {
  if (const auto target = core_.outbox.next(stop, patience, core_.steady())) {
    publish(*target);
    return std::chrono::milliseconds{0};
  }
  return stop.stop_requested() ? std::chrono::milliseconds{0} : when_idle_();
}

void Publisher::publish(const Target& target) {
  std::optional<Mark> mark;
  Result<Messages> messages;
  {
    const std::lock_guard lock(core_.mutex);
    mark = core_.outbox.begin(target);
    if (!mark) return;
    if (!core_.outbox.admit(*mark, core_.steady())) {
      core_.counters.counter("damped").add();
      return;
    }
    if (target.kind != TargetKind::backfill && target.kind != TargetKind::erased) messages = render(target);
  }
  if (target.kind == TargetKind::backfill) return backfill(*mark);
  if (target.kind == TargetKind::erased) return erase(core_, *mark);
  if (messages && is_shown_already(*mark, *messages)) return;
  AllTaken taken(to_outbox(core_.outbox, *mark));
  if (!messages) {
    core_.log.limited(LogLevel::error, 10, "store failed", {{"error", messages.error().code.message()}});
    taken.fail();
    return;
  }
  hand_over(core_, std::move(*messages), taken);
}

bool Publisher::is_shown_already(const Mark& mark, const Messages& messages) {
  // Nothing is sent, so nothing is different at the broker afterwards.
  if (messages.empty()) return false;
  // The same again afterwards is another thing.
  if (mark.target.kind == TargetKind::withdrawn) core_.outbox.forget_shown(mark.target.user);
  if (!core_.outbox.is_damped(mark.target)) return false;
  if (!core_.outbox.already_shown(mark, fingerprint(messages))) return false;
  core_.counters.counter("unchanged").add();
  return true;
}

Result<Messages> Publisher::render(const Target& target) {
  const auto found = core_.presentities.get(target.user);
  if (!found) return fail(found.error());
  const Presentity& presentity = **found;
  const Time now = core_.shown_at();
  const Readers readers = core_.readers();
  const GroupId group{static_cast<std::uint32_t>(target.id)};
  switch (target.kind) {
    case TargetKind::audience:
      return render_audience(presentity, readers, group, now);
    case TargetKind::watcher:
      return render_watcher(presentity, readers, UserId{target.id}, now);
    case TargetKind::withdrawn:
      return render_withdrawn(presentity, readers, UserId{target.id}, now);
    case TargetKind::own_group:
      return render_own_group(presentity, group);
    case TargetKind::own_members:
      return render_own_members(presentity, group);
    case TargetKind::presence:
      return render_presence(presentity, readers, static_cast<Flip>(target.id), now, core_.carried_out);
    case TargetKind::backfill:
    case TargetKind::erased:
      break;  // not of one presentity
    case TargetKind::schedule:
    case TargetKind::member:
    case TargetKind::follower:
    case TargetKind::call:
      break;  // in timers only
  }
  return Messages{};
}

void Publisher::backfill(const Mark& mark) {
  AllTaken taken(to_outbox(core_.outbox, mark));
  UserId after;
  while (backfill_page(mark.target, after, taken)) {
  }
}

bool Publisher::backfill_page(const Target& target, UserId& after, AllTaken& taken) {
  const auto page = core_.store.presentities_holding(target.user, after, kBackfillPage);
  if (!page) {
    core_.log.limited(LogLevel::error, 10, "store failed", {{"error", page.error().code.message()}});
    taken.fail();
    return false;
  }
  for (const UserId id : *page) {
    auto messages = backfill_one(target, id);
    if (!messages) {
      taken.fail();
      return false;
    }
    send(core_, std::move(*messages), taken);
    if (taken.failed()) return false;  // the connection is gone: the whole mark comes again
  }
  if (page->empty()) return false;
  after = page->back();
  return page->size() == kBackfillPage;
}

Result<Messages> Publisher::backfill_one(const Target& target, UserId id) {
  const std::lock_guard lock(core_.mutex);
  const auto presentity = core_.presentities.get(id);
  if (!presentity && presentity.error().code == store_errc::damaged) {
    core_.counters.counter("damaged_records").add();
    return Messages{};
  }
  if (!presentity) return fail(presentity.error());
  const UserId watcher = target.user;
  if (target.id != kStrangersOnly)
    return render_watcher(**presentity, core_.readers(), watcher, core_.shown_at());
  // Only those matter of whom the watcher has said nothing and whom it does not know.
  const auto standing = core_.store.standings(id, {watcher});
  if (!standing) return fail(standing.error());
  if (standing->front() != Standing{}) return Messages{};
  if (core_.registry.takes_strangers(watcher))
    return render_watcher(**presentity, core_.readers(), watcher, core_.shown_at());
  return render_withdrawn(**presentity, core_.readers(), watcher, core_.shown_at());
}

}  // namespace facet::resolver
