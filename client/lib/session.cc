#include "client/lib/session.h"

#include "client/lib/store_asks.h"
#include "client/lib/store_self.h"
#include "client/lib/store_views.h"

namespace facet::client {

Session::Session(Store& store, Link& link, const Profile& profile, DeviceState as, ViewSink on_view)
    : store_(store),
      link_(link),
      on_view_(std::move(on_view)),
      engine_(profile.user, profile.device),
      as_(as) {}

Status Session::leave(Moment now) {
  if (!engine_.reported()) return {};
  auto left = store_.db().atomically([&]() -> Status {
    const auto revision = store_.next_revision(now.wall);
    if (!revision) return fail(revision.error());
    return carry_out(engine_.leave(*revision, now.mono), now);
  });
  if (left) flush();
  return left;
}

Status Session::step(const std::vector<LinkEvent>& events, Moment now) {
  const auto changed = store_.changed_elsewhere();
  if (!changed) return fail(changed.error());
  look_ = look_ || *changed || is_due(now);
  const auto work = [&] { return take_all(events, now); };
  // Idle steps leave the store alone, and its lock to others.
  const bool idle = events.empty() && !(look_ && engine_.complete());
  auto done = idle ? carry_out(engine_.tick(now.mono), now) : store_.db().atomically(work);
  if (!done) return done;
  flush();
  return end_;
}

Status Session::take_all(const std::vector<LinkEvent>& events, Moment now) {
  for (const auto& event : events) {
    if (const auto* lost = std::get_if<Lost>(&event)) {
      if (end_) end_ = fail(lost->why, lost->detail);
    } else if (auto done = take(event, now); !done) {
      return done;
    }
  }
  if (!end_) return {};  // what came before the end is kept
  if (auto done = carry_out(engine_.tick(now.mono), now); !done) return done;
  return pump(now);
}

Status Session::take(const LinkEvent& event, Moment now) {
  if (std::holds_alternative<Connected>(event)) return carry_out(engine_.connected(), now);
  if (std::holds_alternative<Subscribed>(event)) return carry_out(engine_.subscribed(), now);
  if (const auto* message = std::get_if<Message>(&event)) {
    return carry_out(engine_.message(message->topic, message->payload, now.mono, message->expires_in), now);
  }
  return {};
}

Status Session::carry_out(Actions actions, Moment now) {
  for (auto& action : actions) {
    auto done = std::visit([&](auto& one) { return perform(one, now); }, action);
    if (!done) return done;
  }
  return {};
}

Status Session::pump(Moment now) {
  if (!engine_.complete() || engine_.leaving() || !look_) return {};
  if (auto dropped = drop_expired(now); !dropped) return dropped;
  if (auto reported = keep_reported(now); !reported) return reported;
  if (auto asked = pump_asks(now); !asked) return asked;
  look_ = false;
  if (!engine_.ready_for_edit()) return {};  // the receipt of the one in flight makes us look again
  auto first = first_pending(store_.db());
  if (!first) return fail(first.error());
  if (!*first) return {};
  if (auto marked = mark_sent(store_.db(), (*first)->seq); !marked) return marked;
  return carry_out(engine_.send_edit(std::move(**first), now.mono), now);
}

Status Session::pump_asks(Moment now) {
  const auto asks = waiting_asks(store_.db());
  if (!asks) return fail(asks.error());
  for (const auto& ask : *asks) {
    if (engine_.is_asking(ask.correlation)) continue;
    if (auto sent = carry_out(engine_.send_ask(ask, now.mono), now); !sent) return sent;
  }
  return {};
}

Status Session::drop_expired(Moment now) {
  if (now.wall < expiry_) return {};
  const auto gone = erase_expired_views(store_.db(), to_time(now.wall));
  if (!gone) return fail(gone.error());
  for (const auto presentity : *gone) {
    engine_.expired(presentity);
    speech_.emplace_back([this, presentity] { on_view_(presentity, std::nullopt); });
  }
  return keep_expiry();
}

Status Session::keep_expiry() {
  const auto next = next_expiry(store_.db());
  if (!next) return fail(next.error());
  expiry_ = *next == kNoTime ? Instant::max() : Instant{*next};
  return {};
}

Result<DeviceState> Session::state(Moment now) {
  if (as_ != DeviceState::idle) return as_;
  const auto call = call_since(store_.db(), to_time(now.wall));
  if (!call) return fail(call.error());
  return *call ? DeviceState::in_call : as_;
}

Status Session::keep_reported(Moment now) {
  const auto wanted = state(now);
  if (!wanted) return fail(wanted.error());
  if (*wanted == said_ && now.mono < report_due_) return {};
  action::MakeReport anew;
  return perform(anew, now);
}

void Session::flush() {
  // Moved away first: what is said may come back to us.
  for (const auto& say : std::exchange(speech_, {})) say();
}

}  // namespace facet::client
