#include "tests/faults/fault_phone.h"

#include <mosquitto.h>

#include <map>
#include <mutex>
#include <thread>

#include "schemas/decode.h"
#include "schemas/encode.h"
#include "tests/support/process.h"

namespace facet::fault_test {
namespace {

using Steady = std::chrono::steady_clock;
using testing_support::eventually;

constexpr int kKeepalive = 5;  // s: the least that libmosquitto takes; a dead connection is noticed by it
constexpr int kTurn = 5;       // ms
constexpr std::chrono::milliseconds kPause{50};    // before it connects again
constexpr std::chrono::milliseconds kPutOff{500};  // before it sends again what was not taken now
constexpr std::chrono::seconds kAgain{2};          // and what is not answered

}  // namespace

struct FaultPhone::State {
  State(std::uint16_t port, UserId user, std::string password, DeviceId device);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void run(const std::stop_token& stop);
  void connect();
  void subscribe();
  void say_idle();
  void send_what_waits();
  void take(const mosquitto_message& message);
  void take_receipt(const Bytes& payload);

  const std::uint16_t port;
  const UserId user;
  const std::string password;
  const DeviceId device;
  mosquitto* client = nullptr;

  mutable std::mutex mutex;  // guards what follows
  bool up = false;
  std::size_t connections = 0;
  Revision newest;
  struct Waiting {
    std::string topic;
    Bytes payload;
    std::uint64_t request = 0;
    Steady::time_point next{};  // when it is to be sent (again)
    std::optional<Receipt> receipt{};
  };
  std::optional<Waiting> waiting;
  std::uint64_t sent = 0;
  std::vector<Shown> shown;
  std::map<UserId, Bytes> newest_views;
  std::jthread thread;
};

namespace {

FaultPhone::State& of(void* data) {
  return *static_cast<FaultPhone::State*>(data);
}

}  // namespace

FaultPhone::State::State(std::uint16_t to, UserId who, std::string word, DeviceId which)
    : port(to), user(who), password(std::move(word)), device(which) {
  mosquitto_lib_init();
  client = mosquitto_new((user.digits() + "-" + device.digits()).c_str(), true, this);
  mosquitto_username_pw_set(client, user.digits().c_str(), password.c_str());
  mosquitto_connect_callback_set(client, [](mosquitto*, void* data, int result) {
    if (result == 0) of(data).subscribe();
  });
  mosquitto_disconnect_callback_set(client, [](mosquitto*, void* data, int) {
    const std::lock_guard lock(of(data).mutex);
    of(data).up = false;
  });
  mosquitto_subscribe_callback_set(client,
                                   [](mosquitto*, void* data, int, int, const int*) { of(data).say_idle(); });
  mosquitto_message_callback_set(
      client, [](mosquitto*, void* data, const mosquitto_message* message) { of(data).take(*message); });
  thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
}

FaultPhone::State::~State() {
  thread.request_stop();
  thread.join();
  mosquitto_destroy(client);
}

void FaultPhone::State::run(const std::stop_token& stop) {
  bool connected = false;
  while (!stop.stop_requested()) {
    if (!connected) {
      connected = mosquitto_connect(client, "127.0.0.1", port, kKeepalive) == MOSQ_ERR_SUCCESS;
      if (!connected) std::this_thread::sleep_for(kPause);
      continue;
    }
    send_what_waits();
    if (mosquitto_loop(client, kTurn, 1) == MOSQ_ERR_SUCCESS) continue;
    {
      const std::lock_guard lock(mutex);
      up = connected = false;
    }
    std::this_thread::sleep_for(kPause);
  }
  mosquitto_disconnect(client);
  mosquitto_loop(client, kTurn, 1);
}

void FaultPhone::State::subscribe() {
  const std::string filters[] = {topics::build(topics::Re{user, device}), topics::every_own(user),
                                 topics::every_in(user)};
  char* words[] = {const_cast<char*>(filters[0].c_str()), const_cast<char*>(filters[1].c_str()),
                   const_cast<char*>(filters[2].c_str())};
  mosquitto_subscribe_multiple(client, nullptr, 3, words, 1, 0, nullptr);
}

void FaultPhone::State::say_idle() {
  const std::lock_guard lock(mutex);
  const bool first = connections++ == 0;
  up = true;
  if (waiting) waiting->next = Steady::now();
  if (first) return;  // come_online() does
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  newest = Revision::next(now, device, newest);
  const Bytes report = encode(DeviceReport{newest, DeviceState::idle});
  const std::string topic = topics::build(topics::Up{user, device, topics::UpKind::device});
  mosquitto_publish(client, nullptr, topic.c_str(), static_cast<int>(report.size()), report.data(), 1, false);
}

void FaultPhone::State::send_what_waits() {
  const std::lock_guard lock(mutex);
  if (!up || !waiting || waiting->receipt || waiting->next > Steady::now()) return;
  ++sent;
  waiting->next = Steady::now() + kAgain;
  mosquitto_publish(client, nullptr, waiting->topic.c_str(), static_cast<int>(waiting->payload.size()),
                    waiting->payload.data(), 1, false);
}

void FaultPhone::State::take(const mosquitto_message& message) {
  const Bytes payload(static_cast<const char*>(message.payload),
                      static_cast<std::size_t>(message.payloadlen));
  const auto topic = topics::parse(message.topic);
  if (!topic) return;
  const std::lock_guard lock(mutex);
  if (const auto* in = std::get_if<topics::In>(&*topic)) {
    shown.push_back({in->presentity, payload, message.retain});
    newest_views[in->presentity] = payload;
  } else if (std::holds_alternative<topics::Re>(*topic)) {
    take_receipt(payload);
  }
}

void FaultPhone::State::take_receipt(const Bytes& payload) {
  const auto receipt = decode_receipt(payload);
  if (!receipt || !waiting || waiting->receipt || receipt->request != waiting->request) return;
  if (receipt->outcome == Outcome::refused && receipt->reason == Reason::unavailable) {
    waiting->next = Steady::now() + kPutOff;
  } else {
    waiting->receipt = *receipt;
  }
}

FaultPhone::FaultPhone(std::uint16_t port, UserId user, std::string password, DeviceId device)
    : user_(user),
      device_(device),
      state_(std::make_unique<State>(port, user, std::move(password), device)) {}

FaultPhone::~FaultPhone() = default;

Revision FaultPhone::next() {
  const std::lock_guard lock(state_->mutex);
  const auto now = std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
  return state_->newest = Revision::next(now, device_, state_->newest);
}

bool FaultPhone::come_online() {
  const WatchEdit takes{.revision = next(), .strangers = Strangers::take};
  const auto watch = deliver(topics::UpKind::watch, encode(takes), takes.revision.value());
  const DeviceReport idle{next(), DeviceState::idle};
  const auto report = deliver(topics::UpKind::device, encode(idle), idle.revision.value());
  return watch && watch->outcome == Outcome::accepted && report && report->outcome == Outcome::accepted;
}

void FaultPhone::begin(topics::UpKind kind, const Bytes& payload, std::uint64_t request) {
  const std::lock_guard lock(state_->mutex);
  state_->waiting = {topics::build(topics::Up{user_, device_, kind}), payload, request, Steady::now()};
}

std::optional<Receipt> FaultPhone::answered() const {
  const std::lock_guard lock(state_->mutex);
  return state_->waiting ? state_->waiting->receipt : std::nullopt;
}

std::optional<Receipt> FaultPhone::deliver(topics::UpKind kind, const Bytes& payload, std::uint64_t request,
                                           std::chrono::seconds limit) {
  begin(kind, payload, request);
  eventually([this] { return answered().has_value(); }, limit);
  return answered();
}

std::vector<Shown> FaultPhone::shown() const {
  const std::lock_guard lock(state_->mutex);
  return state_->shown;
}

Bytes FaultPhone::view_of(UserId presentity) const {
  const std::lock_guard lock(state_->mutex);
  const auto found = state_->newest_views.find(presentity);
  return found == state_->newest_views.end() ? Bytes{} : found->second;
}

std::uint64_t FaultPhone::messages_sent() const {
  const std::lock_guard lock(state_->mutex);
  return state_->sent;
}

std::size_t FaultPhone::connections() const {
  const std::lock_guard lock(state_->mutex);
  return state_->connections;
}

}  // namespace facet::fault_test
