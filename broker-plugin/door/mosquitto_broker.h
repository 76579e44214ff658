#pragma once

#include "broker-plugin/door/broker.h"

struct mosquitto;

namespace facet::door {

// The Mosquitto that has loaded us.
class MosquittoBroker final : public Broker {
 public:
  bool publish(const std::string& topic, std::string_view payload, bool retain) override;
  void disconnect(const std::string& client_id) override;
  void log(LogLevel level, const std::string& line) override;
};

// What Mosquitto knows of a client, without its certificate.
Client client_of(const mosquitto* client);

// The common name of the certificate that it showed, which Mosquitto has checked if its listener says
// require_certificate (else it does not ask for one); empty: none, or no name that can be trusted.
std::string certificate_of(const mosquitto* client);

}  // namespace facet::door
