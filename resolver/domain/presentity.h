#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <unordered_map>
#include <utility>

#include "resolver/domain/model.h"
#include "resolver/domain/zone_table.h"

namespace facet::resolver {

// Numbers whose account was erased, and when: what was said of a number before that is not said of whoever
// has it now.
using Formers = std::unordered_map<UserId, Instant>;
inline bool counts(const Formers& formers, UserId contact, Revision said) {
  const auto former = formers.find(contact);
  return former == formers.end() || said.made_at() > former->second;
}

// Everything about one presentity, with counts that the limits need. Filled by the store, changed by
// decide_*. Not thread-safe. Iteration is in ascending id order, so equal histories give equal effects.
class Presentity {
 public:
  explicit Presentity(UserId id) : id_(id) { groups_[kOther].id = kOther; }

  UserId id() const { return id_; }
  // The newest revision of any part: what receipts tell the phone.
  Revision newest() const { return newest_; }
  void saw(Revision revision) { newest_ = std::max(newest_, revision); }

  // Every group ever made that is still remembered, erased ones too; `other` always. nullptr: never heard of.
  const std::map<GroupId, GroupState>& groups() const { return groups_; }
  const GroupState* group(GroupId id) const;
  // nullptr also for an erased one.
  const GroupState* existing_group(GroupId id) const;
  void put_group(GroupState group);
  void drop_group(GroupId id) { groups_.erase(id); }

  const std::map<UserId, Contact>& contacts() const { return contacts_; }
  const Contact* contact(UserId id) const;
  const Membership* membership(UserId contact, GroupId group) const;  // removed ones too
  // What the owner decided for this contact alone, but for what was said of somebody who had the number
  // before.
  ContactState own_of(UserId contact) const;
  // As a watcher: it has the contact in a group, or has a setting for it alone. Not as somebody who had the
  // number before.
  bool knows(UserId contact) const;
  void put_membership(UserId contact, Membership membership);
  void drop_membership(UserId contact, GroupId group);
  void put_contact(UserId contact, ContactState own);

  const std::map<DeviceId, Device>& devices() const { return devices_; }
  const Device* device(DeviceId id) const;  // nullptr: never heard of, or forgotten
  void put_device(DeviceId id, const Device& device);
  void drop_device(DeviceId id);
  // Devices are known, and none of them counts: everybody is shown `off`.
  bool off() const { return !devices_.empty() && present_devices_ == 0; }
  Time off_since() const;   // while off: when the last device stopped counting
  Time call_since() const;  // the earliest of the calls of devices that count; kNoTime: in no call

  const Account& account() const { return account_; }
  void put_account(Account account);

  // Two things around a presentity that are no records of it; whoever loads it sets them.
  const ZoneTable& zone() const;  // of account().zone
  void set_zone(std::shared_ptr<const ZoneTable> zone) { zone_ = std::move(zone); }
  // `formers` outlives the presentity. Without it nobody is a former.
  void set_formers(const Formers* formers) { formers_ = formers; }
  // What was made up to then about `contact` does not count; the earliest time: everything counts.
  Instant former_until(UserId contact) const;
  // Whether what was said of `contact` is said of whoever has the number now.
  bool counts(UserId contact, Revision said) const { return said.made_at() > former_until(contact); }

  // As a watcher: what it said of presentities. Stance::none is remembered too, for its revision.
  const std::map<UserId, StanceState>& stances() const { return stances_; }
  // Stance::none also for what was said of somebody who had the number before.
  Stance stance(UserId of) const;
  void put_stance(UserId of, StanceState state);

  // Forgets everything but the account.
  void wipe();

  // Live members of a group, ascending.
  std::vector<UserId> members(GroupId group) const;
  std::size_t member_count(GroupId group) const;
  std::size_t existing_groups() const;  // without `other`
  std::size_t live_memberships() const { return live_memberships_; }
  std::size_t remembered_removals() const { return removals_; }
  // Contacts that are followers now, whatever else they are.
  std::size_t followers() const { return followers_; }

 private:
  void forget_if_empty(UserId contact);
  void count(const Membership& membership, int change);

  UserId id_;
  Revision newest_;
  std::map<GroupId, GroupState> groups_;
  std::map<UserId, Contact> contacts_;
  std::map<DeviceId, Device> devices_;
  Account account_;
  std::shared_ptr<const ZoneTable> zone_;
  const Formers* formers_ = nullptr;
  std::map<UserId, StanceState> stances_;
  std::map<GroupId, std::size_t> member_counts_;
  std::size_t present_devices_ = 0;
  std::size_t live_memberships_ = 0;
  std::size_t removals_ = 0;
  std::size_t followers_ = 0;
};

}  // namespace facet::resolver
