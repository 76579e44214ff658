#include "tests/unit/domain/story.h"

#include <algorithm>
#include <utility>

namespace facet::resolver::test {

Setting until(Setting setting, Time end) {
  setting.until = end;
  return setting;
}

GroupId Owner::id(const std::string& group) const {
  return group.empty() ? kOther : ids_.at(group);
}

Revision Owner::revision(DeviceId device) const {
  return Revision::next(now_, device, {});
}

template <typename Edit>
const Decision& Owner::carry_out(const Edit& edit) {
  broker_.fire_due(presentity_, time());
  return settle(decide(presentity_, edit, edit.revision.device(), now_, broker_.terms()));
}

template <typename Edit>
Owner& Owner::send(Edit edit) {
  now_ += std::chrono::seconds{1};
  edit.revision = revision();
  delivers(std::move(edit));
  return *this;
}

const Decision& Owner::settle(Decision decision) {
  last_ = std::move(decision);
  broker_.mark(last_);
  broker_.publish_all(presentity_, time());
  return last_;
}

const Decision& Owner::delivers(DeviceReport report) {
  broker_.fire_due(presentity_, time());
  return settle(decide(presentity_, report, report.revision.device(), now_, Terms{.grace = kGrace}));
}

const Decision& Owner::delivers(Link link, DeviceId device) {
  broker_.fire_due(presentity_, time());
  return settle(decide(presentity_, link, device, now_, Terms{.grace = kGrace}));
}

Owner& Owner::connects(DeviceId device) {
  now_ += std::chrono::seconds{1};
  sessions_[device] = ++session_;
  delivers(Link{LinkState::connected, session_}, device);
  return *this;
}

Owner& Owner::loses(DeviceId device) {
  now_ += std::chrono::seconds{1};
  delivers(Link{LinkState::gone, sessions_[device]}, device);
  return *this;
}

Owner& Owner::reports(DeviceState state, DeviceId device) {
  now_ += std::chrono::seconds{1};
  delivers(DeviceReport{revision(device), state});
  return *this;
}

const Decision& Owner::delivers(GroupsEdit edit) {
  return carry_out(edit);
}

const Decision& Owner::delivers(StatusEdit edit) {
  broker_.fire_due(presentity_, time());
  const auto zone = zones_.find(edit.zone);
  return settle(decide(presentity_, edit, edit.revision.device(), now_, broker_.terms(),
                       zone == zones_.end() ? nullptr : zone->second));
}

const Decision& Owner::delivers(WatchEdit edit) {
  return settle(decide(presentity_, edit, edit.revision.device(), now_));
}

const Decision& Owner::delivers(AccountEdit edit) {
  return settle(decide(presentity_, edit, edit.revision.device(), now_));
}

Owner& Owner::group(const std::string& name, std::uint16_t rank) {
  ids_.try_emplace(name, static_cast<std::uint32_t>(ids_.size() + 1));
  latest_ = name;
  return send(GroupsEdit{{}, {{.group = id(name), .name = name, .rank = rank, .add = {}, .remove = {}}}});
}

Owner& Owner::with(std::vector<UserId> members) {
  return adds(latest_, std::move(members));
}

Owner& Owner::adds(const std::string& group, std::vector<UserId> members) {
  return send(GroupsEdit{
      {}, {{.group = id(group), .name = {}, .rank = {}, .add = std::move(members), .remove = {}}}});
}

Owner& Owner::removes(const std::string& group, std::vector<UserId> members) {
  return send(GroupsEdit{
      {}, {{.group = id(group), .name = {}, .rank = {}, .add = {}, .remove = std::move(members)}}});
}

Owner& Owner::moves(UserId contact, const std::string& from, const std::string& to) {
  return send(GroupsEdit{{},
                         {{.group = id(from), .name = {}, .rank = {}, .add = {}, .remove = {contact}},
                          {.group = id(to), .name = {}, .rank = {}, .add = {contact}, .remove = {}}}});
}

Owner& Owner::replaces(const std::string& group, std::vector<UserId> members) {
  GroupEdit edit{.group = id(group), .name = {}, .rank = {}, .add = std::move(members), .remove = {}};
  edit.replace = true;
  return send(GroupsEdit{{}, {std::move(edit)}});
}

Owner& Owner::ranks(const std::string& group, std::uint16_t rank) {
  return send(GroupsEdit{{}, {{.group = id(group), .name = {}, .rank = rank, .add = {}, .remove = {}}}});
}

Owner& Owner::erases(const std::string& group) {
  GroupEdit edit{.group = id(group), .name = {}, .rank = {}, .add = {}, .remove = {}};
  edit.erase = true;
  return send(GroupsEdit{{}, {std::move(edit)}});
}

Owner& Owner::renames(const std::string& group, const std::string& name) {
  return send(GroupsEdit{{}, {{.group = id(group), .name = name, .rank = {}, .add = {}, .remove = {}}}});
}

Owner& Owner::tells(const std::string& group, Setting setting) {
  return send(StatusEdit{{}, {{id(group), std::move(setting)}}, {}, {}, {}});
}

Owner& Owner::tells_others(Setting setting) {
  return send(StatusEdit{{}, {{kOther, std::move(setting)}}, {}, {}, {}});
}

Owner& Owner::tells_every_group(Setting setting) {
  return send(StatusEdit{{}, {{kEveryGroup, std::move(setting)}}, {}, {}, {}});
}

Owner& Owner::tells_only(UserId contact, std::optional<Setting> setting) {
  return send(StatusEdit{{}, {}, {{contact, std::move(setting)}}, {}, {}});
}

Owner& Owner::blocks(UserId contact) {
  return send(StatusEdit{{}, {}, {}, {contact}, {}});
}

Owner& Owner::unblocks(UserId contact) {
  return send(StatusEdit{{}, {}, {}, {}, {contact}});
}

Owner& Owner::adds_until(const std::string& group, std::vector<UserId> members, Time end) {
  GroupEdit edit{.group = id(group), .name = {}, .rank = {}, .add = std::move(members), .remove = {}};
  edit.until = end;
  return send(GroupsEdit{{}, {std::move(edit)}});
}

Owner& Owner::wants(const std::string& group, Automatics automatics) {
  return send(StatusEdit{.revision = {}, .automatics = {{id(group), automatics}}});
}

Owner& Owner::schedules(const std::string& group, Schedule schedule) {
  return send(StatusEdit{.revision = {}, .schedules = {{id(group), std::move(schedule)}}});
}

Owner& Owner::lives_in(const std::string& name, ZoneTable zone) {
  zones_[name] = std::make_shared<const ZoneTable>(std::move(zone));
  return send(StatusEdit{.revision = {}, .zone = name});
}

Owner& Owner::is_asked_by(UserId watcher) {
  now_ += std::chrono::seconds{1};
  broker_.fire_due(presentity_, time());
  settle(follow(presentity_, watcher, now_, broker_.terms()));
  return *this;
}

Owner& Owner::watches(WatchEdit edit) {
  return send(std::move(edit));
}

Owner& Owner::ends_account() {
  return send(AccountEdit{{}, presentity_.id()});
}

Owner& Owner::account_is_gone() {
  settle(finish_erasure(presentity_));
  return *this;
}

Owner& Owner::waits(std::chrono::seconds time_to_pass) {
  const Instant end = now_ + time_to_pass;
  while (!broker_.timers().empty() && broker_.timers().begin()->at <= to_time(end)) {
    now_ = std::max<Instant>(now_, broker_.timers().begin()->at);
    broker_.fire_due(presentity_, time());
    broker_.publish_all(presentity_, time());
  }
  now_ = end;
  return *this;
}

std::vector<Timer> Owner::timers(TargetKind kind) const {
  std::vector<Timer> result;
  for (const auto& timer : broker_.timers()) {
    if (timer.target.kind == kind) result.push_back(timer);
  }
  return result;
}

std::vector<UserId> Owner::told() {
  std::vector<UserId> watchers;
  for (const auto& message : broker_.take_messages()) watchers.push_back(message.watcher);
  std::sort(watchers.begin(), watchers.end());
  return watchers;
}

}  // namespace facet::resolver::test
