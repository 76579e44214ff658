#include "tests/bench/load/errc.h"

#include <string>

namespace facet::load {
namespace {

class Category final : public std::error_category {
 public:
  const char* name() const noexcept override { return "facet.load"; }
  std::string message(int code) const override {
    switch (static_cast<errc>(code)) {
      case errc::timeout:
        return "not in time";
      case errc::refused:
        return "refused";
      case errc::lost:
        return "connection lost";
      case errc::malformed:
        return "malformed";
      case errc::wrong:
        return "wrong delivery";
      case errc::system:
        return "not possible on this machine";
    }
    return "unknown";
  }
};

}  // namespace

std::error_code make_error_code(errc code) {
  static const Category category;
  return {static_cast<int>(code), category};
}

}  // namespace facet::load
