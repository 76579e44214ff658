#include "resolver/pipeline/reception.h"

#include "resolver/pipeline/readers.h"

namespace facet::resolver {
namespace {

// Whether `presentity` has something to show to `watcher`, or may have.
Result<bool> is_held_by(Store& store, UserId watcher, UserId presentity) {
  const auto page = store.presentities_holding(watcher, UserId{presentity.value() - 1}, 1);
  if (!page) return fail(page.error());
  return !page->empty() && page->front() == presentity;
}

}  // namespace

Result<std::vector<Target>> targets_of(Core& core, const Presentity& watcher, const Reception& reception) {
  std::vector<Target> targets;
  const bool strangers = core.registry.takes_strangers(watcher.id());
  for (const auto& was : reception.changed) {
    const Standing now{watcher.stance(was.of), watcher.knows(was.of)};
    const bool took = Readers::takes({was.stance, was.knew}, /*asked=*/false, strangers);
    const bool takes = Readers::takes(now, /*asked=*/false, strangers);
    if (took == takes) continue;
    const auto held = is_held_by(core.store, watcher.id(), was.of);
    if (!held) return fail(held.error());
    if (!*held) continue;
    const auto kind = takes ? TargetKind::watcher : TargetKind::withdrawn;
    targets.push_back({kind, was.of, watcher.id().value()});
  }
  if (reception.strangers) targets.push_back({TargetKind::backfill, watcher.id(), kStrangersOnly});
  return targets;
}

}  // namespace facet::resolver
