#include "resolver/pipeline/carry_out.h"

#include <utility>

namespace facet::resolver {
namespace {

bool is_empty(const Commit& commit) {
  return commit.writes.empty() && commit.marks.empty() && commit.timers.empty() && commit.fired.empty() &&
         !commit.registered;
}

void count_flip(Core& core, const Presentity& presentity, const std::vector<Target>& dirty) {
  const Target presence{TargetKind::presence, presentity.id(), 0};
  if (std::find(dirty.begin(), dirty.end(), presence) == dirty.end()) return;
  core.counters.counter(presentity.off() ? "went_off" : "came_back").add();
}

}  // namespace

Result<std::vector<Mark>> carry_out(Core& core, const Presentity& presentity, Decision decision,
                                    const Along& along) {
  std::vector<Target> unchanged;
  for (const auto& left : decision.left) {
    (core.outbox.has(left.waiting) ? decision.dirty : unchanged).push_back(left.behind);
  }
  Commit commit{presentity.id(),
                std::move(decision.writes),
                core.outbox.stamp(decision.dirty),
                std::move(decision.timers),
                std::move(decision.cancelled),
                along.registered};
  if (along.fired) commit.fired.push_back(*along.fired);
  if (!is_empty(commit)) {
    if (const auto stored = core.store.commit(commit); !stored) {
      core.presentities.evict(presentity.id());
      return fail(stored.error());
    }
  }
  if (commit.registered) core.registry.add(*commit.registered);
  core.outbox.add(commit.marks);
  core.outbox.note(unchanged);
  count_flip(core, presentity, decision.dirty);
  return std::move(commit.marks);
}

}  // namespace facet::resolver
