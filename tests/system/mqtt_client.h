#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace facet::system_test {

// A bare MQTT client (libmosquitto, v3.1.1): sends any bytes to any topic, and keeps everything it is sent.
// What a hostile phone, a curious contact or an operator can do. Thread-safe.
class MqttClient {
 public:
  struct Message {
    std::string topic;
    std::string payload;
    bool retained = false;
  };

  // Connects before it returns; `connected()` tells whether the broker let it in.
  MqttClient(std::uint16_t port, const std::string& client_id, const std::string& user,
             const std::string& password);
  ~MqttClient();

  bool connected() const;
  // Waits for the SUBACK; the granted QoS, or 128.
  int subscribe(const std::string& filter);
  // Waits for the PUBACK.
  bool publish(const std::string& topic, const std::string& payload, bool retain = false);

  std::vector<Message> messages() const;
  std::vector<Message> messages(const std::string& topic) const;
  // The newest message of the topic; empty payload when there was none.
  std::string last(const std::string& topic) const;
  void forget();

  struct State;

 private:
  std::shared_ptr<State> state_;
};

}  // namespace facet::system_test
