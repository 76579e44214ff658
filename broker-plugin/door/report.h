#pragma once

#include <cstdint>
#include <string>

#include "broker-plugin/credentials/credentials.h"
#include "broker-plugin/door/fan_out.h"
#include "broker-plugin/door/refusals.h"
#include "broker-plugin/door/sessions.h"

namespace facet::door {

// What the operators are told on facet/v1/ops/plugin, and the resolver: that there is a plugin, `boot` and
// `fan_out_watchers` (resolver/pipeline/plugin_report.h).
struct Report {
  const Credentials& accounts;
  const Sessions& sessions;
  const FanOutExpander& fan_out;
  const Refusals& refusals;
  std::size_t fan_out_watchers = 0;
  const std::string& reload_error;  // empty: the credentials in use are those of the file
  std::uint64_t unix_us = 0;
};

// One JSON object, no telephone number in it.
std::string json_of(const Report& report);

}  // namespace facet::door
