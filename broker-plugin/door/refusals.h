#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "broker-plugin/door/broker.h"
#include "broker-plugin/door/buckets.h"

namespace facet::door {

// Why somebody was turned away at the door.
enum class Refused {
  login,        // wrong password, unknown or disabled account
  login_rate,   // too many failed logins
  client_id,    // a client id that is not this user's
  devices,      // more devices of one user than may be
  not_allowed,  // publish or subscribe where one may not
  malformed,    // a payload that is wrong in itself, or its QoS or retain flag
  too_large,    // or beyond another limit
  too_fast,     // more than one phone may send
  fan_out,      // a FanOut of the resolver's that could not be expanded
  kicked,       // disconnected for what it went on sending
};
inline constexpr std::size_t kRefusedKinds = 10;
std::string_view name(Refused kind);

// Counts them, and tells the broker's log: one line a kind a minute, with how many it stands for. Never who:
// user names are telephone numbers. Not thread-safe.
class Refusals {
 public:
  explicit Refusals(Broker& broker) : broker_(broker) {}

  void count(Refused kind, Moment now);
  std::uint64_t counted(Refused kind) const { return count_[static_cast<std::size_t>(kind)]; }

 private:
  Broker& broker_;
  std::array<std::uint64_t, kRefusedKinds> count_{};
  std::array<std::uint64_t, kRefusedKinds> told_{};
  std::array<Moment, kRefusedKinds> quiet_until_{};
};

}  // namespace facet::door
