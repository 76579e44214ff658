#pragma once

#include <span>
#include <string>
#include <string_view>

#include "resolver/log/field.h"
#include "resolver/log/pseudonym.h"

// The part of a log line behind time and level. One line whatever the fields hold: control characters, quotes
// and bytes that are not UTF-8 are escaped.
namespace facet::resolver {

// connected broker=127.0.0.1:1883 why="not authorised"
std::string text_line(std::string_view event, std::span<const LogField> fields, const Pseudonyms& names,
                      bool reveal);

// "event":"connected","broker":"127.0.0.1:1883"
std::string json_line(std::string_view event, std::span<const LogField> fields, const Pseudonyms& names,
                      bool reveal);

}  // namespace facet::resolver
