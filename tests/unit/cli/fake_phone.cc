#include "tests/unit/cli/fake_phone.h"

#include <strings.h>

#include <algorithm>

namespace facet::cli::test {

using client::errc;
using client::Group;

Group& PhoneState::add_group(std::string name, std::vector<UserId> members) {
  Group group;
  group.id = GroupId{static_cast<std::uint32_t>(groups.size() + 1)};
  group.name = std::move(name);
  group.rank = static_cast<std::uint16_t>(groups.size() + 1);
  group.members = std::move(members);
  groups.push_back(group);
  return groups.back();
}

Status FakePhone::put_contacts(const std::vector<client::Contact>& contacts) {
  for (const client::Contact& contact : contacts) {
    const auto same = [&](const auto& other) { return other.number == contact.number; };
    const auto known = std::find_if(state_.contacts.begin(), state_.contacts.end(), same);
    known == state_.contacts.end() ? state_.contacts.push_back(contact) : void(*known = contact);
  }
  return {};
}

Result<std::vector<Group>> FakePhone::groups() const {
  std::vector<Group> groups = state_.groups;
  groups.push_back(state_.other);
  return groups;
}

Result<Group> FakePhone::group_named(std::string_view name) const {
  const std::string wanted{name};
  const auto all = groups();
  for (const Group& group : *all) {
    if (strcasecmp(group.name.c_str(), wanted.c_str()) == 0) return group;
  }
  return fail(errc::no_such_group, "'" + wanted + "'; see `facet group list`");
}

Result<GroupId> FakePhone::create_group(std::string_view name, std::optional<std::uint16_t> rank) {
  if (group_named(name)) return fail(errc::group_exists, "'" + std::string{name} + "'");
  Group& group = state_.add_group(std::string{name});
  group.rank = rank.value_or(group.rank);
  ++state_.waiting;
  return group.id;
}

Group* FakePhone::find(GroupId id) {
  const auto found =
      std::find_if(state_.groups.begin(), state_.groups.end(), [&](const Group& g) { return g.id == id; });
  return found == state_.groups.end() ? nullptr : &*found;
}

Group* FakePhone::find_or_other(GroupId id) {
  return id == kOther ? &state_.other : find(id);
}

Status FakePhone::change(GroupId id, const std::function<void(Group&)>& how) {
  Group* group = find(id);
  if (group == nullptr) return fail(errc::no_such_group);
  how(*group);
  ++state_.waiting;
  return {};
}

Status FakePhone::rename_group(GroupId id, std::string_view name) {
  return change(id, [&](Group& group) { group.name = name; });
}

Status FakePhone::rank_group(GroupId id, std::uint16_t rank) {
  return change(id, [&](Group& group) { group.rank = rank; });
}

Status FakePhone::delete_group(GroupId id) {
  if (find(id) == nullptr) return fail(errc::no_such_group);
  std::erase_if(state_.groups, [&](const Group& group) { return group.id == id; });
  ++state_.waiting;
  return {};
}

Status FakePhone::add_members(GroupId id, const std::vector<UserId>& members, Time until) {
  return change(id, [&](Group& group) {
    for (const UserId member : members) {
      std::erase(group.members, member);
      group.members.push_back(member);
      group.untils.erase(member);
      if (until != kNoTime) group.untils.emplace(member, until);
    }
  });
}

Status FakePhone::remove_members(GroupId id, const std::vector<UserId>& members) {
  return change(id, [&](Group& group) {
    for (const UserId member : members) std::erase(group.members, member);
  });
}

Status FakePhone::set_status(const std::vector<GroupId>& groups, const Setting& setting) {
  state_.set.emplace_back(groups, setting);
  ++state_.waiting;
  return {};
}

Status FakePhone::set_automatics(const std::vector<GroupId>& groups, const client::AutomaticsChange& change) {
  std::vector<GroupId> meant = groups;
  if (groups == std::vector{kEveryGroup}) {
    meant.clear();
    for (const Group& group : state_.groups) meant.push_back(group.id);
  }
  for (const GroupId id : meant) {
    Group* group = find_or_other(id);
    if (group == nullptr) return fail(errc::no_such_group);
    if (change.off) group->automatics.off = *change.off;
    if (change.in_call) group->automatics.in_call = *change.in_call;
  }
  ++state_.waiting;
  return {};
}

Status FakePhone::set_schedule(GroupId id, const Schedule& schedule, const std::string& zone) {
  Group* group = find_or_other(id);
  if (group == nullptr) return fail(errc::no_such_group);
  if (!zone.empty()) state_.zone = zone;
  group->schedule = schedule;
  ++state_.waiting;
  return {};
}

Status FakePhone::set_zone(const std::string& zone) {
  state_.zone = zone;
  ++state_.waiting;
  return {};
}

Status FakePhone::change_rules(const std::vector<UserId>& contacts,
                               const std::function<void(client::ContactRule&)>& how) {
  for (const UserId contact : contacts) {
    auto& rule = state_.rules[contact];
    rule.number = contact;
    how(rule);
  }
  ++state_.waiting;
  return {};
}

Status FakePhone::block(const std::vector<UserId>& contacts) {
  return change_rules(contacts, [](auto& rule) { rule.blocked = true; });
}

Status FakePhone::unblock(const std::vector<UserId>& contacts) {
  return change_rules(contacts, [](auto& rule) { rule.blocked = false; });
}

Status FakePhone::set_override(const std::vector<UserId>& contacts, const Setting& setting) {
  return change_rules(contacts, [&](auto& rule) { rule.override_setting = setting; });
}

Status FakePhone::clear_override(const std::vector<UserId>& contacts) {
  return change_rules(contacts, [](auto& rule) { rule.override_setting.reset(); });
}

Result<std::vector<client::ContactRule>> FakePhone::contact_rules() const {
  std::vector<client::ContactRule> rules;
  for (const auto& [id, rule] : state_.rules) {
    if (rule.blocked || rule.override_setting) rules.push_back(rule);
  }
  return rules;
}

Status FakePhone::set_stance(const std::vector<UserId>& presentities, Stance stance) {
  for (const UserId id : presentities) state_.stances[id] = stance;
  ++state_.waiting;
  return {};
}

Status FakePhone::set_strangers(Strangers strangers) {
  state_.strangers = strangers;
  ++state_.waiting;
  return {};
}

Result<std::vector<client::ContactStance>> FakePhone::stances() const {
  std::vector<client::ContactStance> stances;
  for (const auto& [id, stance] : state_.stances) stances.push_back({id, stance});
  return stances;
}

Result<bool> FakePhone::set_in_call(bool in_call, std::chrono::milliseconds limit) {
  state_.limit = limit;
  state_.in_call_since = in_call ? std::optional{Time{std::chrono::seconds{1}}} : std::nullopt;
  return state_.tells_calls;
}

Status FakePhone::erase_account(UserId again) {
  if (again != state_.profile.user) return fail(errc::bad_value, "another number");
  state_.erasing = again;
  ++state_.waiting;
  return {};
}

Result<Seen> FakePhone::view_as(UserId contact, std::chrono::milliseconds limit) {
  state_.limit = limit;
  for (const Seen& seen : state_.seen) {
    if (seen.watcher == contact) return seen;
  }
  return fail(errc::no_such_contact);
}

Result<client::SyncReport> FakePhone::sync(std::chrono::milliseconds limit) {
  ++state_.synced;
  state_.limit = limit;
  if (state_.on_sync) return state_.on_sync(state_);
  client::SyncReport report;
  report.sent = report.accepted = std::exchange(state_.waiting, 0);
  return report;
}

Result<std::vector<Answer>> FakePhone::ask(const std::vector<UserId>& presentities,
                                           std::chrono::milliseconds limit) {
  state_.limit = limit;
  return state_.on_ask(presentities);
}

Status FakePhone::stay_online(const client::Events& events, std::stop_token stop) {
  return state_.on_stay_online(events, std::move(stop));
}

}  // namespace facet::cli::test
