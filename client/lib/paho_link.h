#pragma once

#include "client/lib/link.h"

namespace facet::client {

// Eclipse Paho, MQTT 5: clean start, no session kept, keepalive 60 s, no reconnects of its own; TLS against
// `ca_file` when the profile names one. The user name is the number, the client id `<user>-<device>`.
std::unique_ptr<Link> make_paho_link(const Profile& profile);

}  // namespace facet::client
