#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "broker-plugin/credentials/errc.h"
#include "broker-plugin/credentials/role.h"
#include "schemas/ids.h"
#include "schemas/result.h"

namespace facet::door {

// A key that one device shares with the broker (TLS-PSK). Its identity there is "<number>-<device>".
struct DevicePsk {
  DeviceId device;
  std::string key_hex;  // 16 to 32 bytes, lower-case hex
  bool operator==(const DevicePsk&) const = default;
};

// One user of the broker and how they show that they are who they say.
struct Credential {
  std::string name;  // of a phone, its number in digits; else see validate()
  Role role = Role::phone;
  bool enabled = true;
  std::string password_hash;    // Argon2id in libsodium's text form; empty: no login by password
  std::vector<DevicePsk> psks;  // ascending by device; phones only
  bool operator==(const Credential&) const = default;
};

// The rules of a name: a phone's is a UserId in digits; a gateway's is "gateway-<device>" with a device from
// limits::kFirstGatewayDevice to 65535; any other [a-z][a-z0-9-]{0,31} that does not begin with "gateway-".
bool is_name_of(Role role, std::string_view name);

// The device number that a gateway of this name speaks with; nullopt when it is no gateway's name.
std::optional<DeviceId> gateway_device(std::string_view name);

// bad_name or bad_value, with what is wrong; never the hash, nor a key.
Status validate(const Credential& credential);

}  // namespace facet::door
