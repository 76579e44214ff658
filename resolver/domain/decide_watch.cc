#include "resolver/domain/decide.h"
#include "resolver/domain/outcome.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

std::optional<Denial> check_stances(const Presentity& presentity, const WatchEdit& edit) {
  std::size_t stances = presentity.stances().size();
  for (const auto* list : {&edit.accept, &edit.mute, &edit.refuse, &edit.forget}) {
    for (const UserId of : *list) stances += presentity.stances().contains(of) ? 0 : 1;
  }
  if (stances <= limits::kStancesPerUser) return std::nullopt;
  return Denial{Reason::over_limit, "stances_per_user", limits::kStancesPerUser};
}

struct Change {
  Presentity& presentity;
  Revision revision;
  Tally& tally;
  Decision& decision;

  void set(UserId of, Stance stance) const {
    const auto found = presentity.stances().find(of);
    const StanceState held = found == presentity.stances().end() ? StanceState{} : found->second;
    if (!tally.newer(revision, held.revision)) return;
    const Stance before = presentity.stance(of);
    const StanceState state{stance, revision};
    presentity.put_stance(of, state);
    decision.writes.emplace_back(PutStance{of, state});
    if (stance != before) decision.reception.changed.push_back({of, before, presentity.knows(of)});
  }

  void set_strangers(Strangers strangers) const {
    Account account = presentity.account();
    if (!tally.newer(revision, account.strangers_revision)) return;
    const bool took = account.strangers == Strangers::take;
    account.strangers = strangers;
    account.strangers_revision = revision;
    decision.reception.strangers = took != (strangers == Strangers::take);
    decision.writes.emplace_back(PutAccount{account});
    presentity.put_account(std::move(account));
  }
};

}  // namespace

Decision decide(Presentity& presentity, const WatchEdit& edit, DeviceId from, Instant now) {
  auto denial = check_revision(edit.revision, from, now);
  if (!denial) denial = check_account(presentity, edit.revision);
  if (!denial) denial = check_stances(presentity, edit);
  if (denial) return refusal(edit.revision, *denial, presentity);

  Decision decision;
  Tally tally;
  const Change change{presentity, edit.revision, tally, decision};
  for (const UserId of : edit.accept) change.set(of, Stance::accepted);
  for (const UserId of : edit.mute) change.set(of, Stance::muted);
  for (const UserId of : edit.refuse) change.set(of, Stance::refused);
  for (const UserId of : edit.forget) change.set(of, Stance::none);
  if (edit.strangers != Strangers::unset) change.set_strangers(edit.strangers);
  decision.receipt = receipt_of(edit.revision, tally, presentity);
  return decision;
}

}  // namespace facet::resolver
