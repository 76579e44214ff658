#include <rocksdb/db.h>
#include <rocksdb/write_batch.h>

#include "resolver/adapters/rocksdb/keys.h"
#include "resolver/adapters/rocksdb/records.h"
#include "resolver/adapters/rocksdb/store.h"

namespace facet::resolver::rocks {
namespace {

// Turns a commit into one batch; later writes of a record win. A batch that has been filled cannot fail: the
// results of Put and Delete, which only a batch with a size limit gives, are always OK.
class Batch {
 public:
  Batch(Database& database, UserId user) : database_(database), user_(user) {}

  void operator()(const PutGroup& write) {
    encode_group_record(write.group, record_);
    put(Column::groups, group_key(user_, write.group.id).view());
  }
  void operator()(const DropGroup& write) { drop(Column::groups, group_key(user_, write.group).view()); }
  void operator()(const PutMembership& write) {
    const GroupId group = write.membership.group;
    encode_edge_record(write.membership, record_);
    put(Column::edges, edge_key(user_, group, write.contact).view());
    watch(write.contact, group, !write.membership.removed);
  }
  void operator()(const DropMembership& write) {
    drop(Column::edges, edge_key(user_, write.group, write.contact).view());
    watch(write.contact, write.group, false);
  }
  void operator()(const PutContact& write) {
    const auto key = contact_key(user_, write.contact);
    if (write.own == ContactState{}) {
      drop(Column::contacts, key.view());
    } else {
      encode_contact_record(write.own, record_);
      put(Column::contacts, key.view());
    }
    watch(write.contact, kOverride, write.own.override_setting.has_value());
  }

  void operator()(const PutDevice& write) {
    encode_device_record(write.device, record_);
    put(Column::devices, device_key(user_, write.id).view());
  }
  void operator()(const DropDevice& write) { drop(Column::devices, device_key(user_, write.id).view()); }

  void mark(const Mark& mark) {
    encode_number_record(mark.version, record_);
    put(Column::outbox, target_key(mark.target).view());
  }
  void add(const Timer& timer) { put_empty(Column::timers, timer_key(timer).view()); }
  void remove(const Timer& timer) { drop(Column::timers, timer_key(timer).view()); }
  void register_user(UserId user) { put_empty(Column::users, user_key(user).view()); }

  rocksdb::WriteBatch& filled() { return batch_; }

 private:
  static rocksdb::Slice slice(std::string_view bytes) { return {bytes.data(), bytes.size()}; }

  void put(Column column, std::string_view key) { batch_.Put(database_.column(column), slice(key), record_); }
  void put_empty(Column column, std::string_view key) {
    batch_.Put(database_.column(column), slice(key), rocksdb::Slice{});
  }
  void drop(Column column, std::string_view key) { batch_.Delete(database_.column(column), slice(key)); }

  // The way back from the contact to whoever holds it.
  void watch(UserId contact, GroupId group, bool holds) {
    const auto key = watch_key(contact, user_, group);
    if (holds) {
      put_empty(Column::watches, key.view());
    } else {
      drop(Column::watches, key.view());
    }
  }

  Database& database_;
  const UserId user_;
  rocksdb::WriteBatch batch_;
  std::string record_;  // reused
};

}  // namespace

Status RocksDbStore::commit(const Commit& commit) {
  Batch batch{*database_, commit.presentity};
  for (const auto& write : commit.writes) std::visit(batch, write);
  for (const auto& mark : commit.marks) batch.mark(mark);
  for (const auto& timer : commit.fired) batch.remove(timer);
  for (const auto& timer : commit.timers) batch.add(timer);
  if (commit.registered) batch.register_user(*commit.registered);
  if (batch.filled().Count() == 0) return {};

  std::unique_lock lock{outbox_, std::defer_lock};
  if (!commit.marks.empty()) lock.lock();
  return database_->write(batch.filled());
}

Status RocksDbStore::sync() {
  return database_->sync();
}

}  // namespace facet::resolver::rocks
