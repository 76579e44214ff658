#pragma once

#include <string>
#include <string_view>

namespace facet::cli {

// One line of `mosquitto_sub -F '%t %x'` (topic, blank, payload in hexadecimal) as one line of JSON, without
// a line end:
//   {"topic":"facet/v1/in/2/1","kind":"view","watcher":"2","presentity":"1","payload":{"activity":"driving",…}}
// An empty payload gives "removed":true. What cannot be read gives "error": "bad_line", "bad_hex",
// "unknown_topic", or a refusal's reason ("wrong_kind", "malformed", …) with its "limit". Any bytes are safe.
std::string decode_line(std::string_view line);

}  // namespace facet::cli
