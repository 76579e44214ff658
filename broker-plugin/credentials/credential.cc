#include "broker-plugin/credentials/credential.h"

#include <algorithm>

#include "broker-plugin/credentials/password_hash.h"
#include "schemas/limits.h"

namespace facet::door {
namespace {

constexpr std::string_view kGatewayPrefix = "gateway-";

bool is_service_name(std::string_view name) {
  return !name.empty() && name.size() <= limits::kServiceNameBytes && name.front() >= 'a' &&
         name.front() <= 'z' && !name.starts_with(kGatewayPrefix) &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

bool is_psk(std::string_view hex) {
  return hex.size() % 2 == 0 && hex.size() >= 2 * limits::kPskLeastBytes &&
         hex.size() <= 2 * limits::kPskBytes &&
         hex.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string name_rule(Role role) {
  switch (role) {
    case Role::phone:
      return "a phone's name is its number with the country code, 1 to 15 digits and nothing else";
    case Role::gateway:
      return "a gateway's name is gateway-<device>, with a device from 65000 to 65535";
    default:
      return "must be 1 to 32 of a-z, 0-9 and -, begin with a letter, and not with gateway-";
  }
}

Status validate_psks(const Credential& credential) {
  const auto& psks = credential.psks;
  if (psks.empty()) return {};
  if (credential.role != Role::phone)
    return fail(credentials_errc::bad_value, "only phones have device keys");
  if (psks.size() > limits::kDevicesPerUser) {
    return fail(credentials_errc::bad_value, "at most 16 devices of a phone have keys; remove one first");
  }
  for (std::size_t i = 0; i < psks.size(); ++i) {
    if (!psks[i].device.valid() || psks[i].device.value() >= limits::kFirstGatewayDevice) {
      return fail(credentials_errc::bad_value,
                  "a phone's device is 1 to 64999; those from 65000 are gateways'");
    }
    if (i > 0 && psks[i - 1].device >= psks[i].device) {
      return fail(credentials_errc::bad_value, "devices must ascend, each once");
    }
    if (!is_psk(psks[i].key_hex)) {
      return fail(credentials_errc::bad_value, "a device key must be 16 to 32 bytes as lower-case hex");
    }
  }
  return {};
}

}  // namespace

std::optional<DeviceId> gateway_device(std::string_view name) {
  if (!name.starts_with(kGatewayPrefix)) return std::nullopt;
  const auto device = DeviceId::parse(name.substr(kGatewayPrefix.size()));
  if (!device || device->value() < limits::kFirstGatewayDevice) return std::nullopt;
  return device;
}

bool is_name_of(Role role, std::string_view name) {
  switch (role) {
    case Role::phone:
      return UserId::parse(name).has_value();
    case Role::gateway:
      return gateway_device(name).has_value();
    default:
      return is_service_name(name);
  }
}

Status validate(const Credential& credential) {
  if (!is_name_of(credential.role, credential.name)) {
    return fail(credentials_errc::bad_name, name_rule(credential.role));
  }
  if (!credential.password_hash.empty()) {
    if (auto sound = check_hash(credential.password_hash); !sound) return sound;
  }
  return validate_psks(credential);
}

}  // namespace facet::door
