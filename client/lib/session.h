#pragma once

#include <optional>
#include <vector>

#include "client/lib/link.h"
#include "client/lib/store.h"
#include "client/lib/sync_engine.h"

// One connection's work: carries the link's events through the engine into the store and the engine's words
// to the link. Sees no clock and no thread: the caller says what happened and when.
namespace facet::client {

struct Moment {
  Mono mono;     // for pauses
  Instant wall;  // for revisions
};

class Session {
 public:
  // A View that came (nullopt: went), once it is in the store.
  using ViewSink = std::function<void(UserId, const std::optional<Bytes>&)>;

  // All references outlive the session.
  // `as`: what the phone reports itself as: idle when it stays (in_call while the store says so), asleep when
  // it only exchanges.
  Session(Store& store, Link& link, const Profile& profile, DeviceState as, ViewSink on_view);

  // Takes what happened since the last step, writes it in one transaction, then speaks.
  // errc::unreachable, not_authorised: the link is lost. errc::refused: the resolver refuses this phone as it
  // is; the detail says the next step. errc::store. After an error the session is over; nothing is lost.
  Status step(const std::vector<LinkEvent>& events, Moment now);

  // The phone is closed: the last report, if there was a first one. From then on nothing else is sent.
  Status leave(Moment now);
  bool is_leaving() const { return engine_.leaving() && !engine_.left(); }  // until its receipt

  bool complete() const { return engine_.complete(); }
  // Nothing waits for the other side, as of the last step; the store may hold more already.
  bool settled() const { return engine_.settled(); }
  std::size_t rubbish() const { return engine_.rubbish(); }

 private:
  Status take_all(const std::vector<LinkEvent>& events, Moment now);
  Status take(const LinkEvent& event, Moment now);
  Status carry_out(Actions actions, Moment now);
  Status pump(Moment now);
  Status pump_asks(Moment now);
  // Whether something is to be done by now though nothing happened.
  bool is_due(Moment now) const { return now.wall >= expiry_ || now.mono >= report_due_; }
  Status drop_expired(Moment now);
  Status keep_expiry();  // of the Views that are there, the next
  // Says what the phone is now, if that is not what it said last, or if that was long ago.
  Status keep_reported(Moment now);
  Result<DeviceState> state(Moment now);

  Status perform(action::Subscribe& one, Moment now);
  Status perform(action::Unsubscribe& one, Moment now);
  Status perform(action::Publish& one, Moment now);
  Status perform(action::MakeReport& one, Moment now);
  Status perform(action::Reported& one, Moment now);
  Status perform(action::SaveView& one, Moment now);
  Status perform(action::DropView& one, Moment now);
  Status perform(action::SaveGroup& one, Moment now);
  Status perform(action::DropGroup& one, Moment now);
  Status perform(action::SaveMembers& one, Moment now);
  Status perform(action::Complete& one, Moment now);
  Status perform(action::Settle& one, Moment now);
  Status perform(action::Reclock& one, Moment now);
  Status perform(action::GiveUp& one, Moment now);
  Status perform(action::Answered& one, Moment now);
  Status perform(action::Saw& one, Moment now);

  Status fetch(GroupId group, const Result<std::optional<Revision>>& wanted, Moment now);

  Status reconcile_all(const std::vector<Touch>& touches, Moment now);
  Status settle_contacts(const action::Settle& one);
  Status restamp(Instant now);
  void give_up(const Receipt& receipt);
  void flush();

  Store& store_;
  Link& link_;
  ViewSink on_view_;
  SyncEngine engine_;
  const DeviceState as_;
  DeviceState said_{};
  Mono report_due_ = Mono::max();
  Instant expiry_ = Instant::max();
  Status end_;                                 // why the session is over
  bool look_ = true;                           // the store may hold something to send
  std::vector<std::function<void()>> speech_;  // for after the commit
};

}  // namespace facet::client
