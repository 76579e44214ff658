#include <algorithm>

#include "client/lib/store_groups.h"
#include "client/lib/store_members.h"
#include "client/lib/store_pending.h"
#include "client/lib/store_views.h"
#include "schemas/decode.h"
#include "schemas/topics.h"
#include "tests/simulation/oracle.h"

// What the phones show in the end, and the copies of their owners' groups.
namespace facet::simulation {
namespace {

Told told(const Setting& setting) {
  return {setting.activity, setting.note, setting.until};
}

std::string text(const ModelGroup& group, Time now) {
  std::string result = group.name + " rank " + std::to_string(group.rank) + " " + text(group.base);
  if (group.temporary && now < group.temporary->until) result += ", " + text(*group.temporary);
  return result;
}

std::string text(const std::map<UserId, Time>& members, Time now) {
  std::string result;
  for (const auto& [user, until] : members) {
    if (until != kNoTime && until <= now) continue;
    result += " " + user.digits();
    if (until != kNoTime) result += " until " + std::to_string(until.time_since_epoch().count());
  }
  return result;
}

std::map<UserId, Time> members_of(const OwnMembers& own) {
  std::map<UserId, Time> members;
  for (std::size_t i = 0; i < own.members.size(); ++i) {
    members[own.members[i]] = own.untils.empty() ? kNoTime : own.untils[i];
  }
  return members;
}

bool is_there(const ModelPerson& person, GroupId group) {
  const auto found = person.groups.find(group);
  return found != person.groups.end() && found->second.exists;
}

template <typename Row>
ModelGroup group_of(const Row& row) {
  ModelGroup group;
  group.name = row.name;
  group.rank = row.rank;
  group.base = told(row.base);
  if (row.temporary) group.temporary = told(*row.temporary);
  return group;
}

}  // namespace

void Oracle::check_own(const ModelPeople& people) {
  const auto& retained = broker_->retained();
  const Time now = to_time(resolver_->now());
  for (const auto& [user, person] : people) {
    for (const auto& [id, group] : person.groups) {
      if (id == kOther || !group.exists) continue;
      const auto own = retained.find(topics::build(topics::Own{user, id}));
      const auto decoded =
          own == retained.end() ? Decoded<OwnGroup>{} : decode_own_group(own->second.payload);
      const bool there = own != retained.end() && decoded;
      const auto have = there ? text(group_of(*decoded), now) : "nothing";
      if (have != text(group, now)) {
        world_.violation("own/" + user.digits() + "/" + id.digits() + " holds " + have +
                         ", the changes say " + text(group, now));
      }
      const auto list = retained.find(topics::build(topics::OwnMembers{user, id}));
      const auto own_members =
          list == retained.end() ? Decoded<OwnMembers>{} : decode_own_members(list->second.payload);
      const auto held = own_members ? text(members_of(*own_members), now) : " rubbish";
      if (held != text(group.members, now)) {
        world_.violation("own/" + user.digits() + "/" + id.digits() + "/members holds" + held +
                         ", the changes say" + text(group.members, now));
      }
    }
  }
  for (const auto& [name, packet] : retained) {
    const auto parsed = topics::parse(name);
    const auto* own = parsed ? std::get_if<topics::Own>(&*parsed) : nullptr;
    if (own != nullptr && !is_there(people.at(own->user), own->group)) {
      world_.violation(name + " is left over");
    }
  }
}

void Oracle::check_settled(Phone& phone) {
  const auto waiting = client::count_pending(phone.store()->db());
  if (!waiting || *waiting > 0) world_.violation(phone.name() + ": changes wait without a receipt");
  if (phone.wants_online() && !phone.complete()) world_.violation(phone.name() + ": is not complete");
}

void Oracle::check_phone(Phone& phone, const ModelPeople& people) {
  const Time now = phone.time();
  std::map<UserId, Told> shows;
  const auto views = client::read_views(phone.store()->db(), now).value();
  for (const auto& one : views) {
    if (one.view) shows[one.presentity] = {one.view->activity, one.view->note, one.view->until};
  }
  for (const auto& [presentity, from] : people) {
    const auto want =
        presentity == phone.user() ? std::nullopt : topic(people, phone.user(), presentity, now);
    const auto have = shows.find(presentity);
    const bool same = have == shows.end() ? !want : want && *want == have->second;
    if (same) continue;
    world_.violation(phone.name() + " shows of " + presentity.digits() + " " +
                     (have == shows.end() ? "nothing" : text(have->second)) + ", the rules say " +
                     (want ? text(*want) : "nothing"));
  }
  const auto& groups = people.at(phone.user()).groups;
  const auto own_groups = client::read_groups(phone.store()->db()).value();
  for (const auto& row : own_groups) {
    const auto found = groups.find(row.id);
    const bool there = found != groups.end() && found->second.exists;
    const auto want = there ? text(found->second, now) : "nothing";
    auto mine = group_of(row);
    if (row.id == kOther) mine.name = "", mine.rank = 0;
    if (text(mine, now) != want)
      world_.violation(phone.name() + " has of its group " + row.id.digits() + " " + text(mine, now) +
                       ", the changes say " + want);
    if (!there || row.id == kOther) continue;
    std::map<UserId, Time> members;
    const auto rows = client::read_members(phone.store()->db(), row.id, now).value();
    for (const UserId member : rows.members) {
      const auto until = rows.untils.find(member);
      members[member] = until == rows.untils.end() ? kNoTime : until->second;
    }
    if (text(members, now) != text(found->second.members, now))
      world_.violation(phone.name() + " has in its group " + row.id.digits() + text(members, now) +
                       ", the changes say" + text(found->second.members, now));
  }
}

}  // namespace facet::simulation
