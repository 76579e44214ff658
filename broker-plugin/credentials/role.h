#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace facet::door {

// What a user of the broker is, and with it what they may write and read.
enum class Role : std::uint8_t {
  phone,     // a person's phones; the name is their number
  resolver,  // decides and publishes
  gateway,   // speaks for people who have no phone with Facet
  operate,   // "operator": a person who looks after the servers
  tester,    // tests and benchmarks
};
inline constexpr std::array kRoles{Role::phone, Role::resolver, Role::gateway, Role::operate, Role::tester};

// As files and commands write it: "phone", "resolver", "gateway", "operator", "tester".
std::string_view name(Role role);
// Exactly one of these names; anything else is nullopt.
std::optional<Role> parse_role(std::string_view text);

}  // namespace facet::door
