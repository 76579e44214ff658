#pragma once

#include <string_view>

#include "broker-plugin/door/who.h"

// Who may do what, decided from the topic alone, in constant time: no list for anybody (docs/security.md has
// the table). What is not allowed here is denied. Pure.
namespace facet::door {

// To publish there, by whatever way: PUBLISH or a will. The resolver only empties `link` (Door::may_publish).
bool may_publish(const Who& who, std::string_view topic);

// To be sent a message of this topic, whatever subscription brought it. This is what protects: a subscription
// outlives a change of mind, and a wildcard says nothing of what it will match.
bool may_read(const Who& who, std::string_view topic);

// To subscribe at all. For phones only what stays with their own topics: each subscription to `#` would cost
// a check with every message of everybody.
bool may_subscribe(const Who& who, std::string_view filter);

}  // namespace facet::door
