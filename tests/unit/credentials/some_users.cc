#include "tests/unit/credentials/some_users.h"

namespace facet::door::test {

Credential phone(const std::string& number) {
  return {number, Role::phone, true, kHash, {{DeviceId{7}, kKey}, {DeviceId{9}, kKey + kKey}}};
}

Credential service(const std::string& name, Role role) {
  return {name, role, true, kHash, {}};
}

std::string file_of(const std::string& lines, int users) {
  return "facet-credentials 1\n" + lines + "end " + std::to_string(users) + "\n";
}

std::string phone_line(const std::string& number) {
  return number + " phone enabled " + kHash + " 7:" + kKey + "\n";
}

}  // namespace facet::door::test
