#pragma once

#include <set>
#include <string>
#include <vector>

#include "tests/unit/pipeline/world.h"

// What of an owner may reach nobody, or only some, and the search for it in every byte that was sent.
namespace facet::resolver::testing {

struct Secret {
  std::string what;           // for people
  std::vector<Bytes> traces;  // each of these betrays it
  UserId owner{};             // may be sent it at any time
  // Nobody else may be, but for these, and from and until then.
  std::set<UserId> may{};
  Instant from = Instant::min();
  Instant until = Instant::max();
  // A number of two bytes, which times and others' numbers may hold by chance: looked for where those are
  // blanked.
  bool small = false;
};

// A text, also with each of its halves: part of it is as bad.
Secret text(std::string what, const std::string& secret);
// In digits, and as little-endian and big-endian bytes, without the upper ones that are zero.
Secret number(std::string what, std::uint64_t secret);
// The same of a rank or a size: two bytes, and digits.
Secret small_number(std::string what, std::uint16_t secret);

// What of `secrets` is in what `who` was sent with `delivered`: topic and payload.
std::vector<std::string> betrayed(const std::vector<Secret>& secrets, UserId who, const Delivered& delivered);

// Whether the payload is just what its plain values encode to, so that nothing hides beside them.
bool is_plain(const Delivered& delivered);

}  // namespace facet::resolver::testing
