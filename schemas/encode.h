#pragma once

#include "schemas/messages.h"

// Values to payloads. The same value always gives the same bytes, so equal Views can be told by comparing.
// Values must be within limits.h (an assertion of ours, not a stranger's input). Thread-safe.
namespace facet {

Bytes encode(const GroupsEdit& edit);
Bytes encode(const StatusEdit& edit);
Bytes encode(const DeviceReport& report);
Bytes encode(const StatusRequest& request);
Bytes encode(const WatchEdit& edit);
Bytes encode(const AccountEdit& edit);
Bytes encode(const Query& query);

Bytes encode(const View& view);
Bytes encode(const OwnGroup& group);
Bytes encode(const OwnMembers& members);
Bytes encode(const Receipt& receipt);
Bytes encode(const Link& link);
Bytes encode(const FanOut& fan_out);

}  // namespace facet
