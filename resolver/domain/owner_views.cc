#include "resolver/domain/owner_views.h"

#include <algorithm>

#include "resolver/domain/rules.h"

namespace facet::resolver {
namespace {

bool has_former_membership(const Contact& contact, Instant former) {
  return std::any_of(contact.memberships.begin(), contact.memberships.end(),
                     [former](const Membership& membership) {
                       return !membership.removed && membership.revision.made_at() <= former;
                     });
}

Seen seen_at(const Moment& moment, const Presentity& presentity, UserId watcher, const Contact* contact) {
  const Ruling by = moment.ruling(watcher, contact);
  Seen seen;
  seen.watcher = watcher;
  seen.view = moment.view(watcher, contact);
  seen.rule = by.rule;
  seen.group = by.group;
  if (moment.depends(watcher, contact, moment.over().overlay)) seen.overlay = moment.over().overlay;
  if (contact == nullptr) return seen;
  seen.blocked = contact->own.blocked;
  seen.override_setting = contact->own.override_setting;
  seen.follows_until = moment.follows_until(watcher, contact);
  seen.former = has_former_membership(*contact, presentity.former_until(watcher));
  return seen;
}

}  // namespace

Seen seen_by(const Presentity& presentity, UserId watcher, Time now) {
  return seen_at(Moment(presentity, now), presentity, watcher, presentity.contact(watcher));
}

std::vector<Seen> seen_by_contacts(const Presentity& presentity, UserId after, std::size_t max, Time now) {
  const Moment moment(presentity, now);
  std::vector<Seen> rows;
  const auto& contacts = presentity.contacts();
  for (auto at = contacts.upper_bound(after); at != contacts.end() && rows.size() < max; ++at) {
    const auto& [id, contact] = *at;
    if (!moment.has_topic(id, &contact) && !contact.own.blocked && !contact.own.override_setting) continue;
    rows.push_back(seen_at(moment, presentity, id, &contact));
  }
  return rows;
}

}  // namespace facet::resolver
