#include "resolver/config/config.h"

namespace facet::resolver {
namespace {

class ConfigCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "config"; }

  std::string message(int code) const override {
    switch (static_cast<config_errc>(code)) {
      case config_errc::unreadable:
        return "cannot read file";
      case config_errc::syntax:
        return "not valid TOML";
      case config_errc::unknown_key:
        return "unknown key";
      case config_errc::wrong_type:
        return "wrong type";
      case config_errc::out_of_range:
        return "value out of range";
      case config_errc::unsafe_password_file:
        return "password file is open to others";
    }
    return "unknown error";
  }
};

}  // namespace

std::error_code make_error_code(config_errc code) {
  static const ConfigCategory category;
  return {static_cast<int>(code), category};
}

}  // namespace facet::resolver
