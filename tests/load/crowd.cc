#include "tests/load/crowd.h"

#include <algorithm>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "tests/bench/load/errc.h"

namespace facet::load_test {
namespace {

constexpr GroupId kGroup{1};
constexpr std::chrono::seconds kPatience{10};  // as the client library has it

Setting setting_of(std::uint64_t number) {
  return {number % 2 == 0 ? Activity::busy : Activity::free, "change " + std::to_string(number), kNoTime,
          kNoTime};
}

}  // namespace

Crowd::Crowd(const load::Servers& servers, const Size& size, const std::string& password)
    : servers_(servers),
      size_(size),
      phones_(servers, password, load::Version::v5, *this),
      owners_(size.owners),
      off_(encode(View{Activity::off, {}, kNoTime, kNoTime})) {
  phones_.send_again_after(kPatience);
  for (auto& owner : owners_) owner.seen.assign(size_.members, 0);
}

std::vector<UserId> Crowd::people(const Size& size) {
  std::vector<UserId> all;
  for (std::size_t i = 0; i < size.owners; ++i) all.push_back(load::owner(i));
  for (std::size_t i = 0; i < size.phones - size.owners; ++i) all.push_back(load::contact(i));
  return all;
}

// Groups follow one another around the circle of contacts.
UserId Crowd::member(std::size_t owner, std::size_t place) const {
  return load::contact((owner * size_.members + place) % (size_.phones - size_.owners));
}

std::size_t Crowd::place_of(std::size_t owner, UserId member) const {
  const std::size_t contacts = size_.phones - size_.owners;
  const std::size_t index = member.value() - load::contact(0).value();
  if (index >= contacts) return size_.members;
  const std::size_t place = (index + contacts - owner * size_.members % contacts) % contacts;
  return std::min(place, size_.members);
}

Result<Coming> Crowd::come(std::size_t at_once, Steady::time_point deadline) {
  const auto everybody = people(size_);
  const load::Cpu before = load::cpu_now(servers_);
  const auto begin = Steady::now();
  first_ = phones_.size();
  for (std::size_t i = 0; i < owners_.size(); ++i) owners_[i].who = first_ + i;
  phones_.connect_at_once(at_once);
  if (auto come = phones_.come_online(everybody, deadline); !come) return fail(come.error());
  sent_again_ = phones_.send_again();
  return Coming{load::seconds_between(begin, Steady::now()), phones_.take_came_ms(),
                load::cpu_now(servers_) - before};
}

Status Crowd::make_groups(Steady::time_point deadline) {
  const auto start = Steady::now();
  for (std::size_t i = 0; i < owners_.size(); ++i) {
    Owner& owner = owners_[i];
    GroupEdit edit{.group = kGroup, .name = "Everybody", .rank = 1, .replace = true, .add = {}, .remove = {}};
    for (std::size_t place = 0; place < size_.members; ++place) edit.add.push_back(member(i, place));
    begin(owner, {Activity::off, {}, kNoTime, kNoTime});
    owner.revision = phones_.edit_group(owner.who, std::move(edit));
  }
  return finish(start, deadline);
}

Result<Round> Crowd::change(Steady::time_point deadline) {
  round_ = {};
  const load::Cpu before = load::cpu_now(servers_);
  const auto start = Steady::now();
  for (auto& owner : owners_) {
    begin(owner, setting_of(owner.number + 1));
    owner.revision = phones_.tell(owner.who, {kGroup, owner.told});
  }
  if (auto done = finish(start, deadline); !done) return fail(done.error());
  round_.cpu = load::cpu_now(servers_) - before;
  return std::move(round_);
}

void Crowd::begin(Owner& owner, Setting told) {
  ++owner.number;
  owner.told = std::move(told);
  owner.view.clear();
  owner.missing = size_.members;
  owner.receipt = false;
  owner.sent_at = Steady::now();
  under_way_ += size_.members + 1;
}

Status Crowd::finish(Steady::time_point begin, Steady::time_point deadline) {
  const auto all = [this] {
    sent_again_ = phones_.send_again();
    return under_way_ == 0;
  };
  if (auto done = phones_.swarm().until(all, deadline, "every delivery and receipt"); !done) {
    Error error = done.error();
    const auto receipts =
        std::count_if(owners_.begin(), owners_.end(), [](const Owner& owner) { return !owner.receipt; });
    error.detail += ": " + std::to_string(receipts) + " receipts are missing, and " +
                    std::to_string(under_way_ - static_cast<std::size_t>(receipts)) + " deliveries";
    return fail(error);
  }
  round_.seconds = load::seconds_between(begin, last_);
  return {};
}

void Crowd::drop() {
  for (std::size_t who = first_; who < phones_.size(); ++who) phones_.swarm().drop(who);
}

Status Crowd::idle(std::chrono::milliseconds time) {
  const auto end = Steady::now() + time;
  return phones_.swarm().until([&] { return Steady::now() >= end; }, end + std::chrono::seconds{10},
                               "idling");
}

void Crowd::on_view(std::size_t who, UserId presentity, std::string_view view) {
  const std::size_t index = presentity.value() - load::owner(0).value();
  const std::size_t place = index < owners_.size() ? place_of(index, phones_.user(who)) : size_.members;
  if (place == size_.members) return wrong(who, "a View of a stranger");
  Owner& owner = owners_[index];
  if (view == off_ && owner.told.activity != Activity::off) {
    ++shown_off_;
    return;
  }
  if (view != owner.view && !shows(owner, view)) return wrong(who, "a View that is not the last change");
  owner.view = view;
  if (owner.seen[place] == owner.number) return;  // twice, which QoS 1 allows
  owner.seen[place] = owner.number;
  ++round_.deliveries;
  --under_way_;
  last_ = Steady::now();
  if (--owner.missing == 0) round_.last_ms.push_back(load::milliseconds_between(owner.sent_at, last_));
}

bool Crowd::shows(Owner& owner, std::string_view view) const {
  const auto shown = decode_view(view);
  return shown && shown->activity == owner.told.activity && shown->note == owner.told.note;
}

void Crowd::on_receipt(std::size_t who, std::uint64_t request) {
  Owner& owner = owners_[who - first_];
  if (owner.receipt || owner.revision.value() != request) return;
  owner.receipt = true;
  --under_way_;
  last_ = Steady::now();
  round_.receipts_ms.push_back(load::milliseconds_between(owner.sent_at, last_));
}

void Crowd::wrong(std::size_t who, const std::string& what) {
  phones_.swarm().set_fault(
      {make_error_code(load::errc::wrong), what + ", for " + phones_.user(who).digits()});
}

}  // namespace facet::load_test
