#include "client/lib/phone.h"

namespace facet::client {
namespace {

const char* words(errc code) {
  switch (code) {
    case errc::no_profile:
      return "no profile in this folder";
    case errc::profile_exists:
      return "there is a profile already";
    case errc::bad_profile:
      return "the profile cannot be used";
    case errc::store:
      return "the phone's own store failed";
    case errc::newer_store:
      return "the phone's store was made by a newer version of Facet";
    case errc::no_such_group:
      return "no such group";
    case errc::group_exists:
      return "there is such a group already";
    case errc::no_such_contact:
      return "no such contact";
    case errc::bad_value:
      return "this value cannot be used";
    case errc::over_limit:
      return "this would be too many";
    case errc::unreachable:
      return "no connection to the broker";
    case errc::not_authorised:
      return "the broker refused the number or the password";
    case errc::no_answer:
      return "no answer in time";
    case errc::refused:
      return "the resolver refused it";
    case errc::busy:
      return "another process of this profile is online";
    case errc::erased:
      return "this account was erased";
  }
  return "unknown error of the client library";
}

class Category final : public std::error_category {
 public:
  const char* name() const noexcept override { return "facet.client"; }
  std::string message(int code) const override { return words(static_cast<errc>(code)); }
};

}  // namespace

std::error_code make_error_code(errc code) {
  static const Category category;
  return {static_cast<int>(code), category};
}

}  // namespace facet::client
