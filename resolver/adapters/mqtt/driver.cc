#include "resolver/adapters/mqtt/driver.h"

#include <algorithm>

namespace facet::resolver {
namespace {

constexpr std::chrono::seconds kLastWord{1};    // for the last message's acknowledgement
constexpr std::chrono::seconds kDisconnect{1};  // for DISCONNECT to leave
constexpr std::chrono::hours kNever{24};
// Connection::nudge(): no answer for so long, or nothing to do for so long.
constexpr std::chrono::milliseconds kAnswerDue{20};
constexpr std::chrono::milliseconds kQuiet{400};
constexpr std::chrono::seconds kStands{10};  // a connection that lasts so long is no failed attempt
constexpr unsigned kLinesPerMinute = 10;

// What goes away by itself when the broker comes back; all else is for people to put right.
bool is_passing(const Error& error) {
  return error.code == bus_errc::lost || error.code == bus_errc::unreachable;
}

}  // namespace

MqttBus::Driver::Driver(MqttBusOptions options, Log& log, Counters& counters)
    : options_(std::move(options)),
      log_(log),
      connects_(counters.counter("bus.connects")),
      losses_(counters.counter("bus.losses")),
      messages_in_(counters.counter("bus.messages_in")),
      messages_dropped_(counters.counter("bus.messages_dropped")),
      published_(counters.counter("bus.published")),
      refused_(counters.counter("bus.publications_refused")),
      queue_(options_.window, options_.waiting),
      backoff_(options_.shortest_pause, options_.longest_pause) {}

MqttBus::Driver::~Driver() {
  stop(std::chrono::milliseconds(0), std::nullopt);
}

// ---- callers' threads -----------------------------------------------------------------------------------

Status MqttBus::Driver::start(BusHandler& handler) {
  const std::lock_guard lock(mutex_);
  if (started_ || stopped_) return fail(bus_errc::state, "a bus is started once");
  started_ = true;
  handler_ = &handler;
  thread_ = std::jthread([this](const std::stop_token& stop) { run(stop); });
  return {};
}

void MqttBus::Driver::stop(std::chrono::milliseconds drain, std::optional<MqttStatement> last) {
  {
    const std::lock_guard lock(mutex_);
    if (stopped_) return;
    stopped_ = true;
    drain_ = drain;
    last_ = std::move(last);
  }
  queue_.shut();
  thread_.request_stop();
  queue_.interrupt();
  if (thread_.joinable()) thread_.join();
}

Status MqttBus::Driver::wait_connected(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  if (!started_ || stopped_) return fail(bus_errc::state, "not started");
  changed_.wait_for(lock, timeout,
                    [this] { return connected_ || stopped_ || (problem_ && !is_passing(*problem_)); });
  if (connected_) return {};
  return problem_ ? fail(*problem_) : fail(bus_errc::unreachable, "no answer yet");
}

bool MqttBus::Driver::connected() const {
  const std::lock_guard lock(mutex_);
  return connected_;
}

std::optional<Error> MqttBus::Driver::problem() const {
  const std::lock_guard lock(mutex_);
  return problem_;
}

void MqttBus::Driver::show(UserId presentity, Bytes view, std::vector<UserId> watchers,
                           std::optional<std::chrono::seconds> expiry, Taken taken) {
  Parcel parcel;
  parcel.presentity = presentity;
  parcel.watchers = std::move(watchers);
  // Over MQTT 3.1.1 there is none. What takes a view away leaves nothing that could expire.
  if (options_.mqtt_version == 5 && !view.empty()) parcel.expiry = expiry;
  parcel.payload = std::make_shared<const Bytes>(std::move(view));
  parcel.taken = std::move(taken);
  // In a callback nobody else could make room: waiting there would be for ever.
  const auto self = std::this_thread::get_id();
  const bool may_wait = self != thread_.get_id() && self != handling_.load();
  queue_.push_bulk(std::move(parcel), may_wait);
}

void MqttBus::Driver::publish(std::string topic, Bytes payload, bool retain, Taken taken) {
  Parcel parcel;
  parcel.topic = std::move(topic);
  parcel.payload = std::make_shared<const Bytes>(std::move(payload));
  parcel.retain = retain;
  parcel.taken = std::move(taken);
  queue_.push(std::move(parcel));
}

// Only over MQTT 5: there alone a PUBACK tells that the plugin could not expand it.
void MqttBus::Driver::use_fan_out(std::size_t watchers_per_message) {
  if (options_.mqtt_version == 5) queue_.use_fan_out(watchers_per_message);
}

// ---- the bus's thread -----------------------------------------------------------------------------------

void MqttBus::Driver::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    attempt(stop);
    if (!stop.stop_requested()) pause(stop);
  }
}

void MqttBus::Driver::attempt(const std::stop_token& stop) {
  broken_ = false;
  queue_.use_fan_out(0);  // another broker, or another run of it
  const auto in_flight = connect(stop);
  if (!in_flight) {
    connection_.reset();
    if (!stop.stop_requested()) report(in_flight.error());
    return;
  }
  const auto began = std::chrono::steady_clock::now();
  queue_.open(*in_flight);
  allow_sending(true);
  set_state(true, std::nullopt);
  tell(&BusHandler::on_connected);
  serve(stop);
  if (stop.stop_requested() && !broken_) wind_up();
  // Two clients with one id throw each other out again and again: such a connection is a failed attempt.
  if (std::chrono::steady_clock::now() - began >= kStands) backoff_.reset();
  give_up(!stop.stop_requested());
}

Result<std::size_t> MqttBus::Driver::connect(const std::stop_token& stop) {
  auto connection = Connection::create(options_, *this);
  if (!connection) return fail(std::move(connection.error()));
  connection_ = std::move(*connection);
  const auto granted = connection_->connect(stop);
  if (!granted) return fail(granted.error());
  if (const auto subscribed = connection_->subscribe(stop); !subscribed) return fail(subscribed.error());
  connects_.add();
  log_.info("bus_connected", {{"broker", options_.host},
                              {"port", options_.port},
                              {"session_present", granted->session_present},
                              {"receive_maximum", granted->receive_maximum}});
  // Two below the broker's limit: Paho itself stops one below, and then looks again only once a second.
  const auto allowed = granted->receive_maximum > 2 ? granted->receive_maximum - 2 : 1;
  return std::min(options_.in_flight, allowed);
}

void MqttBus::Driver::serve(const std::stop_token& stop) {
  while (!stop.stop_requested() && !broken_) step(std::chrono::steady_clock::now() + kNever);
}

void MqttBus::Driver::step(SteadyTime until) {
  const auto patience = queue_.under_way() ? kAnswerDue : kQuiet;
  const bool woken = queue_.wait(std::min(until, std::chrono::steady_clock::now() + patience));
  if (!woken) connection_->nudge();
  {
    const std::lock_guard lock(sending_);
    send();
  }
  SendQueue::answer(queue_.take_finished());
}

// With sending_ held.
void MqttBus::Driver::send() {
  for (const auto& message : queue_.take_messages()) {
    if (broken_) return;
    // Parcels end on the bus's thread only, so this one lasts although Paho may answer before it returns.
    if (!connection_->send(message.topic(), message.payload(), {message.retain(), message.expiry()},
                           message.parcel))
      broken_ = true;
  }
}

void MqttBus::Driver::drain(std::chrono::milliseconds limit) {
  const auto deadline = std::chrono::steady_clock::now() + limit;
  while (!broken_ && !queue_.idle() && std::chrono::steady_clock::now() < deadline) step(deadline);
}

void MqttBus::Driver::publish_last(MqttStatement last) {
  const auto answered = std::make_shared<bool>(false);  // set on this thread, in step() or later
  Parcel parcel;
  parcel.topic = std::move(last.topic);
  parcel.payload = std::make_shared<const Bytes>(std::move(last.payload));
  parcel.taken = [answered](bool) { *answered = true; };
  queue_.push_last(std::move(parcel));
  const auto deadline = std::chrono::steady_clock::now() + kLastWord;
  while (!broken_ && !*answered && std::chrono::steady_clock::now() < deadline) step(deadline);
}

void MqttBus::Driver::wind_up() {
  std::unique_lock lock(mutex_);
  const auto limit = drain_;
  auto last = std::move(last_);
  lock.unlock();
  drain(limit);
  if (last) publish_last(std::move(*last));
  if (!broken_) connection_->disconnect(kDisconnect);
}

void MqttBus::Driver::give_up(bool was_lost) {
  const auto why = connection_->why_broken();
  set_state(false, was_lost ? std::optional(why) : std::nullopt);
  allow_sending(false);
  connection_.reset();  // from here on nothing is answered
  SendQueue::answer(queue_.close());
  if (!was_lost) return;
  losses_.add();
  report(why);
  tell(&BusHandler::on_lost);
}

void MqttBus::Driver::tell(void (BusHandler::*what)()) {
  const std::lock_guard lock(handler_mutex_);
  try {
    (handler_->*what)();
  } catch (const std::exception& error) {
    log_.limited(LogLevel::error, kLinesPerMinute, "handler_failed", {{"why", error.what()}});
  }
}

void MqttBus::Driver::allow_sending(bool allowed) {
  const std::lock_guard lock(sending_);
  may_send_ = allowed;
}

void MqttBus::Driver::pause(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, backoff_.next(), [] { return false; });
}

void MqttBus::Driver::report(const Error& error) {
  log_.limited(is_passing(error) ? LogLevel::warning : LogLevel::error, kLinesPerMinute, "bus_down",
               {{"why", error.message()}});
  set_state(false, error);
}

void MqttBus::Driver::set_state(bool connected, std::optional<Error> problem) {
  const std::lock_guard lock(mutex_);
  connected_ = connected;
  problem_ = std::move(problem);
  changed_.notify_all();
}

// ---- Paho's threads -------------------------------------------------------------------------------------

void MqttBus::Driver::on_message(std::string_view topic, std::string_view payload, bool retained) {
  messages_in_.add();
  const std::lock_guard lock(handler_mutex_);
  handling_ = std::this_thread::get_id();
  try {
    handler_->on_message(topic, payload, retained);
  } catch (const std::exception& error) {
    messages_dropped_.add();
    log_.limited(LogLevel::error, kLinesPerMinute, "message_dropped",
                 {{"topic", Private{topic}}, {"why", error.what()}});
  } catch (...) {
    messages_dropped_.add();
  }
  handling_ = std::thread::id{};
}

void MqttBus::Driver::on_answer(void* message, bool taken, const std::string& refusal) {
  if (taken) published_.add();
  if (!refusal.empty()) {
    refused_.add();
    log_.limited(LogLevel::error, kLinesPerMinute, "publication_refused", {{"why", refusal}});
    // A plugin that cannot expand it, for want of memory or of another version: one by one until it speaks
    // again.
    queue_.use_fan_out(0);
  }
  if (!queue_.answered(static_cast<Parcel*>(message), taken)) return;
  // The next batch goes from here: under Paho's lock, which we hold, its sending thread is woken once for all
  // of it. From our own thread it is woken, and fights for that lock, with every message: twice the CPU. When
  // our thread is about to send, it sees the room by itself.
  const std::unique_lock turn(sending_, std::try_to_lock);
  if (turn && may_send_ && !broken_) send();
}

void MqttBus::Driver::on_broken() {
  broken_ = true;
  queue_.interrupt();
}

}  // namespace facet::resolver
