#include "resolver/domain/device_changes.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "resolver/domain/tell.h"
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

void end_call(Device& device) {
  device.call_since = device.call_until = kNoTime;
}

void count(Device& device, bool counted, bool has_just_gone, Time now, std::chrono::seconds grace) {
  Counting counting{true, kNoTime};  // connected; or nothing was ever told of its connection
  if (is_shut_down(device)) {
    counting = {};
  } else if (device.link == LinkState::gone) {
    counting = when_gone(device, counted, has_just_gone, now, grace);
  }
  if (counted && !counting.present) device.gone_at = now;
  device.present = counting.present;
  device.until = counting.until;
  if (!device.present) end_call(device);
}

Target timer_of(const Presentity& presentity, TargetKind kind, DeviceId id) {
  return {kind, presentity.id(), id.value()};
}

// One timer at the end of the time a device counts, one at the end of its call; none where there is no end.
void set_timers(const Presentity& presentity, DeviceId id, const Device& before, const Device& after,
                Time now, Decision& decision) {
  move_timer(timer_of(presentity, TargetKind::presence, id), before.until, after.until, now, decision);
  move_timer(timer_of(presentity, TargetKind::call, id), before.call_until, after.call_until, now, decision);
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
  set_timers(presentity, id, *presentity.device(id), Device{}, now, decision);
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
  const Laid over = laid(presentity);
  const bool was_off = over.overlay == Overlay::off;
  // Of one never heard of it is not known that it did not count; but it brings nobody back who is off.
  const bool counted = before != nullptr ? before->present : !was_off;
  const bool has_just_gone =
      before == nullptr || before->link != device.link || before->session != device.session;
  const Device old = before != nullptr ? *before : Device{};
  device.since = now;
  count(device, counted, has_just_gone, now, grace);
  if (is_full) forget_one(presentity, now, decision);
  put(presentity, id, device, decision);
  set_timers(presentity, id, old, device, now, decision);
  tell_flip(presentity, over, decision);
}

void time_is_up(Presentity& presentity, DeviceId id, Time at, Decision& decision) {
  const auto* found = presentity.device(id);
  if (found == nullptr || !found->present || found->until != at) return;
  const Laid over = laid(presentity);
  Device device = *found;
  device.present = false;
  device.until = kNoTime;
  device.gone_at = at;
  end_call(device);
  set_timers(presentity, id, *found, device, at, decision);
  put(presentity, id, device, decision);
  tell_flip(presentity, over, decision);
}

void call_is_over(Presentity& presentity, DeviceId id, Time at, Decision& decision) {
  const auto* found = presentity.device(id);
  if (found == nullptr || found->call_until != at) return;
  const Laid over = laid(presentity);
  Device device = *found;
  end_call(device);
  put(presentity, id, device, decision);
  tell_flip(presentity, over, decision);
}

}  // namespace facet::resolver
