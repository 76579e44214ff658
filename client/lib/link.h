#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/lib/phone.h"

// One MQTT connection, as the rest of the library needs it. What happens arrives as events, taken by wait().
namespace facet::client {

struct Connected {};
struct Subscribed {};  // the broker granted the filters of one subscribe()
// The end of this link; nothing comes after it.
struct Lost {
  errc why = errc::unreachable;  // or not_authorised
  std::string detail;
};
struct Message {
  std::string topic;
  Bytes payload;
  std::optional<std::chrono::seconds> expires_in{};  // MQTT 5: what is left of its message expiry
};
using LinkEvent = std::variant<Connected, Subscribed, Message, Lost>;

// Not thread-safe. The functions return at once; after Lost they do nothing.
class Link {
 public:
  virtual ~Link() = default;
  virtual void connect(std::chrono::milliseconds limit) = 0;            // once; Connected or Lost follows
  virtual void subscribe(const std::vector<std::string>& filters) = 0;  // QoS 1; Subscribed or Lost follows
  virtual void unsubscribe(const std::string& filter) = 0;
  virtual void publish(const std::string& topic, const Bytes& payload) = 0;  // QoS 1, not retained
  // Says goodbye, so that the broker knows at once. The destructor does it too, but may take seconds after
  // it.
  virtual void close() = 0;
  // What happened since the last call, in order; waits for something at most `limit`.
  virtual std::vector<LinkEvent> wait(std::chrono::milliseconds limit) = 0;
};

using LinkMaker = std::function<std::unique_ptr<Link>(const Profile&)>;

}  // namespace facet::client
