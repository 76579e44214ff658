#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "resolver/adapters/mqtt/backoff.h"
#include "resolver/adapters/mqtt/connection.h"
#include "resolver/adapters/mqtt/mqtt_bus.h"
#include "resolver/adapters/mqtt/send_queue.h"

namespace facet::resolver {

// What stands behind MqttBus: one thread that connects, sends, answers and waits, in this order, until it is
// stopped. Locks: Paho calls us under its one lock, so none of ours that is taken there may be held while
// Paho is called. The exception is sending_, which Paho's threads only try for. handler_mutex_ keeps the
// handler's calls apart.
class MqttBus::Driver final : private ConnectionListener {
 public:
  Driver(MqttBusOptions options, Log& log, Counters& counters);
  ~Driver() override;

  Status start(BusHandler& handler);
  void stop(std::chrono::milliseconds drain, std::optional<MqttStatement> last);
  Status wait_connected(std::chrono::milliseconds timeout);
  bool connected() const;
  std::optional<Error> problem() const;

  void show(UserId presentity, Bytes view, std::vector<UserId> watchers,
            std::optional<std::chrono::seconds> expiry, Taken taken);
  void publish(std::string topic, Bytes payload, bool retain, Taken taken);
  void use_fan_out(std::size_t watchers_per_message);

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  // The thread.
  void run(const std::stop_token& stop);
  void attempt(const std::stop_token& stop);
  Result<std::size_t> connect(const std::stop_token& stop);
  void serve(const std::stop_token& stop);
  void wind_up();
  void drain(std::chrono::milliseconds limit);
  void publish_last(MqttStatement last);
  void step(SteadyTime until);
  void send();
  void give_up(bool was_lost);
  void allow_sending(bool allowed);
  void pause(const std::stop_token& stop);
  void tell(void (BusHandler::*what)());
  void report(const Error& error);
  void set_state(bool connected, std::optional<Error> problem);

  // Paho's threads.
  void on_message(std::string_view topic, std::string_view payload, bool retained) override;
  void on_answer(void* message, bool taken, const std::string& refusal) override;
  void on_broken() override;

  const MqttBusOptions options_;
  Log& log_;
  Counter& connects_;
  Counter& losses_;
  Counter& messages_in_;
  Counter& messages_dropped_;
  Counter& published_;
  Counter& refused_;
  BusHandler* handler_ = nullptr;

  SendQueue queue_;
  Backoff backoff_;
  std::unique_ptr<Connection> connection_;
  // Held from taking messages out of the queue until Paho has them, for their order. Paho's threads may only
  // try for it: they hold Paho's lock, which its holder needs.
  std::mutex sending_;
  bool may_send_ = false;  // under sending_
  std::atomic<bool> broken_ = false;
  std::mutex handler_mutex_;
  std::atomic<std::thread::id> handling_;  // the thread that is in on_message()

  mutable std::mutex mutex_;
  std::condition_variable_any changed_;
  bool started_ = false;
  bool stopped_ = false;
  bool connected_ = false;
  std::optional<Error> problem_;
  std::chrono::milliseconds drain_{0};
  std::optional<MqttStatement> last_;

  std::jthread thread_;
};

}  // namespace facet::resolver
