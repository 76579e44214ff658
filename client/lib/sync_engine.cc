#include "client/lib/sync_engine.h"

#include <utility>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "schemas/limits.h"

namespace facet::client {
namespace {

// One action as a list; lists of Action cannot be brace-made from what cannot be copied cheaply.
template <typename One>
Actions just(One one) {
  Actions actions;
  actions.emplace_back(std::move(one));
  return actions;
}

Revision newest(const OwnGroup& own) {
  return std::max({own.revision, own.setting_revision, own.members_revision});
}

}  // namespace

Actions SyncEngine::connected() {
  return just(action::Subscribe{
      {topics::every_in(user_), topics::every_own(user_), topics::build(topics::Re{user_, device_})}});
}

Actions SyncEngine::subscribed() {
  if (std::exchange(subscribed_, true)) return {};  // that was the members' lists
  return just(action::MakeReport{});
}

SyncEngine::Waiting SyncEngine::waiting(topics::UpKind kind, Bytes payload, Mono now) const {
  Waiting waiting{{topics::build(topics::Up{user_, device_, kind}), std::move(payload)}, now};
  waiting.due = now + waiting.silent.grow();
  return waiting;
}

Actions SyncEngine::send_report(Revision revision, DeviceState state, Mono now) {
  report_revision_ = revision;
  report_state_ = state;
  report_ = waiting(topics::UpKind::device, encode(DeviceReport{revision, state}), now);
  return just(report_->message);
}

Actions SyncEngine::leave(Revision revision, Mono now) {
  leaving_ = true;
  return send_report(revision, DeviceState::shutting_down, now);
}

Actions SyncEngine::send_edit(PendingEdit edit, Mono now) {
  auto sending = waiting(edit.kind, edit.payload, now);
  edit_ = Edit{std::move(edit), std::move(sending)};
  return just(edit_->waiting.message);
}

Actions SyncEngine::send_ask(const Question& question, Mono now) {
  auto& ask = asks_.insert_or_assign(question.correlation, waiting(question.kind, question.request, now))
                  .first->second;
  return just(ask.message);
}

Actions SyncEngine::want_members(GroupId group, Revision revision) {
  wanted_[group] = revision;
  // Also when the subscription stands: a new SUBSCRIBE sends again what is retained.
  return just(action::Subscribe{{topics::every_own_members(user_)}});
}

void SyncEngine::erased(GroupId group, Revision revision) {
  owned_.erase(group);
  wanted_.erase(group);
  erased_[group] = revision;
}

Actions SyncEngine::tick(Mono now) {
  Actions actions;
  const auto send_when_due = [&](Waiting& waiting) {
    if (now < waiting.due) return;
    waiting.due = now + waiting.silent.grow();
    actions.emplace_back(waiting.message);
  };
  if (report_) send_when_due(*report_);
  if (leaving_) return actions;
  if (edit_) send_when_due(edit_->waiting);
  for (auto& [correlation, ask] : asks_) send_when_due(ask);
  return actions;
}

Actions SyncEngine::message(std::string_view topic, std::string_view payload, Mono now,
                            std::optional<std::chrono::seconds> expires_in) {
  const auto parsed = topics::parse(topic);
  if (!parsed) return drop_rubbish();
  if (const auto* in = std::get_if<topics::In>(&*parsed); in != nullptr && in->watcher == user_) {
    return take_view(in->presentity, payload, expires_in);
  }
  if (const auto* own = std::get_if<topics::Own>(&*parsed); own != nullptr && own->user == user_) {
    return take_group(own->group, payload);
  }
  if (const auto* own = std::get_if<topics::OwnMembers>(&*parsed); own != nullptr && own->user == user_) {
    return take_members(own->group, payload);
  }
  const topics::Re mine{user_, device_};
  if (const auto* re = std::get_if<topics::Re>(&*parsed); re != nullptr && *re == mine) {
    return take_receipt(payload, now);
  }
  return drop_rubbish();
}

Actions SyncEngine::take_view(UserId presentity, std::string_view payload,
                              std::optional<std::chrono::seconds> expires_in) {
  if (payload.empty()) {
    views_.erase(presentity);
    return just(action::DropView{presentity});
  }
  if (!decode_view(payload)) return drop_rubbish();
  // Strangers decide how many Views there are: no more than a phone can hold.
  if (views_.size() >= limits::kViewsPerPhone && !views_.contains(presentity)) return drop_rubbish();
  views_.insert(presentity);
  return just(action::SaveView{presentity, Bytes{payload}, expires_in});
}

Actions SyncEngine::take_group(GroupId group, std::string_view payload) {
  if (payload.empty()) {
    owned_.erase(group);
    wanted_.erase(group);
    return just(action::DropGroup{group});
  }
  auto own = decode_own_group(payload);
  const bool room = owned_.contains(group) || owned_.size() <= limits::kGroupsPerUser;
  if (!own || !room || group == kEveryGroup) return drop_rubbish();
  const auto erased = erased_.find(group);
  if (erased != erased_.end() && newest(*own) < erased->second) return {};
  owned_[group] = std::move(*own);
  return just(action::SaveGroup{group});
}

Actions SyncEngine::take_members(GroupId group, std::string_view payload) {
  const auto wanted = wanted_.find(group);
  if (wanted == wanted_.end()) return {};  // the filter brings the lists of all groups
  auto members = decode_own_members(payload);
  if (!members) return drop_rubbish();
  if (members->revision < wanted->second) return {};  // the newer one follows
  wanted_.erase(wanted);
  auto actions = just(action::SaveMembers{group, std::move(*members)});
  if (wanted_.empty()) actions.emplace_back(action::Unsubscribe{topics::every_own_members(user_)});
  return actions;
}

Actions SyncEngine::drop_rubbish() {
  ++rubbish_;
  return {};
}

}  // namespace facet::client
