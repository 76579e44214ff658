#pragma once

#include <string>

#include "schemas/messages.h"

namespace facet::cli {

// Why the server refused a change, and what to do: "that is more than the server keeps for one person
// (groups_per_user: 100)".
std::string sentence_of(const Receipt& refusal);

// What the library says of a refusal ("clock_ahead (…): …", in English), as sentence_of says it. Anything
// else is left as it is.
std::string in_our_words(const std::string& detail);

}  // namespace facet::cli
