#include "resolver/domain/device_changes.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "resolver/domain/liveness.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

// It said so in the connection that is known, or after it; a newer connection makes that void.
bool is_shut_down(const Device& device) {
  return device.state == DeviceState::shutting_down && device.reported_in == device.session;
}

struct Counting {
  bool present = false;
  Time until = kNoTime;
};

// How a device counts whose connection is gone. `counted`: it did before this was told. The grace lets it
// count a while longer; it never makes one count that did not: a farewell is no return.
Counting when_gone(const Device& device, bool counted, bool has_just_gone, Time now,
                   std::chrono::seconds grace) {
  if (device.state == DeviceState::asleep) return {true, now + limits::kAsleep};
  if (!counted) return {};
  Time end = now + grace;
  // A report that comes after the farewell does not begin the grace anew.
  if (!has_just_gone) end = std::min(end, device.until);
  return end > now ? Counting{true, end} : Counting{};
}

void count(Device& device, bool counted, bool has_just_gone, Time now, std::chrono::seconds grace) {
  Counting counting{true, kNoTime};  // connected; or nothing was ever told of its connection
  if (is_shut_down(device)) {
    counting = {};
  } else if (device.link == LinkState::gone) {
    counting = when_gone(device, counted, has_just_gone, now, grace);
  }
  device.present = counting.present;
  device.until = counting.until;
}

Timer timer_of(const Presentity& presentity, DeviceId id, Time at) {
  return {at, {TargetKind::presence, presentity.id(), id.value()}};
}

// One timer at the end of the time a device counts; none where it has no end.
void set_timer(const Presentity& presentity, DeviceId id, Time before, Time after, Time now,
               Decision& decision) {
  if (before == after) return;
  if (before > now) decision.cancelled.push_back(timer_of(presentity, id, before));
  if (after != kNoTime) decision.timers.push_back(timer_of(presentity, id, after));
}

// The one that is forgotten for want of room: one that does not count rather than one that does, one that is
// not connected rather than one that is, and then the one that was not heard of for longest.
DeviceId least(const Presentity& presentity) {
  const auto rank = [](const auto& entry) {
    const Device& device = entry.second;
    return std::tuple(device.present, device.link == LinkState::connected, device.since);
  };
  const auto& devices = presentity.devices();
  return std::min_element(devices.begin(), devices.end(),
                          [&](const auto& a, const auto& b) { return rank(a) < rank(b); })
      ->first;
}

void forget_one(Presentity& presentity, Time now, Decision& decision) {
  const DeviceId id = least(presentity);
  set_timer(presentity, id, presentity.device(id)->until, kNoTime, now, decision);
  presentity.drop_device(id);
  decision.writes.emplace_back(DropDevice{id});
}

void put(Presentity& presentity, DeviceId id, const Device& device, Decision& decision) {
  presentity.put_device(id, device);
  decision.writes.emplace_back(PutDevice{id, device});
}

}  // namespace

void put_heard(Presentity& presentity, DeviceId id, Device device, const Device* before, Time now,
               std::chrono::seconds grace, Decision& decision) {
  const bool is_new = before == nullptr;
  const bool is_full = is_new && presentity.devices().size() >= limits::kDevicesPerUser;
  // The broker keeps the farewells of devices that were forgotten here, and tells them again and again.
  if (is_full && device.link == LinkState::gone) return;
  const bool was_off = presentity.off();
  // Of one never heard of it is not known that it did not count; but it brings nobody back who is off.
  const bool counted = before != nullptr ? before->present : !was_off;
  const bool has_just_gone =
      before == nullptr || before->link != device.link || before->session != device.session;
  const Time old_end = before != nullptr ? before->until : kNoTime;
  device.since = now;
  count(device, counted, has_just_gone, now, grace);
  if (is_full) forget_one(presentity, now, decision);
  put(presentity, id, device, decision);
  set_timer(presentity, id, old_end, device.until, now, decision);
  if (presentity.off() != was_off) decision.dirty.push_back(presence_of(presentity));
}

void time_is_up(Presentity& presentity, DeviceId id, Time at, Decision& decision) {
  const auto* found = presentity.device(id);
  if (found == nullptr || !found->present || found->until != at) return;
  const bool was_off = presentity.off();
  Device device = *found;
  device.present = false;
  device.until = kNoTime;
  put(presentity, id, device, decision);
  if (presentity.off() != was_off) decision.dirty.push_back(presence_of(presentity));
}

}  // namespace facet::resolver
