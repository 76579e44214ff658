#pragma once

#include <cstdint>

namespace facet::resolver {

// Turns Nagle's algorithm (RFC 896) off on every TCP connection of this process to that port: Paho 1.3.12
// leaves it on, has no option for it and does not tell its socket. With it a publication waits for the
// broker's kernel to acknowledge the PUBACK that went before it, which takes 40 ms when the broker has
// nothing to say. Where it cannot be done, it is slower and nothing else.
void send_without_delay(std::uint16_t broker_port);

}  // namespace facet::resolver
