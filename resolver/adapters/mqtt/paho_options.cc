#include "resolver/adapters/mqtt/paho_options.h"

#include <MQTTAsync.h>
#include <MQTTReasonCodes.h>

#include <algorithm>
#include <array>
#include <limits>

namespace facet::resolver {
namespace {

// As long as a resolver may be away before the messages that wait for it are thrown away.
constexpr std::chrono::hours kSessionExpiry{24 * 7};

// No error handler: the wrapper hands Paho a pointer into options that live no longer than its connect().
mqtt::ssl_options tls_options(const MqttBusOptions& options) {
  mqtt::ssl_options tls;
  tls.set_trust_store(options.ca_file);
  tls.set_enable_server_cert_auth(true);
  tls.set_verify(true);  // also the name in the certificate
  tls.set_ssl_version(MQTT_SSL_VERSION_TLS_1_2);
  return tls;
}

}  // namespace

std::string broker_uri(const MqttBusOptions& options) {
  const bool ipv6 = options.host.find(':') != std::string::npos;
  const std::string host = ipv6 ? "[" + options.host + "]" : options.host;
  return (options.ca_file.empty() ? "tcp://" : "ssl://") + host + ":" + std::to_string(options.port);
}

mqtt::create_options create_options(const MqttBusOptions& options) {
  mqtt::create_options create(options.mqtt_version);
  create.set_send_while_disconnected(false);
  // Paho counts what it has not yet written and refuses more than this (100 by itself).
  create.set_max_buffered_messages(static_cast<int>(options.in_flight) + 16);
  return create;
}

mqtt::connect_options connect_options(const MqttBusOptions& options) {
  mqtt::connect_options connect;
  connect.set_mqtt_version(options.mqtt_version);
  if (options.mqtt_version == 5) {
    connect.set_clean_start(false);
    mqtt::properties properties;
    properties.add({mqtt::property::SESSION_EXPIRY_INTERVAL,
                    static_cast<int>(std::chrono::seconds(kSessionExpiry).count())});
    connect.set_properties(std::move(properties));
  } else {
    connect.set_clean_session(false);
  }
  connect.set_automatic_reconnect(false);
  connect.set_max_inflight(65'535);  // our own window is what limits
  connect.set_keep_alive_interval(options.keep_alive);
  connect.set_connect_timeout(options.connect_timeout);
  if (!options.username.empty()) connect.set_user_name(options.username);
  if (!options.password.empty()) connect.set_password(options.password);
  if (options.will) {
    connect.set_will(
        mqtt::will_options(options.will->topic, mqtt::binary_ref(options.will->payload), 1, true));
  }
  if (!options.ca_file.empty()) connect.set_ssl(tls_options(options));
  return connect;
}

mqtt::properties message_properties(std::optional<std::chrono::seconds> expiry) {
  mqtt::properties properties;
  if (!expiry) return properties;
  // Not 0: Mosquitto takes that for "never".
  const auto seconds =
      std::clamp<std::chrono::seconds::rep>(expiry->count(), 1, std::numeric_limits<std::int32_t>::max());
  properties.add({mqtt::property::MESSAGE_EXPIRY_INTERVAL, static_cast<std::int32_t>(seconds)});
  return properties;
}

std::string reason(int code) {
  const char* text = MQTTReasonCode_toString(static_cast<MQTTReasonCodes>(code));
  return text != nullptr ? text : "reason code " + std::to_string(code);
}

std::string connect_reason(int code, int mqtt_version) {
  if (mqtt_version == 5) return reason(code);
  constexpr std::array kReturnCodes = {
      "accepted",           "MQTT version not supported", "client id rejected",
      "server unavailable", "bad user name or password",  "not authorized"};
  const auto index = static_cast<std::size_t>(code);
  return index < kReturnCodes.size() ? kReturnCodes[index] : "return code " + std::to_string(code);
}

}  // namespace facet::resolver
