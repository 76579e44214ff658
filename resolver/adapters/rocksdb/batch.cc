#include "resolver/adapters/rocksdb/batch.h"

#include <algorithm>

#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/log.h"
#include "resolver/adapters/rocksdb/records.h"

namespace facet::resolver::rocks {
namespace {

rocksdb::Slice slice(std::string_view bytes) {
  return {bytes.data(), bytes.size()};
}

}  // namespace

struct Batch::Add {
  Batch& to;
  const Commit& of;

  void operator()(const PutGroup& write) const {
    encode_group_record(write.group, to.record_);
    to.put(Column::groups, group_key(to.user_, write.group.id).view());
  }
  void operator()(const DropGroup& write) const {
    to.drop(Column::groups, group_key(to.user_, write.group).view());
  }
  void operator()(const PutMembership& write) const {
    const GroupId group = write.membership.group;
    encode_edge_record(write.membership, to.record_);
    to.put(Column::edges, edge_key(to.user_, group, write.contact).view());
    to.watch(write.contact, group,
             !write.membership.removed && of.counts(write.contact, write.membership.revision));
  }
  void operator()(const DropMembership& write) const {
    to.drop(Column::edges, edge_key(to.user_, write.group, write.contact).view());
    to.watch(write.contact, write.group, false);
  }
  void operator()(const PutContact& write) const {
    const auto key = contact_key(to.user_, write.contact);
    if (write.own == ContactState{}) {
      to.drop(Column::contacts, key.view());
    } else {
      encode_contact_record(write.own, to.record_);
      to.put(Column::contacts, key.view());
    }
    to.watch(write.contact, kOverride,
             write.own.override_setting && of.counts(write.contact, write.own.override_revision));
    to.watch(write.contact, kFollower, write.own.follows_until != kNoTime);
  }
  void operator()(const PutDevice& write) const {
    encode_device_record(write.device, to.record_);
    to.put(Column::devices, device_key(to.user_, write.id).view());
  }
  void operator()(const DropDevice& write) const {
    to.drop(Column::devices, device_key(to.user_, write.id).view());
  }
  void operator()(const PutAccount& write) const {
    const auto key = user_key(to.user_);
    if (write.account == Account{}) return to.drop(Column::accounts, key.view());
    encode_account_record(write.account, to.record_);
    to.put(Column::accounts, key.view());
  }
  void operator()(const PutStance& write) const {
    encode_stance_record(write.state, to.record_);
    to.put(Column::stances, contact_key(to.user_, write.of).view());
    const auto back = contact_key(write.of, to.user_);
    if (write.state.stance == Stance::none || !of.counts(write.of, write.state.revision))
      return to.drop(Column::standings, back.view());
    encode_standing_record(write.state.stance, to.record_);
    to.put(Column::standings, back.view());
  }
  void operator()(const Wipe&) const {}  // Batch::add
};

Status Batch::add(const Commit& commit) {
  const auto& writes = commit.writes;
  const auto is_wipe = [](const Write& write) { return std::holds_alternative<Wipe>(write); };
  const auto behind = std::find_if(writes.rbegin(), writes.rend(), is_wipe).base();
  // What the last Wipe takes out need not be put in first.
  for (auto before = writes.begin(); before != behind; ++before) {
    if (const auto* account = std::get_if<PutAccount>(&*before)) Add{*this, commit}(*account);
  }
  if (behind != writes.begin()) {
    const Account* account = nullptr;
    for (const auto& write : writes) {
      if (const auto* put = std::get_if<PutAccount>(&write)) account = &put->account;
    }
    if (auto wiped = wipe(account); !wiped) return wiped;
  }
  for (auto write = behind; write != writes.end(); ++write) std::visit(Add{*this, commit}, *write);
  return {};
}

void Batch::log(std::uint64_t number, const LogEntry& entry) {
  encode_log_record({number, entry}, record_);
  put(Column::log, log_key(user_, log_slot(number)).view());
  encode_number_record(number, record_);
  put(Column::log, log_key(user_, kNewestSlot).view());
}

void Batch::mark(const Mark& mark) {
  encode_number_record(mark.version, record_);
  put(Column::outbox, target_key(mark.target).view());
}

void Batch::add(const Timer& timer) {
  put_empty(Column::timers, timer_key(timer).view());
}

void Batch::remove(const Timer& timer) {
  drop(Column::timers, timer_key(timer).view());
}

void Batch::register_user(UserId user) {
  put_empty(Column::users, user_key(user).view());
}

void Batch::unregister(UserId user) {
  drop(Column::users, user_key(user).view());
}

void Batch::put(Column column, std::string_view key) {
  batch_.Put(database_.column(column), slice(key), record_);
}

void Batch::put_empty(Column column, std::string_view key) {
  batch_.Put(database_.column(column), slice(key), rocksdb::Slice{});
}

void Batch::drop(Column column, std::string_view key) {
  batch_.Delete(database_.column(column), slice(key));
}

void Batch::watch(UserId contact, GroupId group, bool holds) {
  const auto key = watch_key(contact, user_, group);
  if (holds) {
    put_empty(Column::watches, key.view());
  } else {
    drop(Column::watches, key.view());
  }
}

}  // namespace facet::resolver::rocks
