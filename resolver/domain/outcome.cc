#include "resolver/domain/outcome.h"

#include "schemas/limits.h"

namespace facet::resolver {

std::optional<Denial> check_maker(Revision revision, DeviceId from, Instant now) {
  if (revision.device() != from) return Denial{Reason::not_yours, "revision"};
  if (revision.made_at() > now + limits::kClockAhead) {
    return Denial{Reason::clock_ahead, "clock_ahead_hours", limits::kClockAhead.count()};
  }
  return std::nullopt;
}

std::optional<Denial> check_revision(Revision revision, DeviceId from, Instant now) {
  if (auto denial = check_maker(revision, from, now)) return denial;
  if (revision.made_at() < now - limits::kRemovalMemory) {
    return Denial{Reason::too_old, "removal_memory_days", limits::kRemovalMemory.count()};
  }
  return std::nullopt;
}

std::optional<Denial> check_account(const Presentity& presentity, Revision revision) {
  if (presentity.account().erasing) return Denial{Reason::unavailable, {}};
  if (revision <= presentity.account().erased) return Denial{Reason::erased, {}};
  return std::nullopt;
}

Receipt receipt_of(Revision request, const Tally& tally, const Presentity& presentity) {
  Receipt receipt;
  receipt.request = request.value();
  receipt.outcome = tally.stale && !tally.applied ? Outcome::stale : Outcome::accepted;
  receipt.revision = presentity.newest();
  return receipt;
}

Decision refusal(Revision request, Denial denial, const Presentity& presentity) {
  Decision decision;
  decision.receipt.request = request.value();
  decision.receipt.outcome = Outcome::refused;
  decision.receipt.reason = denial.reason;
  decision.receipt.limit = std::move(denial.limit);
  decision.receipt.limit_value = denial.limit_value;
  decision.receipt.revision = presentity.newest();
  return decision;
}

}  // namespace facet::resolver
