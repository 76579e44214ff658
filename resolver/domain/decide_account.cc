#include <algorithm>

#include "resolver/domain/decide.h"
#include "resolver/domain/outcome.h"

namespace facet::resolver {

Decision decide(Presentity& presentity, const AccountEdit& edit, DeviceId from, Instant now) {
  auto denial = check_maker(edit.revision, from, now);
  if (!denial && edit.erase != presentity.id()) denial = Denial{Reason::bad_value, "erase"};
  if (!denial && presentity.account().erasing) denial = Denial{Reason::unavailable, {}};
  if (denial) return refusal(edit.revision, *denial, presentity);

  Decision decision;
  Tally tally;
  Account account = presentity.account();
  if (tally.newer(edit.revision, account.erased)) {
    account = Account{};
    account.erased = std::max(edit.revision, presentity.newest());  // whatever any device said until now
    account.erasing = true;
    decision.writes.emplace_back(PutAccount{account});
    decision.dirty.push_back({TargetKind::erased, presentity.id(), 0});
    presentity.put_account(std::move(account));
  }
  decision.receipt = receipt_of(edit.revision, tally, presentity);
  return decision;
}

Decision finish_erasure(Presentity& presentity) {
  Account account;
  account.erased = presentity.account().erased;
  presentity.put_account(account);
  presentity.wipe();
  Decision decision;
  decision.writes.emplace_back(Wipe{});
  decision.writes.emplace_back(PutAccount{account});
  return decision;
}

}  // namespace facet::resolver
