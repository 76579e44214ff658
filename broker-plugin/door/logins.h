#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>

#include "broker-plugin/credentials/credentials.h"
#include "broker-plugin/door/buckets.h"

namespace facet::door {

enum class Login {
  accepted,
  denied,   // no such account, or disabled, or the password is another one: which, nobody is told
  limited,  // too many that failed, by this name, from this address or altogether; the password was not
            // looked at
};

// Checks passwords on the broker's only thread, where Argon2id hurts: 20 ms for a password that a person
// thought of hold up everybody. So what was right once is remembered, as a keyed hash under a key that only
// this process knows, and the next login of the same account costs microseconds: a thousand phones that come
// back do not stop the broker. Every failure costs the same time, whether the account exists or not, and
// failures are few: each one is paid for from three buckets. Not thread-safe.
class Logins {
 public:
  explicit Logins(Moment now);

  Login check(const Credential* account, std::string_view name, std::string_view password,
              std::string_view address, Moment now);

  // For a client that is connected already, after the accounts were read anew: nothing is counted.
  bool still_right(const Credential& account, std::string_view password);

 private:
  using Mac = std::array<unsigned char, 16>;

  Mac mac_of(const Credential& account, std::string_view password) const;
  bool known(const Credential& account, std::string_view password) const;
  bool verify(const Credential& account, std::string_view password);
  bool may_fail(std::string_view name, std::string_view address, Moment now);
  void failed(std::string_view name, std::string_view address, Moment now);
  void spend_as_if_checked(const Credential* account, std::string_view password) const;

  std::array<unsigned char, 32> key_{};
  std::string nobodys_hash_;                    // what a password is compared with when there is no account
  std::unordered_map<std::string, Mac> right_;  // by name; as many as there are accounts
  Buckets by_name_;
  Buckets by_address_;
  Bucket altogether_;
};

}  // namespace facet::door
