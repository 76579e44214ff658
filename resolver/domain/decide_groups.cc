#include <algorithm>

#include "resolver/domain/decide.h"
#include "resolver/domain/group_changes.h"
#include "resolver/domain/group_limits.h"
#include "resolver/domain/log_lines.h"
#include "resolver/domain/outcome.h"
#include "resolver/domain/view_changes.h"

namespace facet::resolver {
namespace {

// A group that never was cannot be changed; one that was erased later than this edit makes the edit stale
// instead.
std::optional<Denial> check_groups_known(const Presentity& presentity, const GroupsEdit& edit) {
  for (const auto& one : edit.edits) {
    if (one.name || one.erase || presentity.existing_group(one.group) != nullptr) continue;
    const auto* erased = presentity.group(one.group);
    if (erased != nullptr && edit.revision < erased->erased) continue;
    return Denial{Reason::unknown_group, "group"};
  }
  return std::nullopt;
}

// Everybody whose View this edit can alter.
void watch_affected(const Presentity& presentity, const GroupEdit& edit, ViewChanges& views) {
  // A group that comes back counts again for members added after it was erased.
  const bool comes_back = edit.name && presentity.existing_group(edit.group) == nullptr;
  const bool whole_group = edit.erase || edit.replace || edit.rank || comes_back;
  if (whole_group) {
    for (const UserId member : presentity.members(edit.group)) views.watch(presentity, member);
  }
  for (const UserId contact : edit.add) views.watch(presentity, contact);
  for (const UserId contact : edit.remove) views.watch(presentity, contact);
}

}  // namespace

Decision decide(Presentity& presentity, const GroupsEdit& edit, DeviceId from, Instant now,
                const Terms& terms) {
  if (auto denial = check_revision(edit.revision, from, now))
    return refusal(edit.revision, *denial, presentity);
  if (auto denial = check_account(presentity, edit.revision))
    return refusal(edit.revision, *denial, presentity);
  if (auto denial = check_groups_known(presentity, edit)) return refusal(edit.revision, *denial, presentity);
  if (auto denial = check_group_limits(presentity, edit)) return refusal(edit.revision, *denial, presentity);

  ViewChanges views(to_time(now), to_time(now), terms);
  for (const auto& one : edit.edits) watch_affected(presentity, one, views);
  Decision decision;
  Tally tally;
  for (const auto& one : edit.edits) apply(presentity, one, edit.revision, to_time(now), tally, decision);
  forget_removals(presentity, now, decision);
  views.settle(presentity, decision);
  log_change(presentity, Cause::groups, from, to_time(now), decision);
  decision.receipt = receipt_of(edit.revision, tally, presentity);
  return decision;
}

}  // namespace facet::resolver
