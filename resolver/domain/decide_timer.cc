#include "resolver/domain/decide.h"
#include "resolver/domain/device_changes.h"
#include "resolver/domain/liveness.h"
#include "resolver/domain/rules.h"

namespace facet::resolver {
namespace {

// The override of one watcher has ended. Whoever is in no group then has no topic any more.
void tell_watcher(const Presentity& presentity, const Target& watcher, Time now, Decision& decision) {
  const auto shown = retained_when_there(presentity, UserId{watcher.id}, now);
  if (!presentity.off() || !shown) {
    decision.dirty.push_back(watcher);
  } else if (*shown == off_view()) {
    decision.left.push_back({presence_of(presentity), watcher});
  }
}

}  // namespace

void tell_audience(const Presentity& presentity, const GroupState& group, Time now, Decision& decision) {
  const Target audience{TargetKind::audience, presentity.id(), group.id.value()};
  if (!presentity.off()) {
    decision.dirty.push_back(audience);
  } else if (shown(effective(group, now)) == off_view()) {
    decision.left.push_back({presence_of(presentity), audience});
  }
}

Decision decide(Presentity& presentity, const Timer& timer, Time now) {
  Decision decision;
  switch (timer.target.kind) {
    case TargetKind::audience:
      if (const auto* group = presentity.existing_group(GroupId{static_cast<std::uint32_t>(timer.target.id)}))
        tell_audience(presentity, *group, now, decision);
      break;
    case TargetKind::watcher:
      tell_watcher(presentity, timer.target, now, decision);
      break;
    case TargetKind::presence:
      time_is_up(presentity, DeviceId{static_cast<std::uint16_t>(timer.target.id)}, timer.at, decision);
      break;
    case TargetKind::own_group:
    case TargetKind::own_members:
    case TargetKind::backfill:
      break;  // never set
  }
  return decision;
}

}  // namespace facet::resolver
