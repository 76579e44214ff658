#include "resolver/backup/errc.h"

namespace facet::resolver {
namespace {

class BackupCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "backup"; }

  std::string message(int code) const override {
    switch (static_cast<backup_errc>(code)) {
      case backup_errc::io:
        return "cannot read or write";
      case backup_errc::damaged:
        return "damaged";
      case backup_errc::no_store:
        return "nothing to read";
      case backup_errc::occupied:
        return "not overwritten";
      case backup_errc::busy:
        return "not now";
    }
    return "unknown error";
  }
};

}  // namespace

std::error_code make_error_code(backup_errc code) {
  static const BackupCategory category;
  return {static_cast<int>(code), category};
}

}  // namespace facet::resolver
