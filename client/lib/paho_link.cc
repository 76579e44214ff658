#include "client/lib/paho_link.h"

#include <mqtt/async_client.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <utility>

namespace facet::client {
namespace {

constexpr int kQos = 1;
constexpr std::chrono::seconds kKeepAlive{60};
constexpr std::chrono::seconds kFarewell{2};
constexpr std::chrono::seconds kShortestConnect{1};  // Paho counts whole seconds

// From Paho's threads to the one that waits.
class EventQueue {
 public:
  void push(LinkEvent event) {
    {
      const std::lock_guard lock(mutex_);
      const bool again = std::holds_alternative<Connected>(event) && std::exchange(connected_, true);
      if (lost_ || again) return;  // Paho 1.3.12 may tell a connect's success twice
      lost_ = std::holds_alternative<Lost>(event);
      events_.push_back(std::move(event));
    }
    filled_.notify_one();
  }
  std::vector<LinkEvent> take(std::chrono::milliseconds limit) {
    std::unique_lock lock(mutex_);
    filled_.wait_for(lock, limit, [this] { return !events_.empty(); });
    return std::exchange(events_, {});
  }

 private:
  std::mutex mutex_;
  std::condition_variable filled_;
  std::vector<LinkEvent> events_;
  bool connected_ = false;
  bool lost_ = false;
};

bool is_refusal(mqtt::ReasonCode code) {
  return code == mqtt::ReasonCode::BAD_USER_NAME_OR_PASSWORD || code == mqtt::ReasonCode::NOT_AUTHORIZED ||
         code == mqtt::ReasonCode::BANNED || code == mqtt::ReasonCode::BAD_AUTHENTICATION_METHOD ||
         code == mqtt::ReasonCode::CLIENT_IDENTIFIER_NOT_VALID;
}

std::string address_of(const Profile& profile) {
  const bool numeric_v6 = profile.host.find(':') != std::string::npos;
  const std::string host = numeric_v6 ? "[" + profile.host + "]" : profile.host;
  return (profile.ca_file.empty() ? "tcp://" : "ssl://") + host + ":" + std::to_string(profile.port);
}

// Tells the queue how a request ended: `good`, if there is one, or Lost.
class Ending final : public mqtt::iaction_listener {
 public:
  Ending(EventQueue& events, std::optional<LinkEvent> good, std::string address)
      : events_(events), good_(std::move(good)), address_(std::move(address)) {}

  void on_success(const mqtt::token& token) override {
    if (token.get_reason_code() >= mqtt::ReasonCode::UNSPECIFIED_ERROR) return on_failure(token);
    if (good_) events_.push(*good_);
  }
  void on_failure(const mqtt::token& token) override {
    // A CONNACK's reason code arrives as Paho's own return code, a SUBACK's as a reason code.
    const auto code = std::max(static_cast<int>(token.get_reason_code()), token.get_return_code());
    const bool answered = code >= static_cast<int>(mqtt::ReasonCode::UNSPECIFIED_ERROR);
    const auto reason = static_cast<mqtt::ReasonCode>(code);
    const bool refused = answered && is_refusal(reason);
    events_.push(Lost{refused ? errc::not_authorised : errc::unreachable,
                      answered ? mqtt::exception::reason_code_str(reason) : why(token)});
  }

 private:
  // Paho's word for most of what can go wrong is "Failure": the address says more.
  std::string why(const mqtt::token& token) const {
    const int code = token.get_return_code();
    return code == MQTTASYNC_FAILURE ? address_ : mqtt::exception::error_str(code);
  }

  EventQueue& events_;
  const std::optional<LinkEvent> good_;
  const std::string address_;
};

mqtt::connect_options options_of(const Profile& profile, std::chrono::milliseconds limit) {
  mqtt::connect_options options;
  options.set_mqtt_version(MQTTVERSION_5);
  options.set_clean_start(true);
  options.set_automatic_reconnect(false);
  options.set_keep_alive_interval(kKeepAlive);
  options.set_connect_timeout(std::max(std::chrono::ceil<std::chrono::seconds>(limit), kShortestConnect));
  options.set_user_name(profile.user.digits());
  if (!profile.password.empty()) options.set_password(profile.password);
  if (!profile.ca_file.empty()) {
    mqtt::ssl_options ssl;
    ssl.set_trust_store(profile.ca_file);
    ssl.set_enable_server_cert_auth(true);
    ssl.set_verify(true);  // the host's name too
    options.set_ssl(std::move(ssl));
  }
  return options;
}

// The broker takes off what has passed since it was published.
std::optional<std::chrono::seconds> expiry_of(const mqtt::message& message) {
  const auto& properties = message.get_properties();
  if (!properties.contains(mqtt::property::MESSAGE_EXPIRY_INTERVAL)) return std::nullopt;
  const auto left = mqtt::get<std::uint32_t>(properties, mqtt::property::MESSAGE_EXPIRY_INTERVAL);
  return std::chrono::seconds{left};
}

class PahoLink final : public Link, public mqtt::callback {
 public:
  explicit PahoLink(const Profile& profile)
      : profile_(profile),
        connecting_(events_, Connected{}, address_of(profile)),
        subscribing_(events_, std::nullopt, address_of(profile)),
        subscribed_(events_, Subscribed{}, address_of(profile)) {}

  // Paho ends its threads with the last client of a process, by polling: that takes up to two seconds.
  ~PahoLink() override {
    close();
    if (client_) guarded([&] { client_->disable_callbacks(); });
  }

  void close() override {
    if (!client_) return;
    guarded([&] {
      if (client_->is_connected()) client_->disconnect()->wait_for(kFarewell);
    });
  }

  void connect(std::chrono::milliseconds limit) override {
    guarded([&] {
      const std::string id = profile_.user.digits() + "-" + profile_.device.digits();
      client_ =
          std::make_unique<mqtt::async_client>(address_of(profile_), id, mqtt::create_options(MQTTVERSION_5));
      client_->set_callback(*this);
      client_->connect(options_of(profile_, limit), nullptr, connecting_);
    });
  }

  // One packet a filter: of several in one, Paho does not say which were denied. Answers come in order.
  void subscribe(const std::vector<std::string>& filters) override {
    guarded([&] {
      for (std::size_t i = 0; i < filters.size(); ++i) {
        client_->subscribe(filters[i], kQos, nullptr, i + 1 == filters.size() ? subscribed_ : subscribing_);
      }
    });
  }

  void unsubscribe(const std::string& filter) override {
    guarded([&] { client_->unsubscribe(filter); });
  }

  void publish(const std::string& topic, const Bytes& payload) override {
    guarded([&] { client_->publish(mqtt::make_message(topic, payload, kQos, /*retained=*/false)); });
  }

  std::vector<LinkEvent> wait(std::chrono::milliseconds limit) override { return events_.take(limit); }

  // On Paho's thread.
  void connection_lost(const std::string& cause) override {
    events_.push(Lost{errc::unreachable, cause.empty() ? "the connection broke" : cause});
  }
  void message_arrived(mqtt::const_message_ptr message) override {
    events_.push(Message{message->get_topic(), message->to_string(), expiry_of(*message)});
  }

 private:
  // Paho throws when the connection is gone, or for an address that is none.
  template <typename Call>
  void guarded(Call call) {
    try {
      call();
    } catch (const std::exception& wrong) {
      events_.push(Lost{errc::unreachable, wrong.what()});
    }
  }

  const Profile profile_;
  EventQueue events_;
  Ending connecting_;
  Ending subscribing_;
  Ending subscribed_;
  std::unique_ptr<mqtt::async_client> client_;  // destroyed first: it calls the others
};

}  // namespace

std::unique_ptr<Link> make_paho_link(const Profile& profile) {
  return std::make_unique<PahoLink>(profile);
}

}  // namespace facet::client
