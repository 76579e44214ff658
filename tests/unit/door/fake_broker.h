#pragma once

#include <functional>
#include <string>
#include <vector>

#include "broker-plugin/door/broker.h"

namespace facet::door {

// Keeps what the door publishes, logs and disconnects. With `memory` it can publish that many more, then
// none.
class FakeBroker final : public Broker {
 public:
  struct Message {
    std::string topic;
    std::string payload;
    bool retain = false;
  };
  bool publish(const std::string& topic, std::string_view payload, bool retain) override {
    if (memory == 0) return false;
    --memory;
    messages.push_back({topic, std::string{payload}, retain});
    return true;
  }
  void disconnect(const std::string& client_id) override {
    disconnected.push_back(client_id);
    if (on_disconnect) on_disconnect(client_id);
  }
  void log(LogLevel, const std::string& line) override { lines.push_back(line); }

  // What was published on that topic since the last call, and forgets it all.
  std::vector<Message> take(const std::string& topic) {
    std::vector<Message> found;
    for (auto& message : messages) {
      if (message.topic == topic) found.push_back(std::move(message));
    }
    messages.clear();
    return found;
  }

  std::function<void(const std::string&)> on_disconnect{};  // what the broker does in turn
  std::vector<Message> messages;
  std::vector<std::string> disconnected;
  std::vector<std::string> lines;
  std::size_t memory = 1'000'000;
};

}  // namespace facet::door
