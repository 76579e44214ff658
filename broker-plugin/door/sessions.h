#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>

#include "broker-plugin/door/broker.h"
#include "broker-plugin/door/who.h"
#include "schemas/messages.h"

namespace facet::door {

// Who is connected, and facet/v1/link/<user>/<device> for phones. Each connection of a phone gets a session
// number, larger than every one before it, also before a restart of the broker (microseconds since 1970, one
// more than the last at the least: a clock that goes back over a restart is the one thing that would upset
// it). A farewell bears the number of its own session, and none is said for a session that was taken over, so
// an old farewell never overrides a new session. Not thread-safe.
class Sessions {
 public:
  struct Session {
    Role role{};
    std::string name;  // the account's
    std::string client_id;
    UserId user;
    DeviceId device;
    bool by_key = false;  // who_is(): came by TLS-PSK
    // Of the password hash or key that it came with: another one in the accounts ends it. 0: a certificate.
    std::size_t secret = 0;
    std::uint64_t number = 0;
  };

  // `boot`: the first number that may be given, from the clock.
  Sessions(Broker& broker, std::uint64_t boot) : broker_(broker), boot_(boot), last_(boot - 1) {}

  bool knows(const void* handle) const { return by_handle_.contains(handle); }
  bool is_connected(const std::string& client_id) const { return newest_.contains(client_id); }
  // A connection stands. `now_us`: microseconds since 1970. Twice for one handle is once.
  void came(const void* handle, const Who& who, std::string_view client_id, std::size_t secret,
            std::uint64_t now_us);
  // It ended, in whatever way. Handles that never came are ignored: the broker tells of those too.
  void left(const void* handle);

  // Client ids of connections that `is_wrong` is true for.
  template <typename Predicate>
  std::set<std::string> ids_of(Predicate is_wrong) const {
    std::set<std::string> ids;
    for (const auto& [handle, session] : by_handle_) {
      if (is_wrong(session)) ids.insert(session.client_id);
    }
    return ids;
  }

  std::size_t connected(Role role) const { return count_[static_cast<std::size_t>(role)]; }
  std::uint64_t boot() const { return boot_; }

 private:
  void tell(const Session& session, LinkState state);

  Broker& broker_;
  const std::uint64_t boot_;
  std::uint64_t last_;
  std::unordered_map<const void*, Session> by_handle_;
  std::unordered_map<std::string, std::uint64_t> newest_;  // session by client id
  std::array<std::size_t, 8> count_{};
};

}  // namespace facet::door
