#include "resolver/domain/followers.h"

#include <utility>

#include "resolver/domain/rules.h"
#include "resolver/domain/tell.h"
#include "schemas/limits.h"

namespace facet::resolver {
namespace {

// Asking again within this prolongs nothing: it would be one message each.
constexpr std::chrono::minutes kSameQuestion{10};

}  // namespace

bool may_follow(const Presentity& presentity, UserId watcher, Time now) {
  if (watcher == presentity.id() || presentity.account().erasing) return false;
  const auto* contact = presentity.contact(watcher);
  const bool follows = contact != nullptr && contact->own.follows_until > now;
  return follows || presentity.followers() < limits::kFollowersPerUser;
}

void set_following(const Presentity& presentity, UserId watcher, ContactState& own, Time until, Time now,
                   Decision& decision) {
  const Target follower{TargetKind::follower, presentity.id(), watcher.value()};
  move_timer(follower, own.follows_until, until, now, decision);
  own.follows_until = until;
}

Decision follow(Presentity& presentity, UserId watcher, Instant instant, const Terms& terms) {
  Decision decision;
  const Time now = to_time(instant);
  if (!may_follow(presentity, watcher, now)) return decision;
  const auto* contact = presentity.contact(watcher);
  const Moment moment(presentity, now);
  const bool follows = contact != nullptr && contact->own.follows_until > now;
  if (!follows && moment.has_topic(watcher, contact)) return decision;  // of a group, or of its own
  ContactState own = presentity.own_of(watcher);
  const Time until = now + terms.follow;
  if (follows && own.asked && until < own.follows_until + kSameQuestion) return decision;
  set_following(presentity, watcher, own, until, now, decision);
  own.asked = true;
  decision.writes.emplace_back(PutContact{watcher, own});
  presentity.put_contact(watcher, std::move(own));
  decision.dirty.push_back(watcher_of(presentity, watcher));
  return decision;
}

Decision unfollow(Presentity& presentity, UserId watcher, Time now) {
  Decision decision;
  ContactState own = presentity.own_of(watcher);
  if (own.follows_until == kNoTime) return decision;
  set_following(presentity, watcher, own, kNoTime, now, decision);
  own.asked = false;
  decision.writes.emplace_back(PutContact{watcher, own});
  presentity.put_contact(watcher, std::move(own));
  return decision;
}

void end_following(Presentity& presentity, UserId watcher, Time at, Decision& decision) {
  const auto* contact = presentity.contact(watcher);
  if (contact == nullptr || contact->own.follows_until != at) return;
  ContactState own = contact->own;
  const bool asked = std::exchange(own.asked, false);
  own.follows_until = kNoTime;
  decision.writes.emplace_back(PutContact{watcher, own});
  presentity.put_contact(watcher, std::move(own));
  // Who is in a group by now keeps its topic, if it takes it without having asked.
  if (asked) {
    decision.dirty.push_back({TargetKind::withdrawn, presentity.id(), watcher.value()});
  } else if (!retained_view(presentity, watcher, at)) {
    decision.dirty.push_back(watcher_of(presentity, watcher));
  }
}

}  // namespace facet::resolver
