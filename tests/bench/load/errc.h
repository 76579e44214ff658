#pragma once

#include <system_error>

namespace facet::load {

enum class errc {
  timeout = 1,  // what was waited for did not come in time
  refused,      // the broker or the resolver said no
  lost,         // a connection ended that should have stood
  malformed,    // bytes that are not MQTT, or not one of Facet's payloads
  wrong,        // a delivery that is not what was sent, or not whom it was sent to
  system,       // the machine does not give what is needed: files, ports, programs
};
std::error_code make_error_code(errc code);

}  // namespace facet::load

template <>
struct std::is_error_code_enum<facet::load::errc> : std::true_type {};
