#pragma once

#include <string>

#include "broker-plugin/credentials/credentials.h"

namespace facet::door::test {

// Of the password "horse battery staple", at the cost of a generated one.
inline const std::string kHash =
    "$argon2id$v=19$m=64,t=1,p=1$AAECAwQFBgcICQoLDA0ODw$XTqdGB2B9t/irVAOqYR3Y0Dpkbj14XFSudDAH3kbv6Y";
inline const std::string kKey = "000102030405060708090a0b0c0d0e0f";

Credential phone(const std::string& number);
Credential service(const std::string& name, Role role);
// A file of these lines between the first and the last.
std::string file_of(const std::string& lines, int users);
// The line of a phone as it should be.
std::string phone_line(const std::string& number = "8613800138000");

}  // namespace facet::door::test
