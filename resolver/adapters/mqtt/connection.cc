#include "resolver/adapters/mqtt/connection.h"

#include <mqtt/async_client.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

#include "resolver/adapters/mqtt/no_delay.h"
#include "resolver/adapters/mqtt/paho_options.h"
#include "schemas/topics.h"

namespace facet::resolver {
namespace {

// Longer than Paho's own timeouts, which it looks at every three seconds only.
constexpr std::chrono::seconds kPahoSlack{4};

// Waits for one token of Paho's. Paho's own wait() cannot be interrupted.
class Await final : public mqtt::iaction_listener {
 public:
  void on_success(const mqtt::token&) override { settle(); }
  void on_failure(const mqtt::token&) override { settle(); }

  // There will be no answer.
  void abandon() { change(State::abandoned); }

  // Whether the answer is there; not when it took too long, was abandoned or `stop` came.
  bool wait(std::chrono::milliseconds timeout, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    changed_.wait_for(lock, stop, timeout, [this] { return state_ != State::waiting; });
    return state_ == State::settled;
  }

 private:
  enum class State { waiting, settled, abandoned };

  void settle() { change(State::settled); }

  void change(State state) {
    const std::lock_guard lock(mutex_);
    if (state_ == State::waiting) state_ = state;
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable_any changed_;
  State state_ = State::waiting;
};

// Paho's answers to publications.
class Answers final : public mqtt::iaction_listener {
 public:
  explicit Answers(ConnectionListener& listener) : listener_(listener) {}
  void on_success(const mqtt::token& token) override {
    listener_.on_answer(token.get_user_context(), true, {});
  }
  void on_failure(const mqtt::token& token) override {
    const int code = token.get_reason_code();
    const bool refused = code >= 0x80 && code != mqtt::MQTTPP_V3_CODE;
    listener_.on_answer(token.get_user_context(), false, refused ? reason(code) : std::string());
  }

 private:
  ConnectionListener& listener_;
};

// Whether a nudge is under way.
class Nudged final : public mqtt::iaction_listener {
 public:
  void on_success(const mqtt::token&) override { under_way = false; }
  void on_failure(const mqtt::token&) override { under_way = false; }
  std::atomic<bool> under_way = false;
};

}  // namespace

class Connection::Impl {
 public:
  Impl(const MqttBusOptions& options, ConnectionListener& listener)
      : options_(options),
        answers_(listener),
        client_(broker_uri(options), options.client_id, create_options(options), nullptr) {
    client_.set_message_callback([&listener](const mqtt::const_message_ptr& message) {
      listener.on_message(message->get_topic(), message->get_payload(), message->is_retained());
    });
    client_.set_connection_lost_handler([this, &listener](const std::string&) { lost(listener); });
    if (options.mqtt_version == 5) {
      client_.set_disconnected_handler(
          [this, &listener](const mqtt::properties&, mqtt::ReasonCode code) { told(code, listener); });
    }
  }

  Result<Granted> connect(const std::stop_token& stop) {
    try {
      const auto token = client_.connect(connect_options(options_), nullptr, connected_);
      if (!connected_.wait(options_.connect_timeout + kPahoSlack, stop)) {
        return fail(bus_errc::unreachable, where() + ": no answer");
      }
      token->wait();  // is complete: throws when it failed
      send_without_delay(options_.port);
      return granted(token->get_connect_response());
    } catch (const mqtt::exception& error) {
      return connect_failure(error);
    } catch (const std::exception& error) {
      return fail(bus_errc::unreachable, where() + ": " + error.what());
    }
  }

  Status subscribe(const std::stop_token& stop) {
    if (options_.subscriptions.empty()) return {};
    auto filters = std::make_shared<mqtt::string_collection>();
    mqtt::iasync_client::qos_collection levels;
    for (const auto& subscription : options_.subscriptions) {
      filters->push_back(subscription.filter);
      levels.push_back(subscription.qos);
    }
    try {
      const auto token = client_.subscribe(filters, levels, nullptr, subscribed_);
      if (!subscribed_.wait(options_.connect_timeout, stop)) {
        if (!client_.is_connected()) return fail(why_broken());
        return fail(bus_errc::unreachable, where() + ": no answer to SUBSCRIBE");
      }
      token->wait();
      return check(token->get_subscribe_response().get_reason_codes());
    } catch (const mqtt::exception& error) {
      if (!client_.is_connected()) return fail(why_broken());
      return fail(bus_errc::subscription_refused,
                  options_.subscriptions.front().filter + ": " + reason(error.get_reason_code()));
    } catch (const std::exception& error) {
      return fail(bus_errc::unreachable, where() + ": " + error.what());
    }
  }

  bool send(std::string topic, const std::shared_ptr<const Bytes>& payload, const Keeping& keeping,
            void* message) {
    try {
      client_.publish(mqtt::message::create(std::move(topic), mqtt::binary_ref(payload), 1, keeping.retain,
                                            message_properties(keeping.expiry)),
                      message, answers_);
      return true;
    } catch (const std::exception& error) {
      note(fail(bus_errc::lost, where() + ": " + error.what()).value());
      return false;
    }
  }

  void nudge() {
    if (nudged_.under_way.exchange(true)) return;
    try {
      client_.unsubscribe(topics::build(topics::Ops{"nudge"}), nullptr, nudged_);
    } catch (const std::exception&) {
      nudged_.under_way = false;  // not connected: nothing to wake up for
    }
  }

  void disconnect(std::chrono::milliseconds timeout) {
    try {
      if (!client_.is_connected()) return;
      client_.disconnect(0, nullptr, disconnected_);
      disconnected_.wait(timeout, {});
    } catch (const std::exception&) {
      // It is gone already, which was the purpose.
    }
  }

  Error why_broken() const {
    const std::lock_guard lock(mutex_);
    return why_.code ? why_ : fail(bus_errc::lost, where()).value();
  }

 private:
  std::string where() const { return options_.host + ":" + std::to_string(options_.port); }

  void note(Error error) {
    const std::lock_guard lock(mutex_);
    if (!why_.code) why_ = std::move(error);
  }

  // The broker's DISCONNECT. Paho closes the socket then and does not call that a lost connection.
  void told(int code, ConnectionListener& listener) {
    const auto what = code == mqtt::ReasonCode::SESSION_TAKEN_OVER ? bus_errc::taken_over : bus_errc::lost;
    note(fail(what, where() + ": " + reason(code)).value());
    lost(listener);
  }

  void lost(ConnectionListener& listener) {
    subscribed_.abandon();
    disconnected_.abandon();
    listener.on_broken();
  }

  Result<Granted> granted(const mqtt::connect_response& response) const {
    Granted granted{.session_present = response.is_session_present()};
    const auto& properties = response.get_properties();
    if (properties.contains(mqtt::property::RECEIVE_MAXIMUM)) {
      granted.receive_maximum = mqtt::get<std::uint16_t>(properties, mqtt::property::RECEIVE_MAXIMUM);
    }
    return granted;
  }

  tl::unexpected<Error> connect_failure(const mqtt::exception& error) const {
    const int code = error.get_return_code();
    if (code > 0)
      return fail(bus_errc::refused, where() + ": " + connect_reason(code, options_.mqtt_version));
    std::string what = where() + ": " + error.get_message();
    if (!options_.ca_file.empty()) {
      what += "; if it listens there, its certificate is not signed by " + options_.ca_file +
              " or is not for this name";
    }
    return fail(bus_errc::unreachable, std::move(what));
  }

  Status check(const std::vector<mqtt::ReasonCode>& codes) const {
    for (std::size_t i = 0; i < options_.subscriptions.size(); ++i) {
      const auto& wanted = options_.subscriptions[i];
      if (i >= codes.size())
        return fail(bus_errc::subscription_refused, wanted.filter + ": no answer for it");
      const int code = codes[i];
      if (code >= 0x80) return fail(bus_errc::subscription_refused, wanted.filter + ": " + reason(code));
      if (code < wanted.qos) {
        return fail(bus_errc::subscription_refused,
                    wanted.filter + ": granted with QoS " + std::to_string(code) + " only");
      }
    }
    return {};
  }

  const MqttBusOptions& options_;
  mutable std::mutex mutex_;
  Error why_;
  // Paho may call these until its client is destroyed, so they stand before it.
  Await connected_;
  Await subscribed_;
  Await disconnected_;
  Nudged nudged_;
  Answers answers_;
  mqtt::async_client client_;
};

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Connection::~Connection() = default;

Result<std::unique_ptr<Connection>> Connection::create(const MqttBusOptions& options,
                                                       ConnectionListener& listener) {
  try {
    return std::unique_ptr<Connection>(new Connection(std::make_unique<Impl>(options, listener)));
  } catch (const std::exception& error) {
    return fail(bus_errc::bad_options, error.what());
  }
}

Result<Connection::Granted> Connection::connect(const std::stop_token& stop) {
  return impl_->connect(stop);
}
Status Connection::subscribe(const std::stop_token& stop) {
  return impl_->subscribe(stop);
}
bool Connection::send(std::string topic, const std::shared_ptr<const Bytes>& payload, const Keeping& keeping,
                      void* message) {
  return impl_->send(std::move(topic), payload, keeping, message);
}
void Connection::nudge() {
  impl_->nudge();
}
void Connection::disconnect(std::chrono::milliseconds timeout) {
  impl_->disconnect(timeout);
}
Error Connection::why_broken() const {
  return impl_->why_broken();
}

}  // namespace facet::resolver
