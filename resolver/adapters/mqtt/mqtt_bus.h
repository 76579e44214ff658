#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "resolver/log/counters.h"
#include "resolver/log/log.h"
#include "resolver/ports/bus.h"
#include "schemas/limits.h"

namespace facet::resolver {

enum class bus_errc {
  bad_options = 1,       // what was asked for cannot be: change the configuration
  unreachable,           // nobody answered at host and port, or not with a certificate that we trust
  refused,               // the broker does not take us: user name, password, client id or MQTT version
  subscription_refused,  // connected, but not allowed to hear what we are for
  taken_over,            // another client connected with our client id
  lost,                  // the connection broke
  state,                 // not in this state: started twice, not started, stopped
};
std::error_code make_error_code(bus_errc code);

struct MqttSubscription {
  std::string filter;
  int qos = 1;
};

// A message that stands at the broker for this client: retained, QoS 1.
struct MqttStatement {
  std::string topic;
  Bytes payload;
};

struct MqttBusOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 1883;
  std::string username;  // empty: anonymous
  std::string password;
  std::string client_id = "facet-resolver-r1";  // the broker keeps waiting messages by it
  std::string ca_file;                          // PEM; empty: no TLS
  int mqtt_version = 5;                         // or 4: MQTT 3.1.1

  std::vector<MqttSubscription> subscriptions;  // made anew at every connection
  std::optional<MqttStatement> will;            // published by the broker when we vanish without stop()

  std::chrono::seconds keep_alive{20};
  std::chrono::seconds connect_timeout{5};
  std::chrono::milliseconds shortest_pause{200};  // between attempts to connect; doubles up to ...
  std::chrono::milliseconds longest_pause{10'000};
  std::size_t window = limits::kPublishWindow;  // show() blocks beyond it
  std::size_t waiting = limits::kWaitingReceipts;
  // Messages at Paho at a time. Paho looks through all of them for each new one, so more is slower; less than
  // 64 leaves the broker waiting. A broker far away (in_flight per round trip is the most it gets) wants
  // more.
  std::size_t in_flight = 128;
};

// Bus over one MQTT broker, MQTT 5 or 3.1.1, with the Paho client.
//
// The connection. start() returns at once; a thread of the bus connects, makes every subscription, checks
// what the broker granted, then calls on_connected(). Less than what was asked for is an error: the
// connection is given up. After every loss or failed attempt it waits, longer each time and by chance, and
// tries again for ever, also when it was refused: that may be put right at the broker. problem() and the log
// say why. The session persists (7 days): messages of `subscriptions` wait at the broker while we are away.
//
// What is published. QoS 1. taken(true) means PUBACK for all of it. At a loss everything unanswered is
// answered false, then on_lost() comes. Nothing is sent twice by itself: each connection is a client object
// of its own with nothing in flight, so an old message never comes after a newer one of the same topic. A
// broker that refuses a single publication by its PUBACK (MQTT 5: an ACL, a quota) gives taken(false) and an
// error line, without a loss: to publish it again makes sense only after the broker was put right.
//
// Threads. on_message comes on Paho's thread, on_connected, on_lost and most `taken`s on the bus's own; a
// `taken` that is false at once (not connected, no room) comes before the call returns. Never two BusHandler
// calls at a time. All of them may call publish(), none may take long: they hold up sending or receiving.
// An exception out of on_message is logged and the message dropped; the phone, without its receipt, sends it
// again.
class MqttBus final : public Bus {
 public:
  // Checks the options, touches no network. `log` and `counters` must outlive the bus.
  static Result<std::unique_ptr<MqttBus>> create(MqttBusOptions options, Log& log, Counters& counters);
  ~MqttBus() override;  // stop() without waiting, if it was not called

  // Once. `handler` must live until stop() has returned.
  Status start(BusHandler& handler);

  // Connected and subscribed, or what stands in the way: after `timeout`, or at once when it is nothing that
  // goes away by itself (all but unreachable and lost). For a start that should fail loudly.
  Status wait_connected(std::chrono::milliseconds timeout);
  bool connected() const;
  std::optional<Error> problem() const;  // of the last attempt; nullopt: connected, or none made yet

  // Ends in order: new publications are answered false; those under way may be acknowledged for `drain`, the
  // rest is answered false; `last` is published, retained; DISCONNECT, so no will. Messages that arrive in
  // the meantime are handled as always. No callback comes after it returned, and no on_lost. Takes `drain`
  // and up to 4 seconds more. Not from a callback. A second call does nothing.
  void stop(std::chrono::milliseconds drain, std::optional<MqttStatement> last = std::nullopt);

  // Over MQTT 3.1.1 `expiry` is not sent: the view stays until it is taken away.
  void show(UserId presentity, Bytes view, std::vector<UserId> watchers,
            std::optional<std::chrono::seconds> expiry, Taken taken) override;
  void publish(std::string topic, Bytes payload, bool retain, Taken taken) override;
  void use_fan_out(std::size_t watchers_per_message) override;

 private:
  class Driver;
  explicit MqttBus(std::unique_ptr<Driver> driver);
  std::unique_ptr<Driver> driver_;
};

}  // namespace facet::resolver

template <>
struct std::is_error_code_enum<facet::resolver::bus_errc> : std::true_type {};
