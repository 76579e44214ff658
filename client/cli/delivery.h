#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "client/cli/context.h"

namespace facet::cli {

// What became of what was saved on this device.
struct Delivery {
  enum class State {
    delivered,  // the server has it on disk
    kept,       // --offline
    waiting,    // connected, or another process is, but not all has its receipt
    unreachable,
    not_authorised,
    refused,    // by the server; the reasons are in `report`
    not_taken,  // the server does not take this phone as it is; the reason is in `error`
    erased,     // the account is: what was saved is of no use any more
    failed,     // the store
  };
  State state = State::delivered;
  client::SyncReport report;
  std::optional<Error> error;
};

// Sends all that waits, unless --offline.
Delivery deliver(const Context& context, client::Phone& phone);

Exit exit_of(const Delivery& delivery);
// For commands that change nothing: without anything that waits, no connection is a failure, not "saved".
Exit exit_of_fetch(const Delivery& delivery);
// "delivered", "saved; will be sent when the server can be reached".
std::string sentence_of(const Delivery& delivery);
// {"state":"delivered","accepted":1,"stale":0,"refused":[],"waiting":0}
nlohmann::ordered_json json_of(const Delivery& delivery);

// For commands that changed something: delivers, then says each line with what became of it ("Family: Driving
// — delivered"), the reasons on stderr, or `json` with "ok" and "delivery" added.
Exit finish_change(const Context& context, client::Phone& phone, const std::vector<std::string>& lines,
                   nlohmann::ordered_json json);

}  // namespace facet::cli
