#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/lib/phone.h"
#include "schemas/result.h"

// Who and what is meant by the words on a command line.
namespace facet::cli {

// `text` as a number read as in the profile's region, or the name of exactly one contact (capitals do not
// count). Errors, cli::errc: bad_value (a number that is none), no_such_contact, ambiguous_contact.
Result<UserId> find_person(std::string_view text, const client::Phone& phone);
Result<std::vector<UserId>> find_people(const std::vector<std::string>& texts, const client::Phone& phone);

// errc::no_such_group, with the name that was probably meant.
Result<client::Group> find_group(std::string_view name, const client::Phone& phone);

// "+86 138 0013 8000".
std::string shown_number(UserId number);
// "Bob (+86 138 0013 8000)", or the number alone.
std::string shown_person(UserId number, std::string_view name);

}  // namespace facet::cli
