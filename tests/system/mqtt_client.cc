#include "tests/system/mqtt_client.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <sys/socket.h>

#include <map>
#include <mutex>
#include <set>

#include "tests/support/process.h"

namespace facet::system_test {

using testing_support::eventually;

struct MqttClient::State {
  mosquitto* client = nullptr;
  mutable std::mutex mutex;
  int connect_result = -1;
  bool up = false;
  bool comes_back = true;
  std::size_t hung_up = 0;
  std::map<int, int> granted;  // by message id of the SUBSCRIBE
  std::set<int> unsubscribed;
  std::map<int, int> published;  // reason code by message id
  std::vector<Message> messages;
};

namespace {

using State = MqttClient::State;

void on_connect(mosquitto*, void* data, int result) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.connect_result = result;
  state.up = result == 0;
}

void on_disconnect(mosquitto*, void* data, int result) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.up = false;
  if (result == 0) return;
  ++state.hung_up;
  if (!state.comes_back) mosquitto_disconnect(state.client);
}

void on_subscribe(mosquitto*, void* data, int id, int count, const int* granted) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.granted[id] = count > 0 ? granted[0] : 128;
}

void on_unsubscribe(mosquitto*, void* data, int id) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.unsubscribed.insert(id);
}

void on_publish(mosquitto*, void* data, int id, int code, const mosquitto_property*) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.published[id] = code;
}

void on_message(mosquitto*, void* data, const mosquitto_message* message) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.messages.push_back(
      {message->topic,
       {static_cast<const char*>(message->payload), static_cast<std::size_t>(message->payloadlen)},
       message->retain});
}

const char* or_null(const std::string& text) {
  return text.empty() ? nullptr : text.c_str();
}

void set_will(mosquitto* client, const MqttClient::Options& options) {
  if (!options.will) return;
  mosquitto_property* properties = nullptr;
  if (options.will_delay) {
    mosquitto_property_add_int32(&properties, MQTT_PROP_WILL_DELAY_INTERVAL, *options.will_delay);
  }
  // Owns the properties from here on.
  mosquitto_will_set_v5(client, options.will->topic.c_str(), static_cast<int>(options.will->payload.size()),
                        options.will->payload.data(), 1, options.will->retain, properties);
}

void set_tls(mosquitto* client, const MqttClient::Options& options) {
  if (!options.psk.empty()) {
    mosquitto_tls_psk_set(client, options.psk.c_str(), options.psk_identity.c_str(), nullptr);
  } else if (!options.ca_file.empty()) {
    mosquitto_tls_set(client, options.ca_file.c_str(), nullptr, or_null(options.certificate),
                      or_null(options.key), nullptr);
  }
}

int connect(mosquitto* client, const MqttClient::Options& options) {
  mosquitto_property* properties = nullptr;
  if (options.session_expiry) {
    mosquitto_property_add_int32(&properties, MQTT_PROP_SESSION_EXPIRY_INTERVAL, *options.session_expiry);
  }
  const int done = mosquitto_connect_bind_v5(client, "127.0.0.1", options.port, 60, nullptr, properties);
  mosquitto_property_free_all(&properties);
  return done;
}

}  // namespace

MqttClient::MqttClient(std::uint16_t port, const std::string& client_id, const std::string& user,
                       const std::string& password)
    : MqttClient(Options{.port = port, .client_id = client_id, .user = user, .password = password}) {}

MqttClient::MqttClient(const Options& options) : state_(std::make_shared<State>()) {
  mosquitto_lib_init();
  state_->comes_back = options.comes_back;
  state_->client = mosquitto_new(or_null(options.client_id), options.clean, state_.get());
  mosquitto_int_option(state_->client, MOSQ_OPT_PROTOCOL_VERSION, options.version);
  mosquitto_connect_callback_set(state_->client, on_connect);
  mosquitto_disconnect_callback_set(state_->client, on_disconnect);
  mosquitto_subscribe_callback_set(state_->client, on_subscribe);
  mosquitto_unsubscribe_callback_set(state_->client, on_unsubscribe);
  mosquitto_publish_v5_callback_set(state_->client, on_publish);
  mosquitto_message_callback_set(state_->client, on_message);
  if (!options.user.empty()) {
    mosquitto_username_pw_set(state_->client, options.user.c_str(), or_null(options.password));
  }
  set_will(state_->client, options);
  set_tls(state_->client, options);
  if (connect(state_->client, options) != MOSQ_ERR_SUCCESS) return;
  mosquitto_loop_start(state_->client);
  eventually([this] {
    const std::lock_guard lock(state_->mutex);
    return state_->connect_result >= 0 || state_->hung_up > 0;
  });
}

MqttClient::~MqttClient() {
  // Its thread ends when DISCONNECT has left.
  mosquitto_disconnect(state_->client);
  mosquitto_loop_stop(state_->client, /*force=*/false);
  mosquitto_destroy(state_->client);
}

void MqttClient::drop() {
  const int socket = mosquitto_socket(state_->client);
  mosquitto_loop_stop(state_->client, /*force=*/true);
  if (socket >= 0) ::shutdown(socket, SHUT_RDWR);
  const std::lock_guard lock(state_->mutex);
  state_->up = false;
}

bool MqttClient::connected() const {
  const std::lock_guard lock(state_->mutex);
  return state_->up;
}

int MqttClient::connect_result() const {
  const std::lock_guard lock(state_->mutex);
  return state_->connect_result;
}

std::size_t MqttClient::hung_up() const {
  const std::lock_guard lock(state_->mutex);
  return state_->hung_up;
}

int MqttClient::subscribe(const std::string& filter, int qos) {
  int id = 0;
  if (mosquitto_subscribe(state_->client, &id, filter.c_str(), qos) != MOSQ_ERR_SUCCESS) return 128;
  int granted = 128;
  eventually([&] {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->granted.find(id);
    if (found == state_->granted.end()) return state_->hung_up > 0;
    granted = found->second;
    return true;
  });
  return granted;
}

bool MqttClient::unsubscribe(const std::string& filter) {
  int id = 0;
  if (mosquitto_unsubscribe(state_->client, &id, filter.c_str()) != MOSQ_ERR_SUCCESS) return false;
  return eventually([&] {
    const std::lock_guard lock(state_->mutex);
    return state_->unsubscribed.contains(id);
  });
}

bool MqttClient::publish(const std::string& topic, const std::string& payload, bool retain) {
  return send(topic, payload, 1, retain).has_value();
}

std::optional<int> MqttClient::send(const std::string& topic, const std::string& payload, int qos,
                                    bool retain) {
  int id = 0;
  std::size_t hung_up = this->hung_up();
  const int sent = mosquitto_publish(state_->client, &id, topic.c_str(), static_cast<int>(payload.size()),
                                     payload.data(), qos, retain);
  if (sent != MOSQ_ERR_SUCCESS) return std::nullopt;
  std::optional<int> code;
  eventually([&] {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->published.find(id);
    if (found != state_->published.end()) code = found->second;
    return code.has_value() || state_->hung_up > hung_up;
  });
  return code;
}

std::vector<MqttClient::Message> MqttClient::messages() const {
  const std::lock_guard lock(state_->mutex);
  return state_->messages;
}

std::vector<MqttClient::Message> MqttClient::messages(const std::string& topic) const {
  const std::lock_guard lock(state_->mutex);
  std::vector<Message> result;
  for (const auto& message : state_->messages) {
    if (message.topic == topic) result.push_back(message);
  }
  return result;
}

std::string MqttClient::last(const std::string& topic) const {
  const auto all = messages(topic);
  return all.empty() ? std::string{} : all.back().payload;
}

void MqttClient::forget() {
  const std::lock_guard lock(state_->mutex);
  state_->messages.clear();
}

}  // namespace facet::system_test
