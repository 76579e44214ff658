#include "client/lib/contacts/errors.h"

#include <string>

namespace facet::contacts {
namespace {

const char* sentence(errc code) {
  switch (code) {
    case errc::file_too_large:
      return "the address book is too large; export it without photos or in parts";
    case errc::no_cards:
      return "the file holds no vCard; export the contacts as vCard (.vcf)";
    case errc::unknown_charset:
      return "unknown character set; name one such as UTF-8, GBK or windows-1252";
    case errc::unknown_region:
      return "unknown region; give a country code of two letters such as CN, DE or GB";
    case errc::no_number:
      return "not a telephone number; correct it in the address book";
    case errc::not_a_telephone:
      return "an address, not a telephone number";
    case errc::dialling_code:
      return "a dialling code, not a person's number";
    case errc::service_number:
      return "a service number, not a person's";
    case errc::letters:
      return "letters where digits belong; write the number with digits";
    case errc::no_country_code:
      return "no country code; write it with + in front, or give a region";
    case errc::bad_country_code:
      return "no country has this country code; correct it in the address book";
    case errc::no_area_code:
      return "the area code is missing; write the whole number";
    case errc::too_short:
      return "too short for a telephone number; write the whole number";
    case errc::too_long:
      return "too long for a telephone number; correct it in the address book";
    case errc::impossible_length:
      return "no number of that country has this length; correct it in the address book";
  }
  return "unknown error";
}

class Category final : public std::error_category {
 public:
  const char* name() const noexcept override { return "facet.contacts"; }
  std::string message(int code) const override { return sentence(static_cast<errc>(code)); }
};

}  // namespace

std::error_code make_error_code(errc code) {
  static const Category category;
  return {static_cast<int>(code), category};
}

}  // namespace facet::contacts
