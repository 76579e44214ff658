#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "resolver/ports/bus.h"

namespace facet::resolver::testing {

// A broker in memory behind the Bus port: keeps retained topics, echoes the resolver's own ops topics to it,
// and can be saved, rolled back, emptied and disconnected. Thread-safe.
class ModelBus : public Bus {
 public:
  using Retained = std::map<std::string, Bytes>;

  void show(UserId presentity, Bytes view, std::vector<UserId> watchers,
            std::optional<std::chrono::seconds> expiry, Taken taken) override;
  void publish(std::string topic, Bytes payload, bool retain, Taken taken) override;
  void use_fan_out(std::size_t watchers_per_message) override;

  // `echo`: the prefix of topics the handler has subscribed, delivered retained at connect and live
  // afterwards.
  void connect(BusHandler& handler, std::string echo);
  void disconnect();
  // Somebody else's message, or the broker's stored copy of it.
  void deliver(const std::string& topic, const Bytes& payload, bool retained = false);
  // What use_fan_out was told, in order.
  std::vector<std::size_t> fan_outs();

  Retained retained();
  // With which expiry the retained message of `topic` was shown; nothing expires by itself here.
  std::optional<std::chrono::seconds> expiry(const std::string& topic);
  void replace_retained(Retained retained);  // what a restart from an older save, or from none, leaves
  // Every message of a topic since the start, empty ones too.
  std::vector<Bytes> history(const std::string& topic);
  std::size_t messages();
  // The next messages are refused, as when the connection goes in the middle.
  void refuse(bool refuse);

 private:
  bool take(const std::string& topic, const Bytes& payload, bool retain,
            std::optional<std::chrono::seconds> expiry = std::nullopt);

  std::mutex mutex_;
  std::mutex handler_mutex_;  // a bus calls its handler from one thread at a time
  BusHandler* handler_ = nullptr;
  std::string echo_;
  Retained retained_;
  std::map<std::string, std::chrono::seconds> expiries_;  // of retained_, where there is one
  std::map<std::string, std::vector<Bytes>> history_;
  std::size_t messages_ = 0;
  std::vector<std::size_t> fan_outs_;
  bool refuse_ = false;
};

}  // namespace facet::resolver::testing
