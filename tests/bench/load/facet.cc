#include "tests/bench/load/facet.h"

#include <algorithm>
#include <cstdio>

#include "schemas/decode.h"
#include "tests/bench/load/errc.h"

namespace facet::load {
namespace {

constexpr GroupId kGroup{1};
constexpr std::size_t kRegisteringAtOnce = 1'000;
constexpr std::uint64_t kWarmUps = 2;

// Two activities in turn; the note, of kNoteSize bytes, makes each change of an owner different.
Setting setting_of(std::uint64_t number) {
  std::string digits = std::to_string(number);
  digits.insert(0, kNoteSize - 1 - std::min(digits.size(), kNoteSize - 1), '0');
  return {number % 2 == 0 ? Activity::busy : Activity::free, "n" + digits, kNoTime, kNoTime};
}

std::vector<UserId> users(const std::vector<std::size_t>& contacts) {
  std::vector<UserId> result;
  result.reserve(contacts.size());
  for (const std::size_t index : contacts) result.push_back(contact(index));
  return result;
}

}  // namespace

FacetFanOut::FacetFanOut(const Servers& servers, const Crowd& crowd, const std::string& password,
                         Version version)
    : servers_(servers),
      crowd_(crowd),
      password_(password),
      version_(version),
      phones_(servers, password, version, *this),
      owners_(crowd.owners) {
  crowd_.online = std::min(crowd_.online, crowd_.contacts);
}

// A contact is online where the running share of those who are passes a whole number.
std::vector<std::size_t> FacetFanOut::contacts(bool online) const {
  const auto before = [this](std::size_t index) { return crowd_.online * index / crowd_.contacts; };
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < crowd_.contacts; ++i) {
    if ((before(i + 1) > before(i)) == online) result.push_back(i);
  }
  return result;
}

// Neighbours are in the same group.
bool FacetFanOut::holds(std::size_t owner, std::size_t contact) const {
  return crowd_.shared || contact * crowd_.owners / crowd_.contacts == owner;
}

// They come before the others: while thousands are connected, the kernel searches long for each free port.
Status FacetFanOut::register_offline(Steady::time_point deadline) {
  Phones phones(servers_, password_, version_, *this);
  const auto begin = Steady::now();
  auto done = phones.register_only(users(contacts(false)), kRegisteringAtOnce, deadline);
  registering_seconds_ = seconds_between(begin, Steady::now());
  return done;
}

Status FacetFanOut::prepare(Steady::time_point deadline) {
  if (auto registered = register_offline(deadline); !registered) return registered;
  const auto online = contacts(true);
  if (auto come = phones_.come_online(users(online), deadline); !come) return come;
  std::vector<UserId> numbers;
  for (std::size_t i = 0; i < owners_.size(); ++i) {
    numbers.push_back(owner(i));
    owners_[i].who = phones_.size() + i;
    owners_[i].seen.assign(online.size(), 0);
    owners_[i].online = static_cast<std::size_t>(
        std::count_if(online.begin(), online.end(), [&](std::size_t contact) { return holds(i, contact); }));
  }
  if (auto come = phones_.come_online(numbers, deadline); !come) return come;
  if (auto made = make_groups(deadline); !made) return made;
  const auto warm = run(kWarmUps * owners_.size(), owners_.size(), deadline);
  return warm ? Status{} : fail(warm.error());
}

// A new group's members are shown `off`: its first change.
Status FacetFanOut::make_groups(Steady::time_point deadline) {
  for (std::size_t i = 0; i < owners_.size(); ++i) {
    Owner& owner = owners_[i];
    GroupEdit edit{.group = kGroup, .name = "Everybody", .rank = 1, .replace = true, .add = {}, .remove = {}};
    for (std::size_t c = 0; c < crowd_.contacts; ++c) {
      if (holds(i, c)) edit.add.push_back(contact(c));
    }
    begin_change(owner, {Activity::off, {}, kNoTime, kNoTime});
    owner.revision = phones_.edit_group(owner.who, std::move(edit));
  }
  return phones_.swarm().until([&] { return advance(0, 0); }, deadline, "the new groups");
}

Result<Run> FacetFanOut::run(std::uint64_t changes, std::size_t window, Steady::time_point deadline) {
  run_ = {};
  started_ = 0;
  phones_.swarm().look_every(look_every(window));
  const Cpu before = cpu_now(servers_);
  const auto begin = Steady::now();
  const auto done = phones_.swarm().until([&] { return advance(changes, window); }, deadline,
                                          "a change for " + std::to_string(crowd_.online) + " contacts");
  if (!done) return fail(done.error());
  settle(phones_.swarm());
  run_.cpu = cpu_now(servers_) - before;
  run_.seconds = seconds_between(begin, last_);
  return std::move(run_);
}

bool FacetFanOut::advance(std::uint64_t changes, std::size_t window) {
  for (Owner& owner : owners_) {
    if (!owner.under_way || owner.missing > 0 || !owner.receipt || !owner.own_group) continue;
    owner.under_way = false;
    --under_way_;
    ++run_.changes;
    run_.sent.push_back(phones_.swarm().written(owner.who) - owner.written);
  }
  for (std::size_t tried = 0; tried < owners_.size(); ++tried) {
    if (started_ >= changes || under_way_ == std::min(window, owners_.size())) break;
    Owner& owner = owners_[next_owner_];
    next_owner_ = (next_owner_ + 1) % owners_.size();
    if (!owner.under_way) send_next(owner);
  }
  return started_ == changes && under_way_ == 0;
}

void FacetFanOut::send_next(Owner& owner) {
  ++started_;
  begin_change(owner, setting_of(owner.number + 1));
  owner.revision = phones_.tell(owner.who, {kGroup, owner.told});
}

void FacetFanOut::begin_change(Owner& owner, Setting told) {
  ++under_way_;
  ++owner.number;
  owner.under_way = true;
  owner.told = std::move(told);
  owner.view.clear();
  owner.missing = owner.online;
  owner.receipt = owner.own_group = false;
  owner.written = phones_.swarm().written(owner.who);
  owner.sent_at = Steady::now();
}

void FacetFanOut::on_view(std::size_t who, UserId presentity, std::string_view view) {
  const std::size_t index = presentity.value() - load::owner(0).value();
  if (index >= owners_.size() || who >= owners_[index].seen.size()) return wrong(who, "a View of a stranger");
  Owner& owner = owners_[index];
  if (view != owner.view && !shows_change(owner, view)) {
    const auto shown = decode_view(view);
    return wrong(who,
                 "a View of " + presentity.digits() + " that shows " +
                     (shown ? std::string{name(shown->activity)} + " \"" + shown->note + "\"" : "nothing") +
                     " and not change " + std::to_string(owner.number));
  }
  if (owner.seen[who] == owner.number) {
    ++run_.repeated;
    return;
  }
  owner.seen[who] = static_cast<std::uint32_t>(owner.number);
  ++run_.deliveries;
  if (--owner.missing > 0) return;
  last_ = Steady::now();
  run_.last_ms.push_back(milliseconds_between(owner.sent_at, last_));
}

// Read in full once; every other contact must get the same bytes.
bool FacetFanOut::shows_change(Owner& owner, std::string_view view) {
  if (!owner.under_way || !owner.view.empty()) return false;
  const auto shown = decode_view(view);
  if (!shown || shown->activity != owner.told.activity || shown->note != owner.told.note) return false;
  owner.view = view;
  return true;
}

void FacetFanOut::on_receipt(std::size_t who, std::uint64_t request) {
  for (Owner& owner : owners_) {
    if (owner.who == who && owner.revision.value() == request) owner.receipt = true;
  }
}

void FacetFanOut::on_own_group(std::size_t who) {
  for (Owner& owner : owners_) {
    if (owner.who == who) owner.own_group = true;
  }
}

void FacetFanOut::wrong(std::size_t who, const std::string& what) {
  phones_.swarm().set_fault({make_error_code(errc::wrong), what + ", for " + phones_.user(who).digits()});
}

}  // namespace facet::load
