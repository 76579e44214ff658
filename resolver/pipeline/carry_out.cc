#include "resolver/pipeline/carry_out.h"

#include <algorithm>
#include <utility>

#include "resolver/domain/audience.h"
#include "resolver/pipeline/reception.h"

namespace facet::resolver {
namespace {

bool is_empty(const Commit& commit) {
  return commit.writes.empty() && commit.marks.empty() && commit.timers.empty() && commit.fired.empty() &&
         !commit.registered && !commit.unregistered;
}

void note_accounts(Core& core, UserId user, const std::vector<Write>& writes) {
  for (const auto& write : writes) {
    if (const auto* put = std::get_if<PutAccount>(&write)) core.registry.note(user, put->account);
  }
}

// Those whose account has come to an end, of whom the writes say something.
Formers formers_in(const Formers& formers, const std::vector<Write>& writes) {
  Formers found;
  if (formers.empty()) return found;
  const auto look = [&](UserId contact) {
    const auto former = formers.find(contact);
    if (former != formers.end()) found.insert(*former);
  };
  for (const auto& write : writes) {
    if (const auto* put = std::get_if<PutMembership>(&write)) look(put->contact);
    if (const auto* put = std::get_if<PutContact>(&write)) look(put->contact);
    if (const auto* put = std::get_if<PutStance>(&write)) look(put->of);
  }
  return found;
}

// Also whose topics a watcher's own doing fills or empties. After note_accounts().
Status add_reception(Core& core, const Presentity& presentity, Decision& decision) {
  if (decision.reception == Reception{}) return {};
  auto targets = targets_of(core, presentity, decision.reception);
  if (!targets) return fail(targets.error());
  decision.dirty.insert(decision.dirty.end(), targets->begin(), targets->end());
  return {};
}

void count_flip(Core& core, const Presentity& presentity, const std::vector<Target>& dirty) {
  const bool flips = std::any_of(dirty.begin(), dirty.end(), [](const Target& target) {
    return target.kind == TargetKind::presence && target.id != static_cast<std::uint64_t>(Flip::call);
  });
  if (!flips) return;
  core.counters.counter(presentity.off() ? "went_off" : "came_back").add();
}

}  // namespace

Result<std::vector<Mark>> carry_out(Core& core, const Presentity& presentity, Decision decision,
                                    const Along& along) {
  note_accounts(core, presentity.id(), decision.writes);
  if (along.registered) decision.reception = {};  // everything is filled in anyway
  if (auto added = add_reception(core, presentity, decision); !added) {
    core.presentities.evict(presentity.id());
    return fail(added.error());
  }
  std::vector<Target> unchanged;
  for (const auto& left : decision.left) {
    (core.outbox.has(left.waiting) ? decision.dirty : unchanged).push_back(left.behind);
  }
  auto formers = formers_in(core.registry.formers(), decision.writes);
  Commit commit{presentity.id(),
                std::move(decision.writes),
                core.outbox.stamp(decision.dirty),
                std::move(decision.timers),
                std::move(decision.cancelled),
                along.registered,
                along.unregistered,
                std::move(decision.log),
                std::move(formers)};
  if (along.fired) commit.fired.push_back(*along.fired);
  if (!is_empty(commit)) {
    if (const auto stored = core.store.commit(commit); !stored) {
      core.presentities.evict(presentity.id());
      return fail(stored.error());
    }
  }
  if (commit.registered) core.registry.add(*commit.registered);
  if (commit.unregistered) core.registry.remove(*commit.unregistered);
  core.outbox.add(commit.marks);
  core.outbox.note(unchanged);
  count_flip(core, presentity, decision.dirty);
  return std::move(commit.marks);
}

}  // namespace facet::resolver
