#include <set>

#include "client/lib/refusals.h"
#include "client/lib/session.h"
#include "client/lib/store_asks.h"
#include "client/lib/store_contact_rules.h"
#include "client/lib/store_self.h"
#include "client/lib/store_views.h"
#include "schemas/decode.h"
#include "schemas/limits.h"

// How a session carries out the engine's actions: on the store at once, on the link and to the listener after
// the commit.
namespace facet::client {
namespace {

// A new revision has to be this much newer for a change that was too old to be worth another try.
constexpr std::chrono::hours kWorthRestamping{1};

// A call that is not said again is over after limits::kCall; several may be lost on the way.
constexpr std::chrono::hours kCallAgain{1};
static_assert(kCallAgain * 3 < limits::kCall);

// Whether a change of groups does to `group` what `does` says of an edit.
template <typename Does>
bool any_edit(const PendingEdit& pending, GroupId group, Does does) {
  if (pending.kind != topics::UpKind::groups) return false;
  const auto edit = decode_groups_edit(pending.payload);
  return edit && std::any_of(edit->edits.begin(), edit->edits.end(),
                             [&](const GroupEdit& one) { return one.group == group && does(one); });
}

bool names(const PendingEdit& pending, GroupId group) {
  return any_edit(pending, group, [](const GroupEdit& one) { return one.name.has_value(); });
}

bool deletes(const PendingEdit& pending, GroupId group) {
  return any_edit(pending, group, [](const GroupEdit& one) { return one.erase; });
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
  const auto saying = state(now);
  if (!saying) return fail(saying.error());
  said_ = *saying;
  report_due_ = Mono::max();
  if (said_ == DeviceState::in_call) {
    report_due_ = now.mono + kCallAgain;
    if (auto renewed = renew_call(store_.db(), to_time(now.wall)); !renewed) return renewed;
  }
  const auto revision = store_.next_revision(now.wall);
  if (!revision) return fail(revision.error());
  return carry_out(engine_.send_report(*revision, said_, now.mono), now);
}

Status Session::perform(action::Reported& one, Moment) {
  return set_told(store_.db(), one.state);
}

Status Session::perform(action::SaveView& one, Moment now) {
  const Time expires = one.expires_in ? to_time(now.wall) + *one.expires_in : kNoTime;
  auto written = write_view(store_.db(), one.presentity, one.payload, expires);
  if (one.expires_in) expiry_ = std::min(expiry_, Instant{expires});
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
  if (auto kept = keep_expiry(); !kept) return kept;
  auto swept = sweep_groups(store_.db(), engine_.owned());
  return swept ? store_.set_live(true) : swept;
}

Status Session::settle_contacts(const action::Settle& one) {
  const auto touches = contact_touches_of(store_.db(), one.edit.seq);  // they go with the change
  if (!touches) return fail(touches.error());
  if (auto done = settle(store_.db(), one.edit.seq, one.receipt); !done) return done;
  if (one.receipt.outcome == facet::Outcome::accepted) return {};
  const bool refused = one.receipt.outcome == facet::Outcome::refused;
  for (const auto& touch : *touches) {
    if (auto doubted = doubt(store_.db(), touch, refused); !doubted) return doubted;
  }
  return {};
}

Status Session::perform(action::Settle& one, Moment now) {
  const auto touches = touches_of(store_.db(), one.edit.seq);
  if (!touches) return fail(touches.error());
  if (auto done = settle_contacts(one); !done) return done;
  look_ = true;
  const bool accepted = one.receipt.outcome == facet::Outcome::accepted;
  if (accepted && one.edit.kind == topics::UpKind::account) {
    return set_erased(store_.db(), to_time(now.wall));
  }
  for (const auto& touch : *touches) {
    // Accepted for its other parts: a group that is known to be gone does not come back by being ranked.
    const bool makes = touch.part != Part::identity || names(one.edit, touch.group);
    auto done = accepted ? confirm(store_.db(), touch, one.edit.revision, makes)
                         : refute(store_.db(), touch, one.receipt.reason);
    if (!done) return done;
    if (accepted && deletes(one.edit, touch.group)) engine_.erased(touch.group, one.edit.revision);
  }
  return reconcile_all(*touches, now);
}

Status Session::reconcile_all(const std::vector<Touch>& touches, Moment now) {
  std::set<GroupId> groups;
  for (const auto& touch : touches) {
    groups.insert(touch.group);
    if (touch.group != kEveryGroup) continue;
    // Also those of which this phone learnt while the change waited: it kept their parts from it.
    for (const auto& [id, own] : engine_.owned()) groups.insert(id);
  }
  for (const auto group : groups) {
    auto done = fetch(group, reconcile(store_.db(), group, engine_.owned()), now);
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
  look_ = true;  // there may be another page
  return answer_ask(store_.db(), one.correlation, one.receipt);
}

Status Session::perform(action::Saw& one, Moment) {
  return store_.saw(one.revision);
}

}  // namespace facet::client
