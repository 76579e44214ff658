#include "broker-plugin/credentials/password_hash.h"

#include <sodium.h>

#include <array>
#include <charconv>
#include <cstddef>

#include "schemas/limits.h"
#include "schemas/text.h"

namespace facet::door {
namespace {

struct Work {
  unsigned long long passes;
  std::size_t bytes;
};

Work work_of(HashCost cost) {
  return cost == HashCost::chosen ? Work{2, std::size_t{19} * 1024 * 1024} : Work{1, std::size_t{64} * 1024};
}

// Chooses libsodium's fastest code for this processor, once; safe from any thread.
void prepare() {
  static const int ready = sodium_init();
  (void)ready;  // fails only without randomness, and then libsodium ends the process when some is asked for
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

// Digits without a leading zero, from 1 to `most`.
bool take_number(std::string_view& text, std::size_t least, std::size_t most) {
  std::size_t value = 0;
  if (text.empty() || text.front() == '0') return false;
  const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || value < least || value > most) return false;
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return true;
}

// Base64 without padding of exactly `Bytes` bytes.
template <std::size_t Bytes>
bool is_base64(std::string_view text) {
  std::array<unsigned char, Bytes> bytes{};
  std::size_t length = 0;
  const char* stop = nullptr;
  return sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, &length, &stop,
                           sodium_base64_VARIANT_ORIGINAL_NO_PADDING) == 0 &&
         length == Bytes && stop == text.data() + text.size();
}

constexpr std::size_t kSaltBytes = crypto_pwhash_argon2id_SALTBYTES;
constexpr std::size_t kHashBytes = 32;                                         // of libsodium's text form
constexpr std::size_t kLeastKib = crypto_pwhash_argon2id_MEMLIMIT_MIN / 1024;  // less is not Argon2
static_assert(crypto_pwhash_argon2id_OPSLIMIT_MIN == 1);

}  // namespace

Status check_password(std::string_view password) {
  if (password.size() < limits::kPasswordLeastBytes) {
    return fail(credentials_errc::weak_password, "a password has at least 8 bytes");
  }
  if (password.size() > limits::kPasswordBytes) {
    return fail(credentials_errc::bad_value, "a password has at most 256 bytes");
  }
  if (!is_clean_text(password)) {
    return fail(credentials_errc::bad_value, "a password is UTF-8 text without control characters");
  }
  return {};
}

Result<std::string> hash_password(std::string_view password, HashCost cost) {
  if (const auto good = check_password(password); !good) return fail(good.error());
  prepare();
  std::array<char, crypto_pwhash_STRBYTES> text{};
  const auto [passes, bytes] = work_of(cost);
  if (crypto_pwhash_str_alg(text.data(), password.data(), password.size(), passes, bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(credentials_errc::bad_value, "no memory to hash the password with; 19 MiB are needed");
  }
  return std::string{text.data()};
}

Status check_hash(std::string_view hash) {
  const auto bad = [] { return fail(credentials_errc::bad_value, "not an Argon2id hash of facet-admin"); };
  if (hash.size() >= crypto_pwhash_STRBYTES || !take(hash, "$argon2id$v=19$m=")) return bad();
  const bool affordable = take_number(hash, kLeastKib, limits::kHashMemoryKib) && take(hash, ",t=") &&
                          take_number(hash, 1, limits::kHashPasses);
  if (!affordable) {
    return fail(
        credentials_errc::bad_value,
        "a hash whose check needs more than 256 MiB or 10 passes, or too little; set the password again");
  }
  if (!take(hash, ",p=1$")) return bad();
  const auto split = hash.find('$');
  if (split == std::string_view::npos || !is_base64<kSaltBytes>(hash.substr(0, split)) ||
      !is_base64<kHashBytes>(hash.substr(split + 1))) {
    return bad();
  }
  return {};
}

bool verify_password(const std::string& hash, std::string_view password) {
  // Longer ones were never accepted, and a stranger's megabytes are not worth hashing.
  if (password.size() > limits::kPasswordBytes || !check_hash(hash)) return false;
  prepare();
  // An empty view may have no pointer, which libsodium wants; an empty password is work like any other.
  const char* text = password.empty() ? "" : password.data();
  return crypto_pwhash_str_verify(hash.c_str(), text, password.size()) == 0;
}

bool has_cost(const std::string& hash, HashCost cost) {
  const auto [passes, bytes] = work_of(cost);
  return crypto_pwhash_str_needs_rehash(hash.c_str(), passes, bytes) == 0;
}

std::string generate_password() {
  prepare();
  // RFC 4648's alphabet in lower case, which has no 0, 1 or 8 to be taken for letters.
  constexpr std::string_view kAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
  constexpr std::size_t kCharacters = 26;  // of 5 bits each: 130, at least 128
  std::array<unsigned char, kCharacters> random{};
  randombytes_buf(random.data(), random.size());
  std::string password;
  for (const unsigned char byte : random) password += kAlphabet[byte % kAlphabet.size()];
  return password;
}

std::string generate_psk() {
  prepare();
  std::array<unsigned char, limits::kPskBytes> key{};
  randombytes_buf(key.data(), key.size());
  std::array<char, 2 * limits::kPskBytes + 1> hex{};
  return sodium_bin2hex(hex.data(), hex.size(), key.data(), key.size());
}

}  // namespace facet::door
