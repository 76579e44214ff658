#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <unordered_set>
#include <variant>
#include <vector>

#include "client/lib/adoption.h"
#include "client/lib/pauses.h"
#include "client/lib/store_asks.h"
#include "client/lib/store_pending.h"

// What one connection says and hears: a state machine without I/O. Every function takes one event and gives
// the actions that follow from it, in order.
//
// connected -> subscribe -> subscribed -> DeviceReport -> its receipt: all that was retained has come
// (complete) -> one waiting edit at a time, each until its receipt -> leave: the last DeviceReport.
namespace facet::client {

using Mono = std::chrono::steady_clock::time_point;

namespace action {
struct Subscribe {
  std::vector<std::string> filters;
};
struct Unsubscribe {
  std::string filter;
};
struct Publish {
  std::string topic;
  Bytes payload;
};
struct MakeReport {};  // call send_report() with a new revision
struct Reported {      // the resolver knows it
  DeviceState state;
};
struct SaveView {
  UserId presentity;
  Bytes payload;  // verified
  std::optional<std::chrono::seconds> expires_in;
};
struct DropView {
  UserId presentity;
};
struct SaveGroup {
  GroupId id;
};  // what own() now says
struct DropGroup {
  GroupId id;
};
struct SaveMembers {
  GroupId id;
  OwnMembers members;
};
struct Complete {
  std::unordered_set<UserId> views;  // all there are
};
struct Settle {  // the edit has its end, good or bad
  PendingEdit edit;
  Receipt receipt;
};
struct Reclock {  // too_old or clock_ahead: somebody's clock is wrong, or was
  Revision revision;
  std::optional<PendingEdit> edit;  // nullopt: the DeviceReport
  Receipt receipt;
};
struct GiveUp {  // this phone may not take part; the connection is of no use
  Receipt receipt;
};
struct Answered {
  std::uint64_t correlation;
  Receipt receipt;
};
struct Saw {
  Revision revision;
};
}  // namespace action

using Action = std::variant<action::Subscribe, action::Unsubscribe, action::Publish, action::MakeReport,
                            action::Reported, action::SaveView, action::DropView, action::SaveGroup,
                            action::DropGroup, action::SaveMembers, action::Complete, action::Settle,
                            action::Reclock, action::GiveUp, action::Answered, action::Saw>;
using Actions = std::vector<Action>;

class SyncEngine {
 public:
  SyncEngine(UserId user, DeviceId device) : user_(user), device_(device) {}

  Actions connected();
  Actions subscribed();
  // `expires_in`: of a retained message, when the broker drops it by itself.
  Actions message(std::string_view topic, std::string_view payload, Mono now,
                  std::optional<std::chrono::seconds> expires_in = {});
  Actions tick(Mono now);  // sends again what has waited too long for its receipt

  // What the phone says of itself: once to begin with, then whenever it changes.
  Actions send_report(Revision revision, DeviceState state, Mono now);
  // The phone is closed: says so; nothing else is sent any more.
  Actions leave(Revision revision, Mono now);
  // Only when ready_for_edit(); the edit is the engine's until its Settle or Reclock.
  Actions send_edit(PendingEdit edit, Mono now);
  // Only when complete().
  Actions send_ask(const Question& question, Mono now);
  // The list of this group is to be fetched, at this revision or a newer one.
  Actions want_members(GroupId group, Revision revision);
  // A group was deleted from here; what of it is still on its way is void.
  void erased(GroupId group, Revision revision);
  // A View was over by itself.
  void expired(UserId presentity) { views_.erase(presentity); }

  bool reported() const { return subscribed_; }       // as somebody who is there
  bool left() const { return leaving_ && !report_; }  // and the resolver knows
  bool leaving() const { return leaving_; }
  bool complete() const { return complete_; }
  bool ready_for_edit() const { return complete_ && !edit_; }
  bool settled() const { return complete_ && !edit_ && wanted_.empty(); }
  bool is_asking(std::uint64_t correlation) const { return asks_.contains(correlation); }
  const OwnGroups& owned() const { return owned_; }
  std::size_t rubbish() const { return rubbish_; }  // payloads that were not what their topic says

 private:
  struct Waiting {
    action::Publish message;
    Mono due;
    Pauses silent = kResendPauses;
    Pauses unavailable = kReconnectPauses;
  };
  struct Edit {
    PendingEdit edit;
    Waiting waiting;
  };

  Actions take_view(UserId presentity, std::string_view payload,
                    std::optional<std::chrono::seconds> expires_in);
  Actions take_group(GroupId group, std::string_view payload);
  Actions take_members(GroupId group, std::string_view payload);
  Actions take_receipt(std::string_view payload, Mono now);
  Actions take_report_receipt(Receipt receipt, Mono now);
  Actions take_edit_receipt(Receipt receipt, Mono now);
  Actions take_answer(Receipt receipt, Mono now);
  Actions drop_rubbish();
  Waiting waiting(topics::UpKind kind, Bytes payload, Mono now) const;

  UserId user_;
  DeviceId device_;
  bool leaving_ = false;
  bool complete_ = false;
  Revision report_revision_;
  DeviceState report_state_{};
  bool subscribed_ = false;
  std::optional<Waiting> report_;  // until its receipt
  std::optional<Edit> edit_;       // the one in flight
  std::map<std::uint64_t, Waiting> asks_;
  std::unordered_set<UserId> views_;  // that came and did not go
  OwnGroups owned_;
  std::map<GroupId, Revision> erased_;
  std::map<GroupId, Revision> wanted_;  // lists that are being fetched
  std::size_t rubbish_ = 0;
};

}  // namespace facet::client
