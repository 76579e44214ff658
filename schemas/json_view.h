#pragma once

#include <string>
#include <string_view>

#include "schemas/decode.h"
#include "schemas/kinds.h"

namespace facet {

// One payload as one line of JSON with the schema's field names, for people and scripts:
// {"activity":"driving","changed_at":1795455000}. Verified first, like decode.h; refused payloads give the
// refusal. The kind is the payload's own (its file identifier). Not for the hot path. Thread-safe.
Decoded<std::string> json_view(std::string_view payload);

}  // namespace facet
