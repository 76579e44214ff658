#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace facet::system_test {

// A bare MQTT client (libmosquitto): sends any bytes to any topic, and keeps everything it is sent. What a
// hostile phone, a curious contact or an operator can do. It connects again by itself when it is thrown out.
// Thread-safe.
class MqttClient {
 public:
  struct Message {
    std::string topic;
    std::string payload;
    bool retained = false;
  };
  struct Will {
    std::string topic;
    std::string payload;
    bool retain = false;
  };
  struct Options {
    std::uint16_t port = 0;
    std::string client_id{};
    std::string user{};  // empty: none is given
    std::string password{};
    int version = 4;  // MQTT 3.1.1, or 5
    bool clean = true;
    bool comes_back = true;  // when the broker hangs up
    std::optional<Will> will{};
    // MQTT 5, seconds.
    std::optional<std::uint32_t> session_expiry{};
    std::optional<std::uint32_t> will_delay{};
    // TLS. With a certificate of its own, or by a pre-shared key.
    std::string ca_file{};
    std::string certificate{};
    std::string key{};
    std::string psk_identity{};
    std::string psk{};
  };

  // Connects before it returns; `connected()` tells whether the broker let it in.
  explicit MqttClient(const Options& options);
  // As MQTT 3.1.1 with a clean session.
  MqttClient(std::uint16_t port, const std::string& client_id, const std::string& user,
             const std::string& password);
  ~MqttClient();

  bool connected() const;       // the broker said so, and has not hung up since
  int connect_result() const;   // the CONNACK's code; -1: none came
  std::size_t hung_up() const;  // how often the broker did
  // Waits for the SUBACK; the granted QoS, or 128 and above.
  int subscribe(const std::string& filter, int qos = 1);
  bool unsubscribe(const std::string& filter);  // waits for the UNSUBACK
  // Waits for the PUBACK.
  bool publish(const std::string& topic, const std::string& payload, bool retain = false);
  // The PUBACK's or PUBCOMP's reason code (always 0 over MQTT 3.1.1); nullopt: none came, or the broker hung
  // up.
  std::optional<int> send(const std::string& topic, const std::string& payload, int qos = 1,
                          bool retain = false);
  // The network is gone: no DISCONNECT, and it does not come back.
  void drop();

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
