#include "tests/simulation/people.h"

#include <algorithm>

#include "client/lib/changes.h"
#include "client/lib/store_asks.h"
#include "client/lib/store_self.h"
#include "tests/simulation/notes.h"

namespace facet::simulation {
namespace {

constexpr std::uint64_t kNamesPerDevice = 3;

}  // namespace

void People::do_something(Phone& phone) {
  const auto what = world_.dice().below(100);
  if (what < 14 || phone.down()) return come_or_go(phone);
  if (what < 24) return make_group(phone);
  if (what < 30) return change_group(phone);
  if (what < 48) return change_members(phone);
  if (what < 68) return tell(phone);
  if (what < 78) return decide_on_contact(phone);
  if (what < 82) return set_automatics(phone);
  if (what < 88) return watch(phone);
  if (what < 95) return ask(phone);
  call(phone);
}

void People::took(Phone& phone, const Status& done) {
  if (done) return phone.look();
  // That a name is taken, or a group is not there, is a person's to live with.
  if (done.error().code == client::errc::store)
    world_.violation(phone.name() + ": " + done.error().message());
}

UserId People::some_other(Phone& phone) {
  for (;;) {
    const UserId user = world_.dice().pick(users_);
    if (user != phone.user()) return user;
  }
}

std::vector<UserId> People::some_others(Phone& phone) {
  std::vector<UserId> others;
  for (auto n = 1 + world_.dice().below(3); n > 0; --n) others.push_back(some_other(phone));
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  return others;
}

std::optional<GroupId> People::some_group(Phone& phone) {
  std::vector<GroupId> groups;
  const auto rows = client::read_groups(phone.store()->db()).value();
  for (const auto& row : rows) {
    if (row.id != kOther) groups.push_back(row.id);
  }
  if (groups.empty()) return std::nullopt;
  return world_.dice().pick(groups);
}

Time People::some_end(Phone& phone) {
  return phone.time() + std::chrono::seconds{5 + world_.dice().below(300)};
}

Setting People::some_setting(Phone& phone, std::string note) {
  const Activity activity = kKnownActivities[world_.dice().below(std::size(kKnownActivities))];
  if (world_.dice().chance(20)) note.clear();
  return {activity, std::move(note), world_.dice().chance(40) ? some_end(phone) : kNoTime, kNoTime};
}

// Each device names its groups in its own way: of two that make the same group the one that comes first ranks
// it.
void People::make_group(Phone& phone) {
  const auto name = "G" + phone.device().digits() + std::to_string(world_.dice().below(kNamesPerDevice));
  std::optional<std::uint16_t> rank;
  if (world_.dice().chance(30)) rank = static_cast<std::uint16_t>(1 + world_.dice().below(4));
  const auto made = client::create_group(*phone.store(), name, rank, phone.now());
  took(phone, made ? Status{} : fail(made.error()));
  if (made) took(phone, client::add_members(*phone.store(), *made, some_others(phone), kNoTime, phone.now()));
}

void People::change_group(Phone& phone) {
  const auto group = some_group(phone);
  if (!group) return make_group(phone);
  if (world_.dice().chance(50)) {
    const auto rank = static_cast<std::uint16_t>(1 + world_.dice().below(4));
    return took(phone, client::rank_group(*phone.store(), *group, rank, phone.now()));
  }
  took(phone, client::delete_group(*phone.store(), *group, phone.now()));
}

void People::change_members(Phone& phone) {
  const auto group = some_group(phone);
  if (!group) return make_group(phone);
  if (world_.dice().chance(35)) {
    return took(phone, client::remove_members(*phone.store(), *group, some_others(phone), phone.now()));
  }
  const Time until = world_.dice().chance(25) ? some_end(phone) : kNoTime;
  took(phone, client::add_members(*phone.store(), *group, some_others(phone), until, phone.now()));
}

void People::tell(Phone& phone) {
  GroupId group = some_group(phone).value_or(kOther);
  if (world_.dice().chance(15)) group = kOther;
  if (world_.dice().chance(25) && !several_.contains(phone.user())) group = kEveryGroup;
  const auto setting = some_setting(phone, note_for(group, world_.number()));
  took(phone, client::set_status(*phone.store(), {group}, setting, phone.now()));
}

void People::decide_on_contact(Phone& phone) {
  const UserId contact = some_other(phone);
  switch (world_.dice().below(4)) {
    case 0:
      return took(phone, client::set_blocked(*phone.store(), {contact}, true, phone.now()));
    case 1:
      return took(phone, client::set_blocked(*phone.store(), {contact}, false, phone.now()));
    case 2:
      return took(phone, client::set_override(*phone.store(), {contact}, std::nullopt, phone.now()));
    default:
      const auto setting = some_setting(phone, note_for(contact, world_.number()));
      took(phone, client::set_override(*phone.store(), {contact}, setting, phone.now()));
  }
}

void People::set_automatics(Phone& phone) {
  const auto some = [&] {
    const auto shows = static_cast<Shows>(world_.dice().below(4));
    return Automatic{shows, shows == Shows::instead ? Activity::away : Activity::unset};
  };
  const GroupId group = world_.dice().chance(20) ? kOther : some_group(phone).value_or(kOther);
  took(phone, client::set_automatics(*phone.store(), {group}, {some(), some()}, phone.now()));
}

void People::watch(Phone& phone) {
  if (world_.dice().chance(25)) {
    const auto strangers = world_.dice().chance(70) ? Strangers::take : Strangers::hold;
    return took(phone, client::set_strangers(*phone.store(), strangers, phone.now()));
  }
  const auto stance = static_cast<Stance>(world_.dice().below(4));
  took(phone, client::set_stance(*phone.store(), {some_other(phone)}, stance, phone.now()));
}

UserId People::ask_somebody(Phone& phone) {
  const UserId whom = some_other(phone);
  const StatusRequest request{world_.dice().next() >> 1U, {whom}};
  took(phone, client::add_ask(phone.store()->db(), client::question(request), phone.time()));
  return whom;
}

void People::ask(Phone& phone) {
  const StatusRequest request{world_.dice().next() >> 1U, some_others(phone)};
  took(phone, client::add_ask(phone.store()->db(), client::question(request), phone.time()));
}

void People::call(Phone& phone) {
  auto& db = phone.store()->db();
  const auto running = client::call_since(db, phone.time());
  took(phone, running && *running ? client::end_call(db) : client::begin_call(db, phone.time()));
}

void People::come_or_go(Phone& phone) {
  if (phone.wants_online() && world_.dice().chance(40)) return phone.close();
  phone.go_online(world_.dice().chance(85) ? DeviceState::idle : DeviceState::asleep);
}

}  // namespace facet::simulation
