#include "broker-plugin/door/logins.h"

#include <sodium.h>

#include "broker-plugin/credentials/password_hash.h"
#include "schemas/limits.h"

namespace facet::door {
namespace {

constexpr Rate kByName{limits::kFailedLoginsBurst, limits::kFailedLoginsPerSecond};
// Many phones share one address at a mobile operator's.
constexpr Rate kByAddress{limits::kFailedLoginsBurst * 10, limits::kFailedLoginsPerSecond * 10};
constexpr Rate kAltogether{limits::kFailedLoginsBurst * 20, limits::kFailedLoginsPerSecond * 100};

// Behind a proxy on this machine it is everybody's.
bool is_loopback(std::string_view address) {
  return address.starts_with("127.") || address == "::1" || address.starts_with("::ffff:127.");
}

bool may_log_in(const Credential* account) {
  return account != nullptr && account->enabled && !account->password_hash.empty();
}

}  // namespace

Logins::Logins(Moment now)
    : by_name_(kByName, limits::kTrackedLogins, now),
      by_address_(kByAddress, limits::kTrackedLogins, now),
      altogether_(kAltogether, now) {
  randombytes_buf(key_.data(), key_.size());
  if (auto hash = hash_password(generate_password(), HashCost::chosen)) nobodys_hash_ = std::move(*hash);
}

Logins::Mac Logins::mac_of(const Credential& account, std::string_view password) const {
  const auto bytes = [](std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
  };
  crypto_generichash_state state;
  crypto_generichash_init(&state, key_.data(), key_.size(), sizeof(Mac));
  // The hash is part of it: with another password in the file, what was remembered no longer fits.
  const std::string& hash = account.password_hash;
  crypto_generichash_update(&state, bytes(hash), hash.size() + 1);  // with its NUL: where it ends
  crypto_generichash_update(&state, bytes(password), password.size());
  Mac mac{};
  crypto_generichash_final(&state, mac.data(), mac.size());
  return mac;
}

bool Logins::known(const Credential& account, std::string_view password) const {
  const auto found = right_.find(account.name);
  if (found == right_.end()) return false;
  const Mac mac = mac_of(account, password);
  return sodium_memcmp(mac.data(), found->second.data(), mac.size()) == 0;
}

bool Logins::verify(const Credential& account, std::string_view password) {
  if (!verify_password(account.password_hash, password)) return false;
  right_.insert_or_assign(account.name, mac_of(account, password));
  return true;
}

Login Logins::check(const Credential* account, std::string_view name, std::string_view password,
                    std::string_view address, Moment now) {
  // Before any limit: whoever guesses a phone's password must not be able to lock that phone out.
  if (may_log_in(account) && known(*account, password)) return Login::accepted;
  // Nor one whose password is 128 random bits: a look costs little and a guess is hopeless.
  const bool is_cheap = may_log_in(account) && has_cost(account->password_hash, HashCost::generated);
  if (is_cheap && verify(*account, password)) return Login::accepted;
  if (!may_fail(name, address, now)) return Login::limited;
  if (may_log_in(account) && !is_cheap && verify(*account, password)) return Login::accepted;
  spend_as_if_checked(account, password);
  failed(name, address, now);
  return Login::denied;
}

bool Logins::still_right(const Credential& account, std::string_view password) {
  return may_log_in(&account) && (known(account, password) || verify(account, password));
}

bool Logins::may_fail(std::string_view name, std::string_view address, Moment now) {
  const bool address_may = is_loopback(address) || by_address_.has(address, 1, now);
  return address_may && by_name_.has(name, 1, now) && altogether_.has(1, now);
}

void Logins::failed(std::string_view name, std::string_view address, Moment now) {
  by_name_.take(name, 1, now);
  if (!is_loopback(address)) by_address_.take(address, 1, now);
  altogether_.take(1, now);
}

// Who has an account here is nobody's business: no account, a disabled one and one whose hash is cheap to
// check take as long as one with the dear hash.
void Logins::spend_as_if_checked(const Credential* account, std::string_view password) const {
  const bool was_dear = may_log_in(account) && has_cost(account->password_hash, HashCost::chosen);
  if (!was_dear) verify_password(nobodys_hash_, password);
}

}  // namespace facet::door
