#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/domain/history.h"

// Two devices' changes, delivered as they are made or late and in any order, end in the same.
namespace facet::resolver::test {
namespace {

// What watchers can tell, but for `changed_at`, which a move that shows the same keeps.
struct Outlook {
  Activity activity;
  std::string note;
  Time until;
  bool topic;
  bool operator==(const Outlook&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Outlook& outlook) {
  return out << name(outlook.activity) << " '" << outlook.note << "' until "
             << outlook.until.time_since_epoch().count() << (outlook.topic ? " topic" : "");
}

// Without those who follow: who was told something before the removal came does for a while, who never was
// does not.
Presentity without_followers(Presentity presentity, Time now) {
  const auto all = presentity.contacts();
  for (const auto& [id, contact] : all) {
    ContactState own = contact.own;
    own.follows_until = kNoTime;
    const bool ended =
        own.override_setting && own.override_setting->until != kNoTime && own.override_setting->until <= now;
    if (ended) own.override_setting.reset();
    presentity.put_contact(id, own);
  }
  return presentity;
}

std::vector<Outlook> outlooks(const Presentity& with_followers, Time now) {
  const Presentity presentity = without_followers(with_followers, now);
  std::vector<Outlook> result;
  for (const UserId id : contacts()) {
    const View view = view_of(presentity, id, now);
    result.push_back({view.activity, view.note, view.until, retained_view(presentity, id, now).has_value()});
  }
  return result;
}

void forget_ended(std::optional<Setting>& setting, Time now) {
  if (setting) setting->changed_at = kNoTime;
  if (setting && setting->until != kNoTime && setting->until <= now) setting.reset();
}

// Every record, but for what may depend on the order: since when, what is over, and which of several names
// was the first.
std::vector<GroupState> groups_of(const Presentity& presentity, Time now) {
  std::vector<GroupState> result;
  for (auto [id, group] : presentity.groups()) {
    group.base.changed_at = kNoTime;
    group.created = {};
    forget_ended(group.temporary, now);
    result.push_back(group);
  }
  return result;
}

std::map<UserId, Contact> contacts_of(const Presentity& presentity, Time now) {
  auto result = presentity.contacts();
  for (auto& [id, contact] : result) {
    contact.own.pin.reset();
    contact.own.follows_until = kNoTime;
    forget_ended(contact.own.override_setting, now);
  }
  std::erase_if(result, [](const auto& entry) { return entry.second == Contact{}; });
  return result;
}

std::vector<OwnGroup> own_copies(const Presentity& presentity, Time now) {
  std::vector<OwnGroup> result;
  for (const auto& [id, group] : presentity.groups()) {
    auto copy = own_group(presentity, id);
    if (!copy) continue;
    copy->base.changed_at = kNoTime;
    forget_ended(copy->temporary, now);
    result.push_back(*copy);
  }
  return result;
}

void deliver_or_fail(Presentity& presentity, const Said& said, Instant now) {
  const Decision decision = deliver(presentity, said, now);
  RC_ASSERT(decision.receipt.outcome != Outcome::refused);
}

void expect_convergence(const std::vector<Said>& messages, unsigned order, Instant late_by) {
  Presentity live(kPresentity);
  for (const Said& said : messages) deliver_or_fail(live, said, said.made);
  Presentity late(kPresentity);
  const Instant arrival = messages.back().made + late_by.time_since_epoch();
  for (const Said& said : shuffled(messages, order)) deliver_or_fail(late, said, arrival);

  const Time end = to_time(arrival);
  RC_ASSERT(outlooks(live, end) == outlooks(late, end));
  RC_ASSERT(own_copies(live, end) == own_copies(late, end));
  RC_ASSERT(groups_of(live, end) == groups_of(late, end));
  RC_ASSERT(contacts_of(live, end) == contacts_of(late, end));
  RC_ASSERT(live.newest() == late.newest());
  for (const auto& [id, group] : live.groups()) RC_ASSERT(live.members(id) == late.members(id));
}

RC_GTEST_PROP(Convergence, AnyOrderEndsInTheSame, (unsigned order)) {
  const auto late_by = *rc::gen::element(0, 1, 5, 20, 3'600);
  expect_convergence(history(*steps(), Flavour::every_group), order, Instant{std::chrono::seconds{late_by}});
}

RC_GTEST_PROP(Convergence, AnyOrderEndsInTheSameAlsoWhenAGroupEndsAndReturns, (unsigned order)) {
  const auto late_by = *rc::gen::element(0, 1, 5, 20, 3'600);
  expect_convergence(history(*steps(), Flavour::erasing), order, Instant{std::chrono::seconds{late_by}});
}

}  // namespace
}  // namespace facet::resolver::test
