#include "broker-plugin/door/mosquitto_broker.h"

#include <mosquitto.h>
#include <mosquitto_broker.h>
#include <openssl/x509.h>

#include <cstring>
#include <memory>

namespace facet::door {
namespace {

std::string_view view_of(const char* text) {
  return text == nullptr ? std::string_view{} : std::string_view{text};
}

int level_of(LogLevel level) {
  switch (level) {
    // Mosquitto's own notices name clients, and client ids are telephone numbers: they are not logged, ours
    // are.
    case LogLevel::notice:
    case LogLevel::warning:
      return MOSQ_LOG_WARNING;
    case LogLevel::error:
      return MOSQ_LOG_ERR;
  }
  return MOSQ_LOG_ERR;
}

}  // namespace

// mosquitto_broker_publish_copy() takes its memory by calloc() and gives it back by the broker's own free,
// which counts: 2.0.11's accounting breaks by it. So the copy is ours, made with the broker's malloc.
bool MosquittoBroker::publish(const std::string& topic, std::string_view payload, bool retain) {
  void* copy = nullptr;
  if (!payload.empty()) {
    copy = mosquitto_malloc(payload.size());
    if (copy == nullptr) return false;
    std::memcpy(copy, payload.data(), payload.size());
  }
  const int done =
      mosquitto_broker_publish(/*clientid=*/nullptr, topic.c_str(), static_cast<int>(payload.size()), copy,
                               /*qos=*/1, retain, /*properties=*/nullptr);
  if (done != MOSQ_ERR_SUCCESS) mosquitto_free(copy);
  return done == MOSQ_ERR_SUCCESS;
}

void MosquittoBroker::disconnect(const std::string& client_id) {
  mosquitto_kick_client_by_clientid(client_id.c_str(), /*with_will=*/true);
}

void MosquittoBroker::log(LogLevel level, const std::string& line) {
  mosquitto_log_printf(level_of(level), "%s", line.c_str());
}

Client client_of(const mosquitto* client) {
  Client known;
  known.handle = client;
  known.username = view_of(mosquitto_client_username(client));
  known.client_id = view_of(mosquitto_client_id(client));
  known.address = view_of(mosquitto_client_address(client));
  known.websocket = mosquitto_client_protocol(client) == mp_websockets;
  return known;
}

std::string certificate_of(const mosquitto* client) {
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(
      static_cast<X509*>(mosquitto_client_certificate(client)), X509_free);
  if (!certificate) return {};
  const X509_NAME* subject = X509_get_subject_name(certificate.get());
  const int index = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
  if (index < 0) return {};
  const ASN1_STRING* name = X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, index));
  const std::string text{reinterpret_cast<const char*>(ASN1_STRING_get0_data(name)),
                         static_cast<std::size_t>(ASN1_STRING_length(name))};
  // A NUL in it would make another name of it for whoever stops reading there.
  return text.find('\0') == std::string::npos ? text : std::string{};
}

}  // namespace facet::door
