#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <random>

#include "tests/unit/domain/broker.h"
#include "tests/unit/domain/history.h"

// The broker's retained topics, kept up to date by nothing but dirty targets and timers, always hold what
// the rules say: what a push shows and what a request is answered are the same View.
namespace facet::resolver::test {
namespace {

void expect_topics_are_views(const Presentity& presentity, const Broker& broker, Time now) {
  for (const UserId id : contacts()) {
    RC_ASSERT(broker.retained(id) == retained_view(presentity, id, now));
    if (broker.retained(id)) RC_ASSERT(*broker.retained(id) == view_of(presentity, id, now));
  }
}

void expect_own_copies(const Presentity& presentity, const Broker& broker) {
  for (const auto& [id, group] : presentity.groups()) {
    const bool published = broker.own_groups().contains(id);
    if (id == kOther && !published) continue;  // never told anything
    const auto copy = own_group(presentity, id);
    RC_ASSERT(published == copy.has_value());
    if (copy) RC_ASSERT(broker.own_groups().at(id) == *copy);
    const auto members = own_members(presentity, id);
    RC_ASSERT(broker.own_members().contains(id) == members.has_value());
    if (members) RC_ASSERT(broker.own_members().at(id) == *members);
  }
}

// Everybody whom one setting reaches sees the same bytes, unless a pin keeps `changed_at` still.
void expect_same_ruling_same_view(const Presentity& presentity, Time now) {
  std::map<GroupId, View> seen;
  for (const auto& [id, contact] : presentity.contacts()) {
    const Ruling by = ruling(presentity, id, now);
    if (by.rule != Rule::group) continue;
    const View view = view_of(presentity, id, now);
    const View natural = shown(effective(presentity, *presentity.group(by.group), now));
    RC_ASSERT(same_shown(view, natural));
    if (view.changed_at != natural.changed_at) RC_ASSERT(contact.own.pin->shown == view.changed_at);
  }
  for (const auto& [id, group] : presentity.groups()) {
    for (const auto& [view, until, watchers] : audience_views(presentity, id, now)) {
      for (const UserId watcher : watchers) RC_ASSERT(view == view_of(presentity, watcher, now));
    }
  }
}

void expect_all(const Presentity& presentity, const Broker& broker, Time now) {
  expect_topics_are_views(presentity, broker, now);
  expect_own_copies(presentity, broker);
  expect_same_ruling_same_view(presentity, now);
}

Flavour flavour(bool erasing) {
  return erasing ? Flavour::erasing : Flavour::every_group;
}

// In order or late, each decision published at once, each timer at its second.
RC_GTEST_PROP(Retained, IsTheViewAfterEveryStep, (bool erasing, bool late, unsigned order)) {
  auto messages = history(*steps(), flavour(erasing));
  Instant now = messages.front().made;
  if (late) {
    now = messages.back().made - std::chrono::seconds{30};
    messages = shuffled(messages, order);
  }
  Presentity presentity(kPresentity);
  Broker broker;
  for (const Said& said : messages) {
    const Instant next = late ? now + std::chrono::milliseconds{900} : said.made;
    for (Time second = to_time(now); second <= to_time(next); second += std::chrono::seconds{1}) {
      if (broker.timers().empty() || broker.timers().begin()->at > to_time(next)) break;
      second = std::max(second, broker.timers().begin()->at);
      broker.fire_due(presentity, second);
      broker.publish_all(presentity, second);
      expect_all(presentity, broker, second);
    }
    now = next;
    broker.mark(deliver(presentity, said, now, broker.terms()));
    broker.publish_all(presentity, to_time(now));
    expect_all(presentity, broker, to_time(now));
  }
}

// Timers fire late, publications wait, several changes come between; whenever nothing waits, it is right.
RC_GTEST_PROP(Retained, IsTheViewWheneverNothingWaits, (bool erasing, unsigned pace)) {
  std::mt19937 random(pace);
  Presentity presentity(kPresentity);
  Broker broker;
  Instant now{};
  for (const Said& said : history(*steps(), flavour(erasing))) {
    now = std::max(now, said.made) + std::chrono::milliseconds{random() % 1'500};
    if (random() % 3 == 0) broker.fire_due(presentity, to_time(now));
    broker.mark(deliver(presentity, said, now, broker.terms()));
    for (auto count = random() % 4; count > 0; --count) {
      broker.publish_one(presentity, to_time(now), random());
    }
    if (random() % 4 != 0) continue;
    now += std::chrono::seconds{random() % 10};
    broker.fire_due(presentity, to_time(now));
    broker.publish_all(presentity, to_time(now));
    expect_all(presentity, broker, to_time(now));
  }
  now += std::chrono::hours{1};
  broker.fire_due(presentity, to_time(now));
  broker.publish_all(presentity, to_time(now));
  expect_all(presentity, broker, to_time(now));
}

// Whoever is sent a View did not have it already. (Without temporary settings: a contact who leaves a group
// whose temporary setting has ended is told to be safe, the end's own timer may not have been carried out.)
RC_GTEST_PROP(Retained, NobodyIsToldWhatTheTopicHolds, (bool erasing)) {
  Presentity presentity(kPresentity);
  Broker broker;
  auto lasting = *steps();
  for (Step& step : lasting) {
    step.lasts = 0;
    if (step.device == 1) step.gap = 0;  // and without schedules
  }
  for (const Said& said : history(lasting, flavour(erasing))) {
    broker.take_messages();
    broker.mark(deliver(presentity, said, said.made));
    broker.publish_all(presentity, to_time(said.made));
    const auto* status = std::get_if<StatusEdit>(&said.edit);
    // A group and one of its members in one message: the member may be told with the group.
    if (status != nullptr && !status->settings.empty() && !status->overrides.empty()) continue;
    for (const auto& message : broker.take_messages()) RC_ASSERT(message.news);
  }
}

}  // namespace
}  // namespace facet::resolver::test
