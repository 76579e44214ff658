#pragma once

#include <system_error>

namespace facet::contacts {

// Why an address book, or one number in it, cannot be used. Each message says what to do next.
enum class errc {
  file_too_large = 1,
  no_cards,         // nothing in the file begins with BEGIN:VCARD
  unknown_charset,  // the one the caller named
  unknown_region,   // not an ISO 3166 code of two letters that libphonenumber knows
  no_number,        // empty, or nothing that could be dialled
  not_a_telephone,  // sip:, mailto: and the like
  dialling_code,    // *31#, #21#
  service_number,   // 110, 10086: reaches somebody else in every country
  letters,          // letters where digits belong
  no_country_code,  // and no region was given
  bad_country_code,
  no_area_code,  // could be dialled only within its town
  too_short,
  too_long,
  impossible_length,
};
std::error_code make_error_code(errc code);

}  // namespace facet::contacts

template <>
struct std::is_error_code_enum<facet::contacts::errc> : std::true_type {};
