#include "broker-plugin/admin/typed.h"

#include <algorithm>

#include "broker-plugin/admin/errc.h"
#include "broker-plugin/credentials/credential.h"
#include "schemas/limits.h"

namespace facet::admin {
namespace {

using door::Role;

constexpr std::string_view kBetweenDigits = " +-()";

bool looks_like_number(const std::string& typed) {
  return !typed.empty() && std::all_of(typed.begin(), typed.end(), [](char c) {
    return (c >= '0' && c <= '9') || kBetweenDigits.find(c) != std::string_view::npos;
  });
}

}  // namespace

Result<std::string> typed_number(const std::string& typed) {
  std::string digits;
  std::copy_if(typed.begin(), typed.end(), std::back_inserter(digits),
               [](char c) { return kBetweenDigits.find(c) == std::string_view::npos; });
  if (UserId::parse(digits)) return digits;
  return fail(errc::usage,
              "that is no telephone number; write it with its country code, as in +86 138 0013 8000");
}

Result<std::string> typed_name(const std::string& typed) {
  if (looks_like_number(typed)) return typed_number(typed);
  const bool good = std::any_of(door::kRoles.begin(), door::kRoles.end(),
                                [&](Role role) { return door::is_name_of(role, typed); });
  if (good) return typed;
  return fail(errc::usage,
              "that is no user name; it is a telephone number, gateway-65000 to gateway-65535, or 1 to 32 of "
              "a-z, 0-9 and - beginning with a letter");
}

Result<DeviceId> typed_device(const std::string& typed) {
  const auto device = DeviceId::parse(typed);
  if (device && device->value() < limits::kFirstGatewayDevice) return *device;
  return fail(errc::usage,
              "that is no phone's device; it is a number from 1 to 64999 (those above are "
              "gateways')");
}

Result<Role> typed_role(const std::string& typed, const std::string& name) {
  if (typed.empty()) {
    if (door::is_name_of(Role::phone, name)) return Role::phone;
    if (door::is_name_of(Role::gateway, name)) return Role::gateway;
    return fail(errc::usage, "say what that user is: --role resolver, operator or tester");
  }
  const auto role = door::parse_role(typed);
  if (!role) return fail(errc::usage, "a role is phone, resolver, gateway, operator or tester");
  door::Credential user;
  user.name = name;
  user.role = *role;
  if (const auto valid = door::validate(user); !valid) return fail(errc::usage, valid.error().message());
  return *role;
}

}  // namespace facet::admin
