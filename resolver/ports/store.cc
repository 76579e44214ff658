#include "resolver/ports/store.h"

namespace facet::resolver {
namespace {

class StoreCategory : public std::error_category {
 public:
  const char* name() const noexcept override { return "store"; }
  std::string message(int code) const override {
    switch (static_cast<store_errc>(code)) {
      case store_errc::io:
        return "the store cannot be read or written; see to the disk, then start the resolver again";
      case store_errc::damaged:
        return "the store is damaged; restore a backup (docs/operations.md)";
      case store_errc::newer_schema:
        return "the store was written by a newer version of Facet";
      case store_errc::locked:
        return "the store is in use";
    }
    return "unknown store error";
  }
};

}  // namespace

std::error_code make_error_code(store_errc code) {
  static const StoreCategory category;  // immutable; error codes compare categories by address
  return {static_cast<int>(code), category};
}

}  // namespace facet::resolver
