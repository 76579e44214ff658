#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/unit/domain/history.h"

// What a Decision writes is all that it changed: a store that carries the writes out has the same presentity.
namespace facet::resolver::test {
namespace {

// Records by key, as a store keeps them.
struct Store {
  std::map<GroupId, GroupState> groups;
  std::map<std::pair<UserId, GroupId>, Membership> memberships;
  std::map<UserId, ContactState> contacts;
  std::map<DeviceId, Device> devices;
  std::map<UserId, StanceState> stances;
  Account account;

  void operator()(const PutGroup& write) { groups[write.group.id] = write.group; }
  void operator()(const DropGroup& write) { groups.erase(write.group); }
  void operator()(const PutMembership& write) {
    memberships[{write.contact, write.membership.group}] = write.membership;
  }
  void operator()(const DropMembership& write) { memberships.erase({write.contact, write.group}); }
  void operator()(const PutContact& write) {
    contacts[write.contact] = write.own;
    if (write.own == ContactState{}) contacts.erase(write.contact);
  }
  void operator()(const PutDevice& write) { devices[write.id] = write.device; }
  void operator()(const DropDevice& write) { devices.erase(write.id); }
  void operator()(const PutAccount& write) { account = write.account; }
  void operator()(const PutStance& write) { stances[write.of] = write.state; }
  void operator()(const Wipe&) {
    Store anew;
    anew.account = account;
    *this = std::move(anew);
  }

  Presentity load() const {
    Presentity presentity(kPresentity);
    for (const auto& [id, group] : groups) presentity.put_group(group);
    for (const auto& [key, membership] : memberships) presentity.put_membership(key.first, membership);
    for (const auto& [id, own] : contacts) presentity.put_contact(id, own);
    for (const auto& [id, device] : devices) presentity.put_device(id, device);
    for (const auto& [of, state] : stances) presentity.put_stance(of, state);
    presentity.put_account(account);
    return presentity;
  }
};

RC_GTEST_PROP(Replay, OfTheWritesGivesTheSamePresentity, (bool erasing, unsigned order)) {
  Presentity live(kPresentity);
  Store store;
  const auto messages = history(*steps(), erasing ? Flavour::erasing : Flavour::every_group);
  Instant now = messages.back().made;
  for (const Said& said : shuffled(messages, order)) {
    now += std::chrono::seconds{1};
    for (const auto& write : deliver(live, said, now).writes) std::visit(store, write);
    const Presentity loaded = store.load();
    RC_ASSERT(loaded.groups() == live.groups());
    RC_ASSERT(loaded.contacts() == live.contacts());
    RC_ASSERT(loaded.live_memberships() == live.live_memberships());
    RC_ASSERT(loaded.remembered_removals() == live.remembered_removals());
    RC_ASSERT(loaded.newest() == live.newest());
    for (const auto& [id, group] : live.groups()) {
      RC_ASSERT(loaded.members(id) == live.members(id));
      RC_ASSERT(loaded.member_count(id) == live.member_count(id));
      RC_ASSERT(live.members(id).size() == live.member_count(id));
    }
  }
}

}  // namespace
}  // namespace facet::resolver::test
