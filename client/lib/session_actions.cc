#include "client/lib/refusals.h"
#include "client/lib/session.h"
#include "client/lib/store_asks.h"
#include "client/lib/store_views.h"
#include "schemas/decode.h"
#include "schemas/limits.h"

// How a session carries out the engine's actions: on the store at once, on the link and to the listener after
// the commit.
namespace facet::client {
namespace {

// A new revision has to be this much newer for a change that was too old to be worth another try.
constexpr std::chrono::hours kWorthRestamping{1};

bool deletes(const PendingEdit& pending, GroupId group) {
  if (pending.kind != topics::UpKind::groups) return false;
  const auto edit = decode_groups_edit(pending.payload);
  return edit && std::any_of(edit->edits.begin(), edit->edits.end(),
                             [&](const GroupEdit& one) { return one.group == group && one.erase; });
}

}  // namespace

Status Session::perform(action::Subscribe& one, Moment) {
  speech_.emplace_back([this, filters = std::move(one.filters)] { link_.subscribe(filters); });
  return {};
}

Status Session::perform(action::Unsubscribe& one, Moment) {
  speech_.emplace_back([this, filter = std::move(one.filter)] { link_.unsubscribe(filter); });
  return {};
}

Status Session::perform(action::Publish& one, Moment) {
  speech_.emplace_back([this, message = std::move(one)] { link_.publish(message.topic, message.payload); });
  return {};
}

Status Session::perform(action::MakeReport&, Moment now) {
  const auto revision = store_.next_revision(now.wall);
  if (!revision) return fail(revision.error());
  return carry_out(engine_.send_report(*revision, now.mono), now);
}

Status Session::perform(action::SaveView& one, Moment) {
  auto written = write_view(store_.db(), one.presentity, one.payload);
  speech_.emplace_back([this, view = std::move(one)] { on_view_(view.presentity, view.payload); });
  return written;
}

Status Session::perform(action::DropView& one, Moment) {
  speech_.emplace_back([this, who = one.presentity] { on_view_(who, std::nullopt); });
  return erase_view(store_.db(), one.presentity);
}

Status Session::fetch(GroupId group, const Result<std::optional<Revision>>& wanted, Moment now) {
  if (!wanted) return fail(wanted.error());
  if (!*wanted) return {};
  return carry_out(engine_.want_members(group, **wanted), now);
}

Status Session::perform(action::SaveGroup& one, Moment now) {
  const auto own = engine_.owned().find(one.id);
  if (own == engine_.owned().end()) return {};
  return fetch(one.id, adopt_group(store_.db(), one.id, own->second), now);
}

Status Session::perform(action::DropGroup& one, Moment) {
  return drop_group(store_.db(), one.id);
}

Status Session::perform(action::SaveMembers& one, Moment) {
  const auto adopted = adopt_members(store_.db(), one.id, one.members);
  // Not adopted: the group is in doubt, and the last receipt of the change that hinders reconciles it.
  return adopted ? Status{} : fail(adopted.error());
}

Status Session::perform(action::Complete& one, Moment) {
  const auto gone = sweep_views(store_.db(), one.views);
  if (!gone) return fail(gone.error());
  for (const auto presentity : *gone) {
    speech_.emplace_back([this, presentity] { on_view_(presentity, std::nullopt); });
  }
  look_ = true;
  auto swept = sweep_groups(store_.db(), engine_.owned());
  return swept ? store_.set_live(true) : swept;
}

Status Session::perform(action::Settle& one, Moment now) {
  const auto touches = touches_of(store_.db(), one.edit.seq);
  if (!touches) return fail(touches.error());
  if (auto done = settle(store_.db(), one.edit.seq, one.receipt); !done) return done;
  look_ = true;
  const bool accepted = one.receipt.outcome == facet::Outcome::accepted;
  for (const auto& touch : *touches) {
    auto done = accepted ? confirm(store_.db(), touch, one.edit.revision)
                         : refute(store_.db(), touch, one.receipt.reason);
    if (!done) return done;
    if (accepted && deletes(one.edit, touch.group)) engine_.erased(touch.group, one.edit.revision);
  }
  for (const auto& touch : *touches) {
    auto done = fetch(touch.group, reconcile(store_.db(), touch.group, engine_.owned()), now);
    if (!done) return done;
  }
  return {};
}

Status Session::restamp(Instant now) {
  look_ = true;
  return restamp_pending(store_.db(), [&] { return store_.next_revision(now); });
}

Status Session::perform(action::Reclock& one, Moment now) {
  bool again = false;
  if (one.receipt.reason == Reason::clock_ahead) {
    // The resolver never took what lies ahead: fall back to what it knows, or nothing would be taken for
    // long.
    if (auto set = store_.set_seen(one.receipt.revision); !set) return set;
    again = one.revision.made_at() > now.wall + limits::kClockAhead;  // our clock has been set right since
  } else {
    const auto next = store_.next_revision(now.wall);
    if (!next) return fail(next.error());
    again = next->made_at() > one.revision.made_at() + kWorthRestamping;
  }
  if (again) {
    if (auto done = restamp(now.wall); !done) return done;
    if (one.edit) return {};
    action::MakeReport anew;
    return perform(anew, now);
  }
  if (one.edit && one.receipt.reason == Reason::clock_ahead) {
    action::Settle refused{std::move(*one.edit), std::move(one.receipt)};
    return perform(refused, now);
  }
  give_up(one.receipt);
  return {};
}

void Session::give_up(const Receipt& receipt) {
  if (end_) end_ = fail(errc::refused, explain(receipt));
}

Status Session::perform(action::GiveUp& one, Moment) {
  give_up(one.receipt);
  return {};
}

Status Session::perform(action::Answered& one, Moment) {
  return answer_ask(store_.db(), one.correlation, one.receipt);
}

Status Session::perform(action::Saw& one, Moment) {
  return store_.saw(one.revision);
}

}  // namespace facet::client
