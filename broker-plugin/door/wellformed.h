#pragma once

#include <optional>
#include <string_view>

#include "schemas/decode.h"
#include "schemas/topics.h"

namespace facet::door {

// What is wrong with a message on facet/v1/up/<user>/<device>/<kind>; nullopt: nothing. The whole payload is
// verified as the resolver will (schemas/decode.h), and that it came with QoS 1 and is not retained: a
// retained one would come to the resolver again and again, QoS 0 may be lost, QoS 2 is twice the packets for
// what a revision gives already. Any bytes are safe. Pure.
std::optional<Refusal> fault_of(topics::UpKind kind, std::string_view payload, int qos, bool retain);

}  // namespace facet::door
