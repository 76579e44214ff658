#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "schemas/messages.h"
#include "schemas/topics.h"

namespace facet::fault_test {

// What a phone was shown, in the order in which it came.
struct Shown {
  UserId presentity;
  Bytes view;
  bool replayed = false;  // the broker's retained copy, at a new subscription
};

// A phone that does what docs/protocol.md asks of it in bad times: it connects again whenever it is thrown
// out or hears nothing, subscribes anew, says that it is there, and sends a change until it has its receipt.
// On a thread of its own; the calls are for one other thread, reading is for any.
class FaultPhone {
 public:
  // `port`: the broker, or a proxy before it.
  FaultPhone(std::uint16_t port, UserId user, std::string password, DeviceId device = DeviceId{7});
  ~FaultPhone();

  // Registers it: it takes what anybody shows it.
  bool come_online();
  // Sends the payload again at each connection and every two seconds until something other than "unavailable"
  // answers `request`.
  std::optional<Receipt> deliver(topics::UpKind kind, const Bytes& payload, std::uint64_t request,
                                 std::chrono::seconds limit = std::chrono::seconds{90});
  // The same without waiting; answered() tells. One at a time.
  void begin(topics::UpKind kind, const Bytes& payload, std::uint64_t request);
  std::optional<Receipt> answered() const;

  Revision next();
  UserId user() const { return user_; }
  std::vector<Shown> shown() const;
  // The newest View of this presentity; empty: none.
  Bytes view_of(UserId presentity) const;
  std::uint64_t messages_sent() const;  // of changes, with each repetition
  std::size_t connections() const;

  struct State;

 private:
  UserId user_;
  DeviceId device_;
  std::unique_ptr<State> state_;
};

}  // namespace facet::fault_test
