#include "resolver/pipeline/reception.h"

#include <optional>

#include "resolver/pipeline/readers.h"

namespace facet::resolver {
namespace {

// Whether `presentity` has something to show to `watcher`, or may have.
Result<bool> is_held_by(Store& store, UserId watcher, UserId presentity) {
  const auto page = store.presentities_holding(watcher, UserId{presentity.value() - 1}, 1);
  if (!page) return fail(page.error());
  return !page->empty() && page->front() == presentity;
}

// What of its topic is to be looked at again; nullopt: nothing is different.
std::optional<TargetKind> to_look_at(const Standing& was, const Standing& now, bool strangers) {
  const bool took = Readers::takes(was, /*asked=*/false, strangers);
  const bool takes = Readers::takes(now, /*asked=*/false, strangers);
  if (took != takes) return takes ? TargetKind::watcher : TargetKind::withdrawn;
  if (takes || was.stance == now.stance) return std::nullopt;
  // One who asked takes what comes as long as it says nothing; whether it asked is seen when the topic is.
  if (now.stance == Stance::none) return TargetKind::watcher;
  return was.stance == Stance::none ? std::optional{TargetKind::withdrawn} : std::nullopt;
}

}  // namespace

Result<std::vector<Target>> targets_of(Core& core, const Presentity& watcher, const Reception& reception) {
  std::vector<Target> targets;
  const bool strangers = core.registry.takes_strangers(watcher.id());
  for (const auto& was : reception.changed) {
    const Standing now{watcher.stance(was.of), watcher.knows(was.of)};
    const auto kind = to_look_at({was.stance, was.knew}, now, strangers);
    if (!kind) continue;
    const auto held = is_held_by(core.store, watcher.id(), was.of);
    if (!held) return fail(held.error());
    // What it no longer has to show may stand there still.
    const Target waiting{TargetKind::watcher, was.of, watcher.id().value()};
    if (!*held && !core.outbox.has(waiting)) continue;
    targets.push_back({*kind, was.of, watcher.id().value()});
  }
  if (reception.strangers) targets.push_back({TargetKind::backfill, watcher.id(), kStrangersOnly});
  return targets;
}

}  // namespace facet::resolver
