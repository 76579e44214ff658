#pragma once

#include <string>
#include <utility>

#include "tests/support/mosquitto.h"

namespace facet::test {

// The configuration of a broker with persistence that takes what it is sent without limits. `who_and_how`:
// lines of its own on who may come in, and on TLS.
inline testing_support::Mosquitto::Config unlimited(std::string who_and_how = "allow_anonymous true\n") {
  return [own = std::move(who_and_how)](std::uint16_t port, const std::filesystem::path& dir) {
    return testing_support::loopback_listener(port) + own +
           "max_inflight_messages 0\nmax_queued_messages 0\npersistence true\npersistence_location " +
           dir.string() + "/\n";
  };
}

}  // namespace facet::test
