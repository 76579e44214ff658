#pragma once

#include <string>
#include <string_view>

#include "schemas/result.h"

// What can be told of a number by its text alone, before any country's numbering plan is asked.
namespace facet::contacts {

struct NumberText {
  std::string dialled;       // as written, with ASCII digits; never a `tel:` address
  std::string dropped;       // the extension or dial pause that followed: "123"; empty when there was none
  bool has_letters = false;  // behind the first digit, and not "ext"; perhaps a vanity number: 1-800-FLOWERS
};

// `raw` is UTF-8: text or a `tel:` address (RFC 3966) with its phone-context and ext. Digits of every script
// become ASCII, also 一三八; characters that cannot be seen (phones paste them with numbers) go.
// Errors, contacts::errc: no_number, not_a_telephone, dialling_code.
Result<NumberText> number_text(std::string_view raw);

}  // namespace facet::contacts
