#pragma once

#include <string>
#include <string_view>

// What the door asks of the broker it stands in. The real one is mosquitto_broker.cc; tests have their own.
namespace facet::door {

enum class LogLevel { notice, warning, error };

// One connection as the broker knows it. Good during one callback only.
struct Client {
  const void* handle = nullptr;  // the broker's own; the same for as long as the connection stands
  std::string_view username;     // empty: none given
  std::string_view client_id;    // empty: not known yet
  std::string_view address;      // of the other end, without its port
  std::string_view certificate;  // the common name of a certificate that the broker has verified; or empty
  bool websocket = false;
};

// Used by the broker's one thread only.
class Broker {
 public:
  virtual ~Broker() = default;
  // Goes out when the present callback has returned, in the order of the calls. False: no memory for it, and
  // nothing was published.
  virtual bool publish(const std::string& topic, std::string_view payload, bool retain) = 0;
  // Not from a callback that this client caused: the broker goes on using it afterwards.
  virtual void disconnect(const std::string& client_id) = 0;
  virtual void log(LogLevel level, const std::string& line) = 0;
};

}  // namespace facet::door
