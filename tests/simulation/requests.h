#pragma once

#include <optional>
#include <string>
#include <variant>

#include "schemas/messages.h"
#include "schemas/topics.h"

namespace facet::simulation {

// A change that a phone sends, as whoever looks on reads it.
using Edit = std::variant<GroupsEdit, StatusEdit, WatchEdit, AccountEdit>;
struct Change {
  topics::Up from;
  Revision revision;
  Edit edit;
};
// nullopt: it is no change, or cannot be read.
std::optional<Change> read_change(const std::string& topic, const Bytes& payload);

// How requests are told apart: "<user>-<device>/<revision>".
std::string request_name(UserId user, DeviceId device, std::uint64_t request);

}  // namespace facet::simulation
