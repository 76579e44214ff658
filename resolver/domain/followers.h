#pragma once

#include "resolver/domain/effects.h"
#include "resolver/domain/presentity.h"
#include "resolver/domain/terms.h"

// Who is in no group and is kept up to date for a while: who asked, and who was removed from the last group.
namespace facet::resolver {

// `watcher` has asked. Nothing, when it has a topic anyway, or asked a short while ago.
Decision follow(Presentity& presentity, UserId watcher, Instant now, const Terms& terms);

// Whether there is room for `watcher` among the followers.
bool may_follow(const Presentity& presentity, UserId watcher, Time now);

// Puts `until` (kNoTime: not any more) into `own`, and moves the timer. The caller stores `own`.
void set_following(const Presentity& presentity, UserId watcher, ContactState& own, Time until, Time now,
                   Decision& decision);

// The account of `watcher` has come to its end, and its topics are empty.
Decision unfollow(Presentity& presentity, UserId watcher, Time now);

// The time of `watcher` may be up.
void end_following(Presentity& presentity, UserId watcher, Time at, Decision& decision);

}  // namespace facet::resolver
