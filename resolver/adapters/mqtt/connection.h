#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

#include "resolver/adapters/mqtt/mqtt_bus.h"
#include "schemas/result.h"

namespace facet::resolver {

// What a Connection tells, on Paho's threads, under Paho's one lock: be quick, and hold no lock here that is
// held anywhere while a Connection is called.
class ConnectionListener {
 public:
  virtual ~ConnectionListener() = default;
  // Acknowledged to the broker when it returns.
  virtual void on_message(std::string_view topic, std::string_view payload, bool retained) = 0;
  // `refusal`: why the broker did not take it; empty when it did, and when nobody knows (connection lost).
  virtual void on_answer(void* message, bool taken, const std::string& refusal) = 0;
  virtual void on_broken() = 0;
};

// One Paho client and at most one connection of it; used up afterwards. Used by one thread.
// A client object is never connected twice, for Paho would then resend what it had in flight, after messages
// that were published since: with an object for each connection there is nothing to resend.
class Connection {
 public:
  struct Granted {
    bool session_present = false;
    std::size_t receive_maximum = 65'535;
  };
  // How the broker keeps a message.
  struct Keeping {
    bool retain = false;
    std::optional<std::chrono::seconds> expiry;  // at least 1 s; MQTT 5 only
  };

  // Options that Paho cannot take are bad_options.
  static Result<std::unique_ptr<Connection>> create(const MqttBusOptions& options,
                                                    ConnectionListener& listener);
  // Closes what is open (with DISCONNECT where there is a connection). No callback afterwards.
  ~Connection();

  // Both wait, at most connect_timeout or until `stop`.
  Result<Granted> connect(const std::stop_token& stop);
  Status subscribe(const std::stop_token& stop);

  // Hands a QoS 1 message to Paho; its answer comes as on_answer(message). False: the connection is no good
  // any more and there will be no answer.
  bool send(std::string topic, const std::shared_ptr<const Bytes>& payload, const Keeping& keeping,
            void* message);

  // Wakes Paho up: its threads oversleep. About one publication in 15,000 lies a second long before it is
  // sent (its signal comes between the sending thread's look and its wait), and after a second without
  // anything to read the reading thread sleeps 100 ms whatever comes. A small packet with an answer
  // (UNSUBSCRIBE from what was never subscribed) ends both. At most one is under way.
  void nudge();

  // DISCONNECT; waits for it to be sent, at most `timeout`.
  void disconnect(std::chrono::milliseconds timeout);

  // What is known about the end of a connection, for people.
  Error why_broken() const;

 private:
  class Impl;
  explicit Connection(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace facet::resolver
