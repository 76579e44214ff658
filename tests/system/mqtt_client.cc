#include "tests/system/mqtt_client.h"

#include <mosquitto.h>

#include <map>
#include <mutex>

#include "tests/support/process.h"

namespace facet::system_test {

using testing_support::eventually;

struct MqttClient::State {
  mosquitto* client = nullptr;
  mutable std::mutex mutex;
  int connect_result = -1;
  std::map<int, int> granted;  // by message id of the SUBSCRIBE
  std::map<int, bool> published;
  std::vector<Message> messages;
};

namespace {

using State = MqttClient::State;

void on_connect(mosquitto*, void* data, int result) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.connect_result = result;
}

void on_subscribe(mosquitto*, void* data, int id, int count, const int* granted) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.granted[id] = count > 0 ? granted[0] : 128;
}

void on_publish(mosquitto*, void* data, int id) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.published[id] = true;
}

void on_message(mosquitto*, void* data, const mosquitto_message* message) {
  auto& state = *static_cast<State*>(data);
  const std::lock_guard lock(state.mutex);
  state.messages.push_back(
      {message->topic,
       {static_cast<const char*>(message->payload), static_cast<std::size_t>(message->payloadlen)},
       message->retain});
}

}  // namespace

MqttClient::MqttClient(std::uint16_t port, const std::string& client_id, const std::string& user,
                       const std::string& password)
    : state_(std::make_shared<State>()) {
  mosquitto_lib_init();
  state_->client = mosquitto_new(client_id.c_str(), /*clean_session=*/true, state_.get());
  mosquitto_connect_callback_set(state_->client, on_connect);
  mosquitto_subscribe_callback_set(state_->client, on_subscribe);
  mosquitto_publish_callback_set(state_->client, on_publish);
  mosquitto_message_callback_set(state_->client, on_message);
  mosquitto_username_pw_set(state_->client, user.c_str(), password.c_str());
  if (mosquitto_connect(state_->client, "127.0.0.1", port, 60) != MOSQ_ERR_SUCCESS) return;
  mosquitto_loop_start(state_->client);
  eventually([this] {
    const std::lock_guard lock(state_->mutex);
    return state_->connect_result >= 0;
  });
}

MqttClient::~MqttClient() {
  mosquitto_disconnect(state_->client);
  mosquitto_loop_stop(state_->client, /*force=*/true);
  mosquitto_destroy(state_->client);
}

bool MqttClient::connected() const {
  const std::lock_guard lock(state_->mutex);
  return state_->connect_result == 0;
}

int MqttClient::subscribe(const std::string& filter) {
  int id = 0;
  if (mosquitto_subscribe(state_->client, &id, filter.c_str(), 1) != MOSQ_ERR_SUCCESS) return 128;
  int granted = 128;
  eventually([&] {
    const std::lock_guard lock(state_->mutex);
    const auto found = state_->granted.find(id);
    if (found == state_->granted.end()) return false;
    granted = found->second;
    return true;
  });
  return granted;
}

bool MqttClient::publish(const std::string& topic, const std::string& payload, bool retain) {
  int id = 0;
  const int sent = mosquitto_publish(state_->client, &id, topic.c_str(), static_cast<int>(payload.size()),
                                     payload.data(), 1, retain);
  if (sent != MOSQ_ERR_SUCCESS) return false;
  return eventually([&] {
    const std::lock_guard lock(state_->mutex);
    return state_->published.contains(id);
  });
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
