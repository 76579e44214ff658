#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "client/lib/edits.h"
#include "client/lib/sqlite.h"

// Changes that wait for their receipt, and the receipts that came.
namespace facet::client {

struct PendingEdit {
  std::int64_t seq = 0;
  Revision revision;
  topics::UpKind kind{};
  Bytes payload;
};

Status add_pending(Database& db, const Draft& draft, Revision revision);
Result<std::optional<PendingEdit>> first_pending(Database& db);
Result<std::size_t> count_pending(Database& db);
Result<std::size_t> count_sent(Database& db);  // of those that wait
Status mark_sent(Database& db, std::int64_t seq);
Result<std::vector<Touch>> touches_of(Database& db, std::int64_t seq);
Result<std::vector<ContactTouch>> contact_touches_of(Database& db, std::int64_t seq);

// Takes it out of the queue and keeps the receipt for whoever waits for it.
Status settle(Database& db, std::int64_t seq, const Receipt& receipt);

// Drops the status edits that were never sent and of which nothing is left once `newer` is taken.
Status drop_covered(Database& db, const StatusEdit& newer);

Status drop_unsent(Database& db);

// Gives every waiting change, in order, a new revision: a single one would overtake those after it.
Status restamp_pending(Database& db, const std::function<Result<Revision>()>& next);

// Whether a waiting change touches this part, or any part, of the group.
Result<bool> is_touched(Database& db, GroupId group, Part part);
Result<bool> is_touched(Database& db, GroupId group);
Result<bool> is_touched(Database& db, const ContactTouch& touch);

struct Outcomes {
  std::int64_t last_id = 0;
  std::vector<Receipt> receipts;
};
Result<std::int64_t> last_outcome(Database& db);
Result<Outcomes> outcomes_after(Database& db, std::int64_t id);

}  // namespace facet::client
