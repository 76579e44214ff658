#include "tests/bench/load/ping.h"

#include "tests/bench/load/errc.h"

namespace facet::load {
namespace {

constexpr std::chrono::milliseconds kEvery{2};
constexpr std::chrono::seconds kPatience{10};

}  // namespace

PingProbe::PingProbe(const Servers& servers, const Login& login, Version version)
    : swarm_(version, *this), port_(servers.port), login_(login) {}

PingProbe::~PingProbe() = default;

Status PingProbe::start(Steady::time_point deadline) {
  if (swarm_.size() == 0) swarm_.open(port_, login_, {});
  auto ready = swarm_.until([&] { return swarm_.ready() == 1; }, deadline, "the pinging client's connection");
  if (!ready) return ready;
  round_trips_.clear();
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  return {};
}

Result<std::vector<double>> PingProbe::stop() {
  thread_.request_stop();
  if (thread_.joinable()) thread_.join();
  const auto answered = swarm_.until([&] { return asked_.empty(); }, Steady::now() + kPatience, "a PINGRESP");
  if (!answered) return fail(answered.error());
  return std::move(round_trips_);
}

void PingProbe::run(const std::stop_token& stop) {
  auto due = Steady::now();
  while (!stop.stop_requested() && !swarm_.fault()) {
    const auto now = Steady::now();
    if (now >= due) {
      asked_.push_back(now);
      swarm_.ping(0);
      due = std::max(due + kEvery, now);  // what this thread could not ask in time is not caught up on
    }
    swarm_.step(std::chrono::milliseconds{1});
  }
}

void PingProbe::on_pong(std::size_t /*who*/) {
  if (asked_.empty()) return;
  round_trips_.push_back(milliseconds_between(asked_.front(), Steady::now()));
  asked_.pop_front();
}

}  // namespace facet::load
