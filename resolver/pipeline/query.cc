#include "resolver/pipeline/query.h"

#include "resolver/domain/owner_views.h"
#include "resolver/domain/rules.h"
#include "resolver/domain/view_changes.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

using limits::kRowsPerReceipt;

Status add_seen(Core& core, UserId user, const Query& query, Receipt& receipt) {
  const auto presentity = core.presentities.get(user);
  if (!presentity) return fail(presentity.error());
  if (query.kind == QueryKind::view_as) {
    receipt.seen.push_back(seen_by(**presentity, query.subject, core.shown_at()));
    return {};
  }
  receipt.seen = seen_by_contacts(**presentity, UserId{query.after}, kRowsPerReceipt, core.shown_at());
  if (receipt.seen.size() == kRowsPerReceipt) receipt.next = receipt.seen.back().watcher.value();
  return {};
}

Status add_log(Core& core, UserId user, const Query& query, Receipt& receipt) {
  auto entries = core.store.log(user, query.after, kRowsPerReceipt);
  if (!entries) return fail(entries.error());
  if (entries->size() == kRowsPerReceipt) receipt.next = query.after + kRowsPerReceipt;
  receipt.log = std::move(*entries);
  return {};
}

// What the one who asks thinks of those who hold it, all at once: the next look at a presentity may send this
// one out of memory.
Result<std::vector<Source>> standings_of(Core& core, UserId user, const std::vector<UserId>& holders) {
  const auto self = core.presentities.get(user);
  if (!self) return fail(self.error());
  std::vector<Source> sources;
  for (const UserId id : holders) {
    sources.push_back({id, (*self)->stance(id), (*self)->knows(id), false});
  }
  return sources;
}

Status add_sources(Core& core, UserId user, const Query& query, Receipt& receipt) {
  const auto holders = core.store.presentities_holding(user, UserId{query.after}, kRowsPerReceipt);
  if (!holders) return fail(holders.error());
  if (holders->size() == kRowsPerReceipt) receipt.next = holders->back().value();
  auto sources = standings_of(core, user, *holders);
  if (!sources) return fail(sources.error());
  for (auto& source : *sources) {
    if (source.stance == Stance::refused) continue;
    const auto presentity = core.presentities.get(source.presentity);
    if (!presentity) return fail(presentity.error());
    if (!retained_view(**presentity, user, core.shown_at())) continue;
    const auto takes = core.readers().takes(**presentity, user);
    if (!takes) return fail(takes.error());
    source.published = *takes;
    receipt.sources.push_back(source);
  }
  return {};
}

}  // namespace

Result<Receipt> answer_query(Core& core, UserId user, const Query& query) {
  Receipt receipt;
  receipt.request = query.correlation;
  receipt.outcome = Outcome::accepted;
  Status added;
  switch (query.kind) {
    case QueryKind::view_as:
    case QueryKind::watchers:
      added = add_seen(core, user, query, receipt);
      break;
    case QueryKind::log:
      added = add_log(core, user, query, receipt);
      break;
    case QueryKind::sources:
      added = add_sources(core, user, query, receipt);
      break;
    case QueryKind::unset:
      break;  // not decoded
  }
  if (!added) return fail(added.error());
  return receipt;
}

}  // namespace facet::resolver
