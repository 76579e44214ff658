#include "broker-plugin/credentials/errc.h"

#include <string>

namespace facet::door {
namespace {

class CredentialsCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "credentials"; }

  std::string message(int code) const override {
    switch (static_cast<credentials_errc>(code)) {
      case credentials_errc::unreadable:
        return "cannot read file";
      case credentials_errc::unsafe_mode:
        return "file is open to others";
      case credentials_errc::damaged:
        return "credentials file is damaged";
      case credentials_errc::too_large:
        return "too large";
      case credentials_errc::bad_name:
        return "not a user name";
      case credentials_errc::bad_value:
        return "value out of range";
      case credentials_errc::weak_password:
        return "password is too weak";
      case credentials_errc::not_found:
        return "not found";
      case credentials_errc::exists:
        return "exists already";
      case credentials_errc::io:
        return "cannot write file";
    }
    return "unknown error";
  }
};

}  // namespace

std::error_code make_error_code(credentials_errc code) {
  static const CredentialsCategory category;
  return {static_cast<int>(code), category};
}

}  // namespace facet::door
