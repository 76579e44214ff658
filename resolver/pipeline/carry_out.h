#pragma once

#include <optional>
#include <vector>

#include "resolver/pipeline/core.h"

namespace facet::resolver {

// What is stored together with a Decision.
struct Along {
  std::optional<UserId> registered{};
  std::optional<UserId> unregistered{};
  std::optional<Timer> fired{};
};

// Commits what was decided about `presentity` (nothing, when there is nothing) and tells the outbox. The
// marks it gives are for Committer::add: to be published once they are on the disk. After an error, the
// store's, `presentity` is not what is stored and has been evicted: the reference is dangling.
// With `core.mutex` held since before the decision.
Result<std::vector<Mark>> carry_out(Core& core, const Presentity& presentity, Decision decision,
                                    const Along& along = {});

}  // namespace facet::resolver
