#include "tests/bench/load/raw.h"

#include <cstring>

#include "schemas/topics.h"
#include "tests/bench/load/errc.h"
#include "tests/bench/load/phones.h"

namespace facet::load {
namespace {

// No topic of Facet's, and as long as one.
const std::string& topic() {
  static const std::string name = [] {
    auto text = topics::build(topics::In{contact(0), owner(0)});
    return text.replace(0, 5, "bench");
  }();
  return name;
}

std::string login_name(std::size_t who) {
  return "raw-" + std::to_string(who);
}

}  // namespace

Raw::Raw(const Servers& servers, std::size_t subscribers, Version version)
    : servers_(servers),
      subscribers_(subscribers),
      swarm_(version, *this),
      got_(subscribers),
      expected_(view_bytes() - sizeof(std::uint64_t), 'v') {}

Status Raw::connect(Steady::time_point deadline) {
  const auto open = [&](std::size_t who, const std::vector<std::string>& filters) {
    swarm_.open(servers_.port, {login_name(who), {}, {}}, filters);
  };
  const auto all_open = [&] {
    while (swarm_.size() < subscribers_ && swarm_.connecting() < Swarm::kConnecting) {
      open(swarm_.size(), {topic()});
    }
    return swarm_.size() == subscribers_;
  };
  if (auto opened = swarm_.until(all_open, deadline, "connections of subscribers"); !opened) return opened;
  publisher_ = swarm_.size();
  open(publisher_, {});
  return swarm_.until([&] { return swarm_.ready() == subscribers_ + 1; }, deadline, "subscriptions");
}

Result<Run> Raw::run(std::uint64_t messages, std::size_t window, Steady::time_point deadline) {
  first_ = sent_ + 1;
  over_ = 0;
  missing_.assign(messages, subscribers_);
  sent_at_.assign(messages, {});
  run_ = {};
  run_.last_ms.reserve(messages);
  swarm_.look_every(look_every(window));
  const Cpu before = cpu_now(servers_);
  const auto begin = Steady::now();
  const auto over = [&] {
    while (sent_ - first_ + 1 < messages && sent_ - first_ + 1 - over_ < window) send_next();
    return over_ == messages;
  };
  const auto done =
      swarm_.until(over, deadline, "a message for " + std::to_string(subscribers_) + " subscribers");
  if (!done) return fail(done.error());
  settle(swarm_);
  run_.cpu = cpu_now(servers_) - before;
  run_.changes = messages;
  run_.deliveries = messages * subscribers_;
  run_.seconds = seconds_between(begin, last_);
  return std::move(run_);
}

void Raw::send_next() {
  const std::uint64_t number = ++sent_;
  std::string payload(sizeof number, '\0');
  std::memcpy(payload.data(), &number, sizeof number);
  sent_at_[number - first_] = Steady::now();
  swarm_.publish(publisher_, topic(), payload + expected_);
}

void Raw::on_publish(std::size_t who, const Publish& publish) {
  std::uint64_t number = 0;
  const bool right = who < subscribers_ && publish.topic == topic() &&
                     publish.payload.size() == sizeof number + expected_.size() &&
                     publish.payload.substr(sizeof number) == expected_;
  if (right) std::memcpy(&number, publish.payload.data(), sizeof number);
  if (!right || number != got_[who] + 1) {
    return swarm_.set_fault({make_error_code(errc::wrong), "raw: message " + std::to_string(number) +
                                                               " for client " + std::to_string(who) +
                                                               ", not the next one"});
  }
  got_[who] = number;
  if (--missing_[number - first_] > 0) return;
  last_ = Steady::now();
  run_.last_ms.push_back(milliseconds_between(sent_at_[number - first_], last_));
  ++over_;
}

}  // namespace facet::load
