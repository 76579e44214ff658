#include "broker-plugin/door/devices.h"

#include <algorithm>

#include "schemas/limits.h"

namespace facet::door {
namespace {

constexpr std::chrono::hours kRemembered{24};

}  // namespace

bool Devices::admit(UserId user, DeviceId device, Moment now) {
  auto& seen = seen_[user];
  const auto known =
      std::find_if(seen.begin(), seen.end(), [&](const Seen& one) { return one.device == device; });
  if (known != seen.end()) {
    known->at = now;
    return true;
  }
  std::erase_if(seen, [&](const Seen& one) { return now - one.at > kRemembered; });
  if (seen.size() >= limits::kDevicesPerUser) return false;
  seen.push_back({device, now});
  return true;
}

}  // namespace facet::door
