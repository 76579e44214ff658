#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "broker-plugin/credentials/errc.h"
#include "schemas/result.h"

namespace facet::door {

// How much work one guess at a password is. The broker checks passwords on its only thread, so this is also
// how long everybody waits at each login: 13.5 ms and 0.06 ms, measured on one core of a 2026 cloud machine.
enum class HashCost : std::uint8_t {
  chosen,     // a person thought of it: Argon2id with 19 MiB, 2 passes (OWASP)
  generated,  // 128 random bits, which no work makes safer: 64 KiB, 1 pass
};

// bad_value: not 8 to 256 bytes, or no clean text (schemas/text.h); weak_password: too short.
Status check_password(std::string_view password);

// Argon2id in libsodium's text form, with a new salt. Errors of check_password(), or bad_value when there is
// no memory for it.
Result<std::string> hash_password(std::string_view password, HashCost cost);

// Whether it is a hash of hash_password()'s form that may be verified: bad_value when not, or when verifying
// would take more than limits::kHashMemoryKib or kHashPasses and so stop the broker.
Status check_hash(std::string_view hash);

// False also for a hash that check_hash() refuses, and for an empty one.
bool verify_password(const std::string& hash, std::string_view password);

// Whether a check of this hash is the work of that cost.
bool has_cost(const std::string& hash, HashCost cost);

// 128 bits of the system's randomness as 26 characters of a-z and 2-7.
std::string generate_password();
// 32 bytes of it in lower-case hex.
std::string generate_psk();

}  // namespace facet::door
