#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schemas/result.h"

namespace facet::cli {

struct Broker {
  std::string host;
  std::optional<std::uint16_t> port;  // nullopt: not given
};

// "example.org", "example.org:1883", "[2001:db8::1]:1883", "2001:db8::1". errc::bad_value.
Result<Broker> parse_broker(std::string_view text);

}  // namespace facet::cli
