#pragma once

#include <optional>
#include <string_view>

#include "broker-plugin/credentials/credentials.h"
#include "schemas/ids.h"

// Who is at the other end of a connection, worked out from its user name and client id alone: no table, so it
// holds for sessions whose client is away as well.
namespace facet::door {

struct Who {
  Role role = Role::phone;
  std::string_view name;  // the account's; points into what it was worked out from
  UserId user;            // of a phone
  DeviceId device;        // of a phone or gateway
  bool by_key = false;    // a TLS-PSK identity: the user name names the device too
};

// The account that a user name means: `<user>` as it is, of a TLS-PSK identity `<user>-<device>` its user.
// Everything else is a service's name.
std::string_view account_of(std::string_view username);

// nullopt: this client id is not for this user, or the user name is nobody's; it may do nothing. A client id
// binds a session to its owner, so that nobody takes over anybody else's:
//   a phone           <user>-<device>; with a TLS-PSK identity the very same as the identity
//   everybody else    <name> or <name>-..., or one that the broker made up (auto-...)
std::optional<Who> who_is(const Credentials& accounts, std::string_view username, std::string_view client_id);

// The same for an account whose role is known.
std::optional<Who> identify(const Credentials& accounts, Role role, std::string_view username,
                            std::string_view client_id);

}  // namespace facet::door
