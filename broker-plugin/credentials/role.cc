#include "broker-plugin/credentials/role.h"

#include <algorithm>

namespace facet::door {

std::string_view name(Role role) {
  switch (role) {
    case Role::phone:
      return "phone";
    case Role::resolver:
      return "resolver";
    case Role::gateway:
      return "gateway";
    case Role::operate:
      return "operator";
    case Role::tester:
      return "tester";
  }
  return "unknown";
}

std::optional<Role> parse_role(std::string_view text) {
  const auto* const found =
      std::find_if(kRoles.begin(), kRoles.end(), [text](Role role) { return name(role) == text; });
  if (found == kRoles.end()) return std::nullopt;
  return *found;
}

}  // namespace facet::door
