#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/messages.h"
#include "schemas/result.h"

// The way to the phones: one broker, or several, or something else altogether.
namespace facet::resolver {

// Called on the bus's own thread, never two at a time, and must not block: a message is acknowledged to the
// broker when on_message returns, so what it did by then survives the death of this process.
class BusHandler {
 public:
  virtual ~BusHandler() = default;
  // `retained`: the broker's stored copy, sent because of a subscription.
  virtual void on_message(std::string_view topic, std::string_view payload, bool retained) = 0;
  virtual void on_connected() = 0;  // subscriptions stand; messages may have come before
  virtual void on_lost() = 0;       // every publication without an answer has been answered with false
};

// Thread-safe.
class Bus {
 public:
  // Called exactly once, on any thread, possibly before the call returns: true when the broker has taken it
  // all, false when that is not known (connection lost): publish again after on_connected.
  using Taken = std::function<void(bool)>;

  virtual ~Bus() = default;

  // Shows `view` (an encoded View; empty: takes it away) of `presentity` to each watcher, retained. Order
  // between calls holds for each watcher. Blocks while limits::kPublishWindow messages are under way: not
  // from a handler.
  // `expiry`, at least a second: the broker itself takes the view away after so long, and whoever comes
  // before then is told how long is left. A view shown later replaces it together with its expiry. A broker
  // that cannot do this keeps the view for good: with or without an expiry, take it away when it is time.
  // Such a show costs a message for each watcher, also where others fan out.
  virtual void show(UserId presentity, Bytes view, std::vector<UserId> watchers,
                    std::optional<std::chrono::seconds> expiry, Taken taken) = 0;
  // Any other topic. Never blocks.
  virtual void publish(std::string topic, Bytes payload, bool retain, Taken taken) = 0;

  // The broker at the other end expands FanOut messages of at most so many watchers (0: it does not). Until
  // the connection is lost. Called from a handler, again and again with the same; must not block.
  virtual void use_fan_out(std::size_t watchers_per_message) = 0;
};

}  // namespace facet::resolver
