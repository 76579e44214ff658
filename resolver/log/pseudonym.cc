#include "resolver/log/pseudonym.h"

#include <sodium.h>

#include <cstdint>
#include <cstdio>

namespace facet::resolver {

static_assert(crypto_shorthash_KEYBYTES == 16 && crypto_shorthash_BYTES == 8);

Pseudonyms::Pseudonyms() {
  // randombytes works before sodium_init() too; that one is only for speed and for other parts of the
  // library.
  randombytes_buf(salt_.data(), salt_.size());
}

std::string Pseudonyms::of(UserId user) const {
  return hash('u', user.digits());
}

std::string Pseudonyms::of(std::string_view text) const {
  return hash('p', text);
}

std::string Pseudonyms::hash(char kind, std::string_view bytes) const {
  std::array<unsigned char, crypto_shorthash_BYTES> digest{};
  crypto_shorthash(digest.data(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                   salt_.data());
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), "%c-%02x%02x%02x%02x", kind, digest[0], digest[1], digest[2],
                digest[3]);
  return text.data();
}

}  // namespace facet::resolver
