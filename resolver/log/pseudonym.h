#pragma once

#include <array>
#include <string>
#include <string_view>

#include "schemas/ids.h"

namespace facet::resolver {

// Short names that stand for people in a log: "u-5f0c91ab" for a user, "p-..." for other private text. Keyed
// with a salt that lives and dies with the object: phone numbers are few enough to try them all, so a plain
// hash would give them away. The same input gives the same name as long as the object lives. Thread-safe.
class Pseudonyms {
 public:
  Pseudonyms();  // draws the salt

  std::string of(UserId user) const;
  std::string of(std::string_view text) const;

 private:
  std::string hash(char kind, std::string_view bytes) const;

  std::array<unsigned char, 16> salt_{};
};

}  // namespace facet::resolver
