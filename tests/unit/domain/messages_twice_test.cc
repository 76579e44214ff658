#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/domain/history.h"

// A message that comes twice is the same as once: the phone sends again until it has a receipt.
namespace facet::resolver::test {
namespace {

bool same(const Presentity& a, const Presentity& b) {
  return a.groups() == b.groups() && a.contacts() == b.contacts() && a.newest() == b.newest() &&
         a.live_memberships() == b.live_memberships() && a.remembered_removals() == b.remembered_removals();
}

Flavour flavour(bool erasing) {
  return erasing ? Flavour::erasing : Flavour::every_group;
}

RC_GTEST_PROP(Twice, AtOnceChangesAndPublishesNothing, (bool erasing, unsigned order)) {
  Presentity presentity(kPresentity);
  const auto messages = history(*steps(), flavour(erasing));
  Instant now = messages.back().made;
  for (const Said& said : shuffled(messages, order)) {
    now += std::chrono::milliseconds{700};
    const Decision first = deliver(presentity, said, now);
    const Presentity once = presentity;
    const Decision again = deliver(presentity, said, now);
    RC_ASSERT(again.writes.empty());
    RC_ASSERT(again.dirty.empty() && again.timers.empty() && again.cancelled.empty() && again.left.empty());
    RC_ASSERT(again.receipt.outcome != Outcome::refused);
    RC_ASSERT(same(presentity, once));
  }
}

RC_GTEST_PROP(Twice, MuchLaterPublishesNothingAndIsNotRefused, (bool erasing, unsigned order)) {
  Presentity presentity(kPresentity);
  const auto messages = history(*steps(), flavour(erasing));
  for (const Said& said : messages) deliver(presentity, said, said.made);
  const Instant now = messages.back().made + std::chrono::minutes{1};
  const auto groups = presentity.groups();
  for (const Said& said : shuffled(messages, order)) {
    const Decision again = deliver(presentity, said, now);
    // A copy of what a contact sees may lose a pin that no longer holds anything still; nothing else.
    for (const auto& write : again.writes) RC_ASSERT(std::holds_alternative<PutContact>(write));
    RC_ASSERT(again.timers.empty() && again.cancelled.empty() && again.left.empty() && again.dirty.empty());
    RC_ASSERT(again.receipt.outcome != Outcome::refused);
    RC_ASSERT(presentity.groups() == groups);
  }
}

}  // namespace
}  // namespace facet::resolver::test
