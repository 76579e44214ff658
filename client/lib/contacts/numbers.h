#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "schemas/ids.h"
#include "schemas/result.h"

// Numbers as people write them to UserIds and back, by libphonenumber's numbering plans. Thread-safe.
namespace facet::contacts {

struct Number {
  UserId id;
  // What the owner of the address book may want to know: an extension that was dropped, letters read as
  // digits, a number that its country has not given out. Sentences; usually none.
  std::vector<std::string> notes;
};

// Whether `region` is one whose numbering plan is known: "CN", "DE"; case does not matter.
bool is_known_region(std::string_view region);

// `raw` is UTF-8 as in vcard.h's Tel: national ("138 0013 8000", "030 23125 100"), international, or a `tel:`
// address. `region` is where its owner lives and how numbers without a country code are read; empty: those
// are refused. Taken: what is possible in its country. Whether it is given out is a note only, since
// numbering plans change more often than this program. Errors, contacts::errc: unknown_region and those from
// no_number on; `detail` is empty.
Result<Number> normalise(std::string_view raw, std::string_view region);

// "+86 138 0013 8000"; "+" and the digits where the plan of the country is not known. Empty for an id that is
// not valid.
std::string format_for_people(UserId id);

}  // namespace facet::contacts
