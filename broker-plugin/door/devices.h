#pragma once

#include <unordered_map>
#include <vector>

#include "broker-plugin/door/buckets.h"
#include "schemas/ids.h"

namespace facet::door {

// Which devices of a user have logged in: each may leave a session and a retained link at the broker, so
// there are at most limits::kDevicesPerUser of them in a day. As many users as have logged in. Not
// thread-safe.
class Devices {
 public:
  // False: one too many. A device that was there in the last day always may.
  bool admit(UserId user, DeviceId device, Moment now);

 private:
  struct Seen {
    DeviceId device;
    Moment at;
  };
  std::unordered_map<UserId, std::vector<Seen>> seen_;
};

}  // namespace facet::door
