#include "tests/bench/load/phones.h"

#include <charconv>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "tests/bench/load/errc.h"

namespace facet::load {
namespace {

constexpr std::string_view kInPrefix = "facet/v1/in/";

// The presentity of facet/v1/in/<user>/<presentity>; nobody when it is not such a topic of this user. Not
// topics::parse: it runs for every delivery.
UserId presentity_of(std::string_view topic, UserId user) {
  if (!topic.starts_with(kInPrefix)) return {};
  const char* end = topic.data() + topic.size();
  std::uint64_t watcher = 0;
  std::uint64_t presentity = 0;
  const auto first = std::from_chars(topic.data() + kInPrefix.size(), end, watcher);
  if (first.ptr == end || *first.ptr != '/' || watcher != user.value()) return {};
  const auto second = std::from_chars(first.ptr + 1, end, presentity);
  return second.ptr == end ? UserId{presentity} : UserId{};
}

}  // namespace

UserId contact(std::size_t index) {
  return UserId{8'613'800'000'000 + index};
}

UserId owner(std::size_t index) {
  return UserId{8'613'900'000'000 + index};
}

UserId bystander() {
  return UserId{8'613'700'000'000};
}

Login login_of(UserId user, const std::string& password) {
  return {user.digits() + "-" + kDevice.digits(), user.digits(), password};
}

std::size_t view_bytes() {
  return encode(View{Activity::busy, std::string(kNoteSize, 'n'), Time{std::chrono::seconds{1}}, kNoTime})
      .size();
}

void settle(Swarm& swarm) {
  const auto end = Steady::now() + std::chrono::milliseconds{100};
  while (Steady::now() < end) swarm.step(std::chrono::milliseconds{10});
}

Phones::Phones(const Servers& servers, std::string password, Version version, PhoneEvents& events)
    : servers_(servers), password_(std::move(password)), events_(events), swarm_(version, *this) {}

Status Phones::come_online(const std::vector<UserId>& users, Steady::time_point deadline) {
  return open_all(users, false, users.size(), deadline);
}

Status Phones::register_only(const std::vector<UserId>& users, std::size_t at_once,
                             Steady::time_point deadline) {
  return open_all(users, true, at_once, deadline);
}

Status Phones::open_all(const std::vector<UserId>& users, bool leave, std::size_t at_once,
                        Steady::time_point deadline) {
  std::size_t next = 0;
  const std::size_t before = reported_;
  const std::size_t gone = swarm_.closed();
  const auto all = [&] {
    send_again();
    while (next < users.size() && swarm_.connecting() < connecting_ &&
           next - (swarm_.closed() - gone) < at_once) {
      open(users[next++], leave);
    }
    return reported_ - before == users.size() && (!leave || swarm_.closed() - gone == users.size());
  };
  return swarm_.until(all, deadline, "the receipts of " + std::to_string(users.size()) + " DeviceReports");
}

std::vector<std::string> Phones::filters_of(UserId user, bool leaves) {
  std::vector<std::string> filters{topics::build(topics::Re{user, kDevice})};
  if (!leaves) {
    filters.push_back(topics::every_own(user));
    filters.push_back(topics::every_in(user));
  }
  return filters;
}

void Phones::open(UserId user, bool leaves) {
  phones_.push_back({user, {}, 0, 0, leaves, Steady::now(), {}});
  swarm_.open(servers_.port, login_of(user, password_), filters_of(user, leaves));
}

bool Phones::on_turned_away(std::size_t who) {
  if (!patience_) return false;
  ++turned_away_;
  const Phone& phone = phones_[who];
  swarm_.again(who, servers_.port, login_of(phone.user, password_), filters_of(phone.user, phone.leaves));
  return true;
}

Revision Phones::next(Phone& phone) {
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return phone.newest = Revision::next(now, kDevice, phone.newest);
}

void Phones::send(std::size_t who, topics::UpKind kind, std::uint64_t request, const Bytes& payload) {
  if (patience_) phones_[who].unanswered.push_back({request, kind, payload, Steady::now(), *patience_});
  swarm_.publish(who, topics::build(topics::Up{phones_[who].user, kDevice, kind}), payload);
}

std::uint64_t Phones::send_again() {
  constexpr std::chrono::milliseconds kBetweenLooks{250};
  const auto now = Steady::now();
  if (!patience_ || now - looked_ < kBetweenLooks) return again_;
  looked_ = now;
  for (std::size_t who = 0; who < phones_.size(); ++who) {
    for (auto& sent : phones_[who].unanswered) {
      if (!swarm_.is_ready(who) || now - sent.at < sent.pause) continue;
      ++again_;
      sent.at = now;
      sent.pause *= 2;
      swarm_.publish(who, topics::build(topics::Up{phones_[who].user, kDevice, sent.kind}), sent.payload);
    }
  }
  return again_;
}

Revision Phones::edit_group(std::size_t who, GroupEdit edit) {
  const Revision revision = next(phones_[who]);
  send(who, topics::UpKind::groups, revision.value(), encode(GroupsEdit{revision, {std::move(edit)}}));
  return revision;
}

Revision Phones::tell(std::size_t who, const GroupSetting& setting) {
  const Revision revision = next(phones_[who]);
  send(who, topics::UpKind::status, revision.value(), encode(StatusEdit{revision, {setting}, {}, {}, {}}));
  return revision;
}

void Phones::on_ready(std::size_t who) {
  Phone& phone = phones_[who];
  // Nobody of this town has an address book: all of them take what anybody shows.
  const WatchEdit takes{.revision = next(phone), .strangers = Strangers::take};
  phone.watch = takes.revision.value();
  send(who, topics::UpKind::watch, phone.watch, encode(takes));
  const Revision revision = next(phone);
  phone.report = revision.value();
  send(who, topics::UpKind::device, phone.report, encode(DeviceReport{revision, DeviceState::idle}));
}

void Phones::on_publish(std::size_t who, const Publish& publish) {
  if (publish.retain) return;
  const UserId presentity = presentity_of(publish.topic, phones_[who].user);
  presentity.valid() ? events_.on_view(who, presentity, publish.payload) : on_other(who, publish);
}

void Phones::on_other(std::size_t who, const Publish& publish) {
  const auto topic = topics::parse(publish.topic);
  const UserId user = phones_[who].user;
  if (topic && *topic == topics::Topic{topics::Re{user, kDevice}}) return on_answer(who, publish.payload);
  const auto* own = topic ? std::get_if<topics::Own>(&*topic) : nullptr;
  if (own != nullptr && own->user == user) return events_.on_own_group(who);
  swarm_.set_fault(
      {make_error_code(errc::wrong), "a message on somebody else's topic for client " + std::to_string(who)});
}

void Phones::on_answer(std::size_t who, std::string_view payload) {
  const auto receipt = decode_receipt(payload);
  if (!receipt) {
    return swarm_.set_fault(
        {make_error_code(errc::malformed), "a receipt for client " + std::to_string(who)});
  }
  if (receipt->outcome != Outcome::accepted) {
    return swarm_.set_fault({make_error_code(errc::refused), "a change of client " + std::to_string(who) +
                                                                 ": " + std::string{name(receipt->outcome)} +
                                                                 ", " + std::string{name(receipt->reason)} +
                                                                 " " + receipt->limit});
  }
  Phone& phone = phones_[who];
  std::erase_if(phone.unanswered, [&](const Sent& sent) { return sent.request == receipt->request; });
  if (receipt->request == phone.watch) return;
  if (receipt->request != phone.report) return events_.on_receipt(who, receipt->request);
  phone.report = 0;
  ++reported_;
  came_ms_.push_back(milliseconds_between(phone.opened, Steady::now()));
  if (phone.leaves) swarm_.leave(who);
}

}  // namespace facet::load
